import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { TextField } from '@/components/ui/text-field'
import { sessionQuery } from './session-query'
import { SignInError } from './sign-in-error'
import { useSignIn } from './use-sign-in'

/** Goes inside whatever the ended session interrupted, and leaves the rest as it is. */
export function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  const email = useQuery({ ...sessionQuery, enabled: false }).data?.user.email ?? ''
  const [password, setPassword] = useState('')
  const { submit, busy, error, secondsLeft } = useSignIn(onSignedIn)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => field.current?.focus(), [])

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    // React bubbles submit through portals and into the form around this panel.
    event.stopPropagation()
    void submit(email, password)
  }

  return (
    <section
      aria-label="Sign in again"
      className="rounded-card border border-accent-line bg-accent-soft p-4 text-small"
    >
      <p className="flex items-center gap-2 font-semibold" role="alert">
        <Icon name="lock" className="size-4 text-accent-strong" />
        Your session ended. Sign in again to continue.
      </p>
      <p className="mt-0.5 text-ink-2">
        What you entered is kept. Signing in as <bdi className="font-semibold text-ink">{email}</bdi>.
      </p>
      <form onSubmit={handleSubmit} className="mt-3 space-y-3">
        {/* Tells password managers which account the password belongs to. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <div className="flex flex-col gap-3 sm:flex-row sm:items-end">
          <TextField
            ref={field}
            className="flex-1"
            label="Password"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button
            type="submit"
            variant="primary"
            className="h-9.5 tabular"
            busy={busy}
            disabled={secondsLeft > 0}
          >
            {secondsLeft > 0 ? `Try again in ${secondsLeft} s` : busy ? 'Signing in…' : 'Sign in again'}
          </Button>
        </div>
        {error && <SignInError error={error} secondsLeft={secondsLeft} />}
      </form>
    </section>
  )
}
