import { type ComponentProps, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { isSessionRequired } from '@/api/problem'
import type { Key } from '@/api/types'
import { Modal } from '@/components/ui/modal'
import { useSignInAgain } from '@/lib/sign-in-again'
import { useOnline } from '@/lib/use-online'
import { LossQuestion } from './loss-question'
import { RevealKey } from './reveal-key'
import { useBackGuard } from './use-back-guard'
import type { Issuing, Stage } from './use-issuing'
import { useUnloadGuard } from './use-unload-guard'

/** What every dialog that ends in a new key is given by the page. */
export interface IssuingDialogControls {
  open: boolean
  onClose: () => void
  onClosed: () => void
  returnFocus: RefObject<HTMLElement | null>
}

/** What a stage's content needs for its buttons. */
export interface Step {
  busy: boolean
  /** Why nothing can be sent right now, instead of the button's words. */
  waiting: string | null
  /** What went wrong, or the way to sign in again; between the content and the buttons. */
  problem: ReactNode
  submitRef: RefObject<HTMLButtonElement | null>
  onCancel: () => void
}

interface IssuingDialogProps extends IssuingDialogControls {
  issuing: Issuing
  titles: Record<Stage['at'], string>
  description?: ReactNode
  initialFocus: ComponentProps<typeof Modal>['initialFocus']
  describeProblem: (error: Error, waiting: boolean) => ReactNode
  form: (step: Step) => ReactNode
  lost: (key: Key, step: Step) => ReactNode
  /** Said beside the new key. */
  revealNote?: ReactNode
}

/** From a form to the one showing of a new key, which is not lost by accident. */
export function IssuingDialog(props: IssuingDialogProps) {
  const { open, onClose, onClosed, returnFocus, issuing, titles, description, initialFocus } = props
  const { stage, error, busy, secondsLeft } = issuing
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  const online = useOnline()
  const SignInAgain = useSignInAgain()
  const submitButton = useRef<HTMLButtonElement>(null)

  const wouldLose = open && stage.at === 'reveal' && !copied

  function close() {
    setAsking(false)
    if (stage.at !== 'form' || error !== null) issuing.refreshList()
    onClose()
  }

  function requestClose() {
    // The answer on its way holds the key's only showing; it is awaited (15 s at most).
    if (busy) return
    if (wouldLose) setAsking(true)
    else close()
  }

  useBackGuard(open && stage.at === 'reveal', requestClose)
  useUnloadGuard(wouldLose || busy)

  const sessionEnded = isSessionRequired(error)
  const resuming = useRef(false)
  useEffect(() => {
    // Only now: while the session was over the button was disabled, and could not take the focus.
    if (sessionEnded || !resuming.current) return
    resuming.current = false
    submitButton.current?.focus()
  }, [sessionEnded])

  const waiting = !online ? 'You’re offline' : secondsLeft > 0 ? `Try again in ${secondsLeft} s` : null
  const step: Step = {
    busy,
    waiting: sessionEnded ? 'Sign in to continue' : waiting,
    problem: sessionEnded ? (
      <SignInAgain
        onSignedIn={() => {
          resuming.current = true
          issuing.dismissError()
          issuing.refreshList()
        }}
      />
    ) : (
      error && props.describeProblem(error, waiting !== null)
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
      {stage.at === 'form' && props.form(step)}
      {stage.at === 'lost' && props.lost(stage.key, step)}
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
      <LossQuestion open={asking} onStay={() => setAsking(false)} onLeave={close} />
    </Modal>
  )
}
