import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiError, isSessionRequired } from '@/api/problem'
import { Button } from '@/components/ui/button'
import { LoadError } from '@/components/ui/load-error'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { sessionQuery, signOut } from '@/features/session/session-query'
import { navigate, usePath } from '@/lib/location'
import { SignInAgainContext } from '@/lib/sign-in-again'
import { useLazyModule } from '@/lib/use-lazy-module'
import { LazySignInAgain, usePreloadSignInAgain } from './lazy-sign-in-again'
import { KEYS_PATH, SETTINGS_PATHS, SIGN_IN_PATH } from './paths'
import { SettingsPage } from './settings-page'
import { SettingsShell } from './settings-shell'
import { redirectToSignIn, returnFromSignIn } from './sign-in-redirect'
import { UserMenu } from './user-menu'

const loadSignInPage = () => import('@/features/session/sign-in-page')

export function App() {
  const path = usePath()
  const { code, failed, load } = useLazyModule(loadSignInPage)
  useEffect(() => {
    if (path === SIGN_IN_PATH) load()
  }, [path, load])

  if (path !== SIGN_IN_PATH) {
    return <Settings path={path} signInPage={{ load, ready: code !== null || failed }} />
  }
  if (code) return <code.SignInPage onSignedIn={returnFromSignIn} />
  return (
    failed && (
      <main className="mx-auto max-w-[35rem] px-4 py-10">
        <LoadError what="the sign-in page" />
      </main>
    )
  )
}

interface SettingsProps {
  path: string
  signInPage: { load: () => void; ready: boolean }
}

function Settings({ path, signInPage }: SettingsProps) {
  const client = useQueryClient()
  const session = useQuery(sessionQuery)
  const [signingOut, setSigningOut] = useState(false)
  const [signOutFailed, setSignOutFailed] = useState(false)

  // If a session ends later, the page stays and asks to sign in again in place.
  const signInRequired = session.data === undefined && isSessionRequired(session.error)
  useEffect(() => {
    if (signInRequired) {
      // Switch pages only once the sign-in page has loaded, so there's no empty page in between.
      signInPage.load()
      if (signInPage.ready) redirectToSignIn()
    } else if (!SETTINGS_PATHS.includes(path)) navigate(KEYS_PATH, 'replace')
  }, [signInRequired, path, signInPage.load, signInPage.ready])
  usePreloadSignInAgain()

  // Someone else signed in from another tab. Nothing of the previous user may stay on screen.
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
    signInPage.load()
    try {
      await signOut()
    } catch (error) {
      // Already signed out elsewhere: that's what the user wanted.
      if (!(error instanceof ApiError && error.status === 401)) {
        setSignOutFailed(true)
        return
      }
    } finally {
      setSigningOut(false)
    }
    navigate(SIGN_IN_PATH, 'replace')
    client.clear()
  }

  return (
    <SignInAgainContext value={LazySignInAgain}>
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
        {session.error && session.data === undefined && !signInRequired ? (
          <div className="space-y-4 pt-2">
            <h1 className="text-title font-bold">Settings</h1>
            <ProblemNotice
              error={session.error}
              title="Couldn’t load your settings"
              currentState="Your keys still work."
              action={
                <Button size="small" onClick={() => session.refetch()}>
                  Try again
                </Button>
              }
            />
          </div>
        ) : (
          // An unknown path shows the list while it redirects there.
          <SettingsPage path={SETTINGS_PATHS.includes(path) ? path : KEYS_PATH} session={session.data} />
        )}
      </SettingsShell>
    </SignInAgainContext>
  )
}
