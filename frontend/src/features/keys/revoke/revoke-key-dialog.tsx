import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { isSessionRequired } from '@/api/problem'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { AlertModal, ModalBody, ModalFooter } from '@/components/ui/modal'
import { useSignInAgain } from '@/lib/sign-in-again'
import { useOnline } from '@/lib/use-online'
import { isReplaceable } from '../model/is-replaceable'
import { useKeyOperations } from './key-operations'
import { RevokeEvidence } from './revoke-evidence'
import { RevokeProblem } from './revoke-problem'
import { useRevoke } from './use-revoke'

interface RevokeKeyDialogProps {
  keyData: Key
  /** The user the key acts as, if that's someone else. */
  owner?: string
  open: boolean
  onClose: () => void
  /** Opens the dialog that keeps integrations working. Omitted if keys can't be replaced. */
  onReplace?: (key: Key) => void
  onRevoked: (key: Key) => void
  onClosed: () => void
  /** Where focus goes: back to the row's button, or to the list's heading if the row is gone. */
  finalFocus: () => HTMLElement | null
}

export function RevokeKeyDialog({
  keyData,
  owner,
  open,
  onClose,
  onReplace,
  onRevoked,
  onClosed,
  finalFocus,
}: RevokeKeyDialogProps) {
  const { revoke, busy, error, secondsLeft, dismissError } = useRevoke(onRevoked)
  const online = useOnline()
  const SignInAgain = useSignInAgain()
  const keep = useRef<HTMLButtonElement>(null)

  const latest = useQuery({ ...useKeyOperations().keyQuery(keyData.id), placeholderData: keyData })
  const key = latest.data ?? keyData

  const sessionEnded = isSessionRequired(error)
  const waiting = !online
    ? 'You’re offline'
    : secondsLeft > 0
      ? `Try again in ${secondsLeft} s`
      : sessionEnded
        ? 'Sign in to continue'
        : null

  return (
    <AlertModal
      open={open}
      title={`Revoke “${keyData.name}”?`}
      onClose={() => !busy && onClose()}
      onClosed={onClosed}
      initialFocus={keep}
      finalFocus={finalFocus}
    >
      <ModalBody>
        <p className="text-ink-2">
          {owner === undefined ? (
            'The key stops working immediately, and any integration using it will start failing.'
          ) : (
            <>
              It acts as <bdi>{owner}</bdi>. The key stops working immediately, and <bdi>{owner}</bdi>’s
              integrations using it will start failing.
            </>
          )}{' '}
          This can’t be undone.
        </p>
        <RevokeEvidence
          keyData={key}
          onReplace={onReplace && isReplaceable(key) && !busy && online ? () => onReplace(key) : undefined}
        />
        {sessionEnded ? (
          <SignInAgain
            onSignedIn={() => {
              dismissError()
              keep.current?.focus()
            }}
          />
        ) : (
          error && <RevokeProblem error={error} waiting={secondsLeft > 0} />
        )}
      </ModalBody>
      <ModalFooter>
        <Button ref={keep} onClick={onClose} disabled={busy}>
          Keep key
        </Button>
        <Button
          variant="danger"
          className="tabular"
          busy={busy}
          disabled={waiting !== null}
          onClick={() => revoke(keyData)}
        >
          {waiting ?? (busy ? 'Revoking key…' : 'Revoke key')}
        </Button>
      </ModalFooter>
    </AlertModal>
  )
}
