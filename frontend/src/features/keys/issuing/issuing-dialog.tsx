import { type ComponentProps, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { isSessionRequired } from '@/api/problem'
import type { Key } from '@/api/types'
import { Modal } from '@/components/ui/modal'
import { useSignInAgain } from '@/lib/sign-in-again'
import { useOnline } from '@/lib/use-online'
import { ConfirmCloseDialog } from './confirm-close-dialog'
import { RevealKey } from './reveal-key'
import { useBackGuard } from './use-back-guard'
import type { Issuing, Stage } from './use-issuing'
import { useUnloadGuard } from './use-unload-guard'

/** What the page passes to every dialog that creates a key. */
export interface DialogControls {
  open: boolean
  onClose: () => void
  onClosed: () => void
  returnFocus: RefObject<HTMLElement | null>
}

/** What a stage needs for its buttons. */
export interface StageProps {
  busy: boolean
  /** Why the request can't be sent now. Replaces the button's label. */
  blockedReason: string | null
  /** The error, or the form to sign in again. Shown between the content and the buttons. */
  problem: ReactNode
  submitRef: RefObject<HTMLButtonElement | null>
  onCancel: () => void
}

interface IssuingDialogProps extends DialogControls {
  issuing: Issuing
  titles: Record<Stage['at'], string>
  description?: ReactNode
  initialFocus: ComponentProps<typeof Modal>['initialFocus']
  describeProblem: (error: Error, waiting: boolean) => ReactNode
  form: (stageProps: StageProps) => ReactNode
  lost: (key: Key, stageProps: StageProps) => ReactNode
  /** Shown next to the new key. */
  revealNote?: ReactNode
}

/** Goes from a form to showing the new key once, and guards against losing it by accident. */
export function IssuingDialog(props: IssuingDialogProps) {
  const { open, onClose, onClosed, returnFocus, issuing, titles, description, initialFocus } = props
  const { stage, error, busy, secondsLeft } = issuing
  const [copied, setCopied] = useState(false)
  const [confirmingClose, setConfirmingClose] = useState(false)
  const online = useOnline()
  const SignInAgain = useSignInAgain()
  const submitButton = useRef<HTMLButtonElement>(null)

  const hasUncopiedKey = open && stage.at === 'reveal' && !copied

  function close() {
    setConfirmingClose(false)
    if (stage.at !== 'form' || error !== null) issuing.refreshList()
    onClose()
  }

  function requestClose() {
    // The pending response holds the only copy of the key, so wait for it (15 s at most).
    if (busy) return
    if (hasUncopiedKey) setConfirmingClose(true)
    else close()
  }

  useBackGuard(open && stage.at === 'reveal', requestClose)
  useUnloadGuard(hasUncopiedKey || busy)

  const sessionEnded = isSessionRequired(error)
  const resuming = useRef(false)
  useEffect(() => {
    // Not earlier: the button was disabled while the session was over, and couldn't take focus.
    if (sessionEnded || !resuming.current) return
    resuming.current = false
    submitButton.current?.focus()
  }, [sessionEnded])

  const blockedReason = !online ? 'You’re offline' : secondsLeft > 0 ? `Try again in ${secondsLeft} s` : null
  const stageProps: StageProps = {
    busy,
    blockedReason: sessionEnded ? 'Sign in to continue' : blockedReason,
    problem: sessionEnded ? (
      <SignInAgain
        onSignedIn={() => {
          resuming.current = true
          issuing.dismissError()
          issuing.refreshList()
        }}
      />
    ) : (
      error && props.describeProblem(error, blockedReason !== null)
    ),
    submitRef: submitButton,
    onCancel: requestClose,
  }

  return (
    <Modal
      open={open}
      title={titles[stage.at]}
      description={stage.at === 'form' && description}
      onClose={requestClose}
      onClosed={onClosed}
      {...(initialFocus && { initialFocus })}
      finalFocus={returnFocus}
    >
      {stage.at === 'form' && props.form(stageProps)}
      {stage.at === 'lost' && props.lost(stage.key, stageProps)}
      {stage.at === 'reveal' && (
        <RevealKey
          keyData={stage.key}
          secret={stage.secret}
          note={props.revealNote}
          copied={copied}
          onCopied={() => setCopied(true)}
          onDone={requestClose}
        />
      )}
      <ConfirmCloseDialog open={confirmingClose} onStay={() => setConfirmingClose(false)} onLeave={close} />
    </Modal>
  )
}
