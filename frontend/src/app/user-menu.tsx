import type { Session } from '@/api/types'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

interface UserMenuProps {
  session: Session
  signingOut: boolean
  signOutFailed: boolean
  onSignOut: () => void
}

/** A native popover: the browser handles Esc, outside clicks and focus, and it adds no code. */
export function UserMenu({ session, signingOut, signOutFailed, onSignOut }: UserMenuProps) {
  const { user, workspace } = session
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        className="-me-1.5 flex items-center gap-2 rounded-control p-1.5 text-small font-semibold text-ink-2 transition-colors hover:bg-hover hover:text-ink"
      >
        <Avatar name={user.name} />
        <span className="sr-only">Account: </span>
        <bdi className="sr-only sm:not-sr-only sm:max-w-40 sm:truncate">{user.name}</bdi>
        <Icon name="chevrons" className="size-3.5 text-ink-3" />
      </button>
      <div
        id="user-menu"
        popover="auto"
        className="fixed inset-auto end-3 top-13 m-0 w-64 max-w-[calc(100vw-1.5rem)] rounded-card bg-raised p-1.5 text-ink shadow-float sm:end-[max(2rem,calc((100vw-74rem)/2+2rem))]"
      >
        <div className="px-2.5 pt-2 pb-2.5 text-small">
          <p className="truncate font-semibold">
            <bdi>{user.name}</bdi>
          </p>
          <p className="truncate text-ink-3">{user.email}</p>
          <p className="mt-1.5 truncate text-micro text-ink-3">
            {user.role === 'admin' ? 'Admin' : 'Member'} of <bdi>{workspace.name}</bdi>
          </p>
        </div>
        <div className="border-t border-line pt-1.5">
          <Button
            variant="quiet"
            size="small"
            className="h-8.5 w-full justify-start"
            busy={signingOut}
            onClick={onSignOut}
          >
            <Icon name="signOut" className="size-4" />
            {signingOut ? 'Signing out…' : 'Sign out'}
          </Button>
        </div>
        {signOutFailed && (
          <p role="alert" className="px-2.5 pt-1 pb-2 text-small text-danger">
            You’re still signed in. SAMI OS didn’t respond. Try again.
          </p>
        )}
      </div>
    </>
  )
}
