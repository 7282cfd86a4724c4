import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isSessionRequired, Refused } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { NotLoaded } from '@/components/ui/not-loaded'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { sessionQuery, signOut } from '@/features/session/session-query'
import { goTo, usePath } from '@/lib/location'
import { SignInAgainContext } from '@/lib/sign-in-again'
import { useOnDemand } from '@/lib/use-on-demand'
import { KEYS_PATH, SETTINGS_PATHS, SIGN_IN_PATH } from './paths'
import { SettingsPage } from './settings-page'
import { SettingsShell } from './settings-shell'
import { SignInAgainOnDemand, usePreloadSignInAgain } from './sign-in-on-demand'
import { UserMenu } from './user-menu'
import { goToWantedPage, signInFirst } from './wanted-page'

const loadSignInPage = () => import('@/features/session/sign-in-page')

export function App() {
  const path = usePath()
  const { code, failed, need } = useOnDemand(loadSignInPage)
  useEffect(() => {
    if (path === SIGN_IN_PATH) need()
  }, [path, need])

  if (path !== SIGN_IN_PATH) {
    return <Settings path={path} signInPage={{ need, ready: code !== null || failed }} />
  }
  if (code) return <code.SignInPage onSignedIn={goToWantedPage} />
  return (
    failed && (
      <main className="mx-auto max-w-[35rem] px-4 py-10">
        <NotLoaded what="The sign-in page" />
      </main>
    )
  )
}

interface SettingsProps {
  path: string
  signInPage: { need: () => void; ready: boolean }
}

function Settings({ path, signInPage }: SettingsProps) {
  const client = useQueryClient()
  const session = useQuery(sessionQuery)
  const [signingOut, setSigningOut] = useState(false)
  const [signOutFailed, setSignOutFailed] = useState(false)

  // A session that ends later leaves the page as it is; it is asked for again in place.
  const mustSignIn = session.data === undefined && isSessionRequired(session.error)
  useEffect(() => {
    if (mustSignIn) {
      // One page gives way to the other, without an empty one between them.
      signInPage.need()
      if (signInPage.ready) signInFirst()
    } else if (!SETTINGS_PATHS.includes(path)) goTo(KEYS_PATH, 'replace')
  }, [mustSignIn, path, signInPage.need, signInPage.ready])
  usePreloadSignInAgain()

  // Somebody else signed in from another tab: nothing of the previous person may stay on screen.
  const userId = session.data?.user.id
  const shownUser = useRef(userId)
  useEffect(() => {
    if (userId === undefined) return
    if (shownUser.current !== undefined && shownUser.current !== userId) {
      void client.resetQueries({ queryKey: ['keys'] })
    }
    shownUser.current = userId
  }, [userId, client])

  async function handleSignOut() {
    setSigningOut(true)
    setSignOutFailed(false)
    signInPage.need()
    try {
      await signOut()
    } catch (error) {
      // Already signed out elsewhere is what was asked for.
      if (!(error instanceof Refused && error.status === 401)) {
        setSignOutFailed(true)
        return
      }
    } finally {
      setSigningOut(false)
    }
    goTo(SIGN_IN_PATH, 'replace')
    client.clear()
  }

  return (
    <SignInAgainContext value={SignInAgainOnDemand}>
      <SettingsShell
        workspace={session.data?.workspace.name ?? null}
        userMenu={
          session.data && (
            <UserMenu
              session={session.data}
              signingOut={signingOut}
              signOutFailed={signOutFailed}
              onSignOut={handleSignOut}
            />
          )
        }
      >
        {session.error && session.data === undefined && !mustSignIn ? (
          <div className="space-y-4 pt-2">
            <h1 className="text-title font-bold">Settings</h1>
            <ProblemNotice
              error={session.error}
              title="Your settings could not be loaded"
              stillTrue="Your keys keep working."
              action={
                <Button size="small" onClick={() => session.refetch()}>
                  Try again
                </Button>
              }
            />
          </div>
        ) : (
          // An address that is none gives way to the list's.
          <SettingsPage path={SETTINGS_PATHS.includes(path) ? path : KEYS_PATH} session={session.data} />
        )}
      </SettingsShell>
    </SignInAgainContext>
  )
}
