import { type RefObject, useEffect, useRef, useState } from 'react'
import { isSessionRequired, Refused } from '@/api/problem'
import type { NewKey } from '@/api/types'
import { Modal } from '@/components/ui/modal'
import { useSignInAgain } from '@/lib/sign-in-again'
import { useCountdown } from '@/lib/use-countdown'
import { useOnline } from '@/lib/use-online'
import { CreateKeyForm, fieldDetail } from './create-key-form'
import { CreateProblem } from './create-problem'
import { LossQuestion } from './loss-question'
import { LostAnswer } from './lost-answer'
import { RevealKey } from './reveal-key'
import { useBackGuard } from './use-back-guard'
import { useCreateKey } from './use-create-key'
import { useUnloadGuard } from './use-unload-guard'

interface CreateKeyDialogProps {
  open: boolean
  /** What the form starts with, where that is not the usual. */
  initial?: Partial<NewKey>
  onClose: () => void
  onClosed: () => void
  returnFocus: RefObject<HTMLElement | null>
}

// Least access, and a date: what is forgotten stops by itself, but not before the Zap has earned its keep.
const initialValues: NewKey = { name: '', permission: 'read', expires_in: '1y' }

export function CreateKeyDialog({ open, initial, onClose, onClosed, returnFocus }: CreateKeyDialogProps) {
  const { stage, error, busy, submit, startOver, dismissError, refreshList } = useCreateKey()
  const [values, setValues] = useState({ ...initialValues, ...initial })
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  const { secondsLeft, start } = useCountdown()
  const online = useOnline()
  const SignInAgain = useSignInAgain()
  const nameField = useRef<HTMLInputElement>(null)
  const submitButton = useRef<HTMLButtonElement>(null)

  const wouldLose = open && stage.at === 'reveal' && !copied

  function close() {
    setAsking(false)
    if (stage.at !== 'form' || error !== null) refreshList()
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

  async function handleSubmit() {
    if (secondsLeft > 0) return
    const failure = await submit({ ...values, name: values.name.trim() })
    if (failure instanceof Refused && failure.status === 429) start(failure.retryAfterSeconds ?? 30)
  }

  const sessionEnded = isSessionRequired(error)
  const resuming = useRef(false)
  useEffect(() => {
    // Only now: while the session was over the button was disabled, and could not take the focus.
    if (sessionEnded || !resuming.current) return
    resuming.current = false
    submitButton.current?.focus()
  }, [sessionEnded])
  const signIn = sessionEnded && (
    <SignInAgain
      onSignedIn={() => {
        resuming.current = true
        dismissError()
        refreshList()
      }}
    />
  )
  const waiting = !online ? 'You’re offline' : secondsLeft > 0 ? `Try again in ${secondsLeft} s` : null

  const titles = {
    form: 'Create key',
    reveal: `Created “${stage.at === 'reveal' ? stage.key.name : ''}”`,
    lost: 'The key was created, but its answer got lost',
  }
  return (
    <Modal
      open={open}
      title={titles[stage.at]}
      onClose={requestClose}
      onClosed={onClosed}
      initialFocus={nameField}
      finalFocus={returnFocus}
    >
      {stage.at === 'form' && (
        <CreateKeyForm
          values={values}
          onChange={setValues}
          onSubmit={handleSubmit}
          onCancel={requestClose}
          error={error}
          busy={busy}
          waiting={sessionEnded ? 'Sign in to continue' : waiting}
          problem={
            signIn ||
            (error && fieldDetail(error, '/name') === null && (
              <CreateProblem error={error} waiting={waiting !== null} />
            ))
          }
          nameRef={nameField}
          submitRef={submitButton}
        />
      )}
      {stage.at === 'lost' && (
        <LostAnswer
          keyData={stage.key}
          busy={busy}
          waiting={sessionEnded ? 'Sign in to continue' : waiting}
          buttonRef={submitButton}
          problem={signIn || (error && <CreateProblem error={error} waiting={waiting !== null} />)}
          onStartOver={() => startOver(stage.key, { ...values, name: stage.key.name })}
          onClose={requestClose}
        />
      )}
      {stage.at === 'reveal' && (
        <RevealKey
          keyData={stage.key}
          secret={stage.secret}
          copied={copied}
          onCopied={() => setCopied(true)}
          onDone={requestClose}
        />
      )}
      <LossQuestion open={asking} onStay={() => setAsking(false)} onLeave={close} />
    </Modal>
  )
}
