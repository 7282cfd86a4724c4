import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { DemoAccount } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Logo } from '@/components/ui/logo'
import { TextField } from '@/components/ui/text-field'
import { useDocumentTitle } from '@/lib/use-document-title'
import { useLazyModule } from '@/lib/use-lazy-module'
import { hintsQuery } from './session-query'
import { SignInError } from './sign-in-error'
import { useSignIn } from './use-sign-in'

const loadDemoAccounts = () => import('./demo-accounts')

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  useDocumentTitle('Sign in · SAMI OS')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { submit, busy, error, secondsLeft } = useSignIn(onSignedIn)
  const hints = useQuery(hintsQuery)
  const button = useRef<HTMLButtonElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    const signedIn = await submit(email, password)
    if (!signedIn) passwordField.current?.focus()
  }

  function fillIn(account: DemoAccount) {
    setEmail(account.email)
    setPassword(hints.data?.demo_password ?? '')
    button.current?.focus()
  }

  const accounts = hints.data?.demo_accounts ?? []
  const demo = useLazyModule(loadDemoAccounts)
  const { preload } = demo
  useEffect(() => {
    if (accounts.length > 0) preload()
  }, [accounts.length, preload])
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-[23rem]">
        <Logo />
        <h1 className="mt-6 text-title font-bold">Sign in</h1>
        <p className="mt-1 text-ink-2">Manage the API keys that act as you.</p>

        <form onSubmit={handleSubmit} className="mt-6 space-y-4">
          <TextField
            label="Email"
            type="email"
            name="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <TextField
            ref={passwordField}
            label="Password"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          {error && <SignInError error={error} secondsLeft={secondsLeft} />}
          <Button
            ref={button}
            type="submit"
            variant="primary"
            className="h-10 w-full tabular"
            busy={busy}
            disabled={secondsLeft > 0}
          >
            {secondsLeft > 0 ? `Try again in ${secondsLeft} s` : busy ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>

        {accounts.length > 0 && demo.code && (
          <demo.code.DemoAccounts
            accounts={accounts}
            password={hints.data?.demo_password ?? null}
            onPick={fillIn}
          />
        )}
      </div>
    </main>
  )
}
