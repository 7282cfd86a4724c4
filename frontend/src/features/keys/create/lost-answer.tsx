import { type ReactNode, type RefObject, useEffect } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { ModalBody, ModalFooter } from '@/components/ui/modal'

interface LostAnswerProps {
  keyData: Key
  busy: boolean
  waiting: string | null
  buttonRef: RefObject<HTMLButtonElement | null>
  problem: ReactNode
  onStartOver: () => void
  onClose: () => void
}

export function LostAnswer(props: LostAnswerProps) {
  const { keyData, busy, waiting, buttonRef, problem, onStartOver, onClose } = props
  // The form this replaces had the focus.
  useEffect(() => buttonRef.current?.focus(), [buttonRef])
  return (
    <>
      <ModalBody>
        <div role="alert" className="space-y-2 text-ink-2">
          <p>
            <bdi className="font-semibold text-ink">{keyData.name}</bdi>{' '}
            <code dir="ltr" translate="no" className="font-mono text-small">
              {keyData.prefix}…
            </code>{' '}
            exists, but the connection broke before its full key reached this page. A full key is shown once
            and stored nowhere, so it can’t be shown now.
          </p>
          <p>Nobody has this key. Revoke it and create the same one again.</p>
        </div>
        {problem}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose} disabled={busy}>
          Leave it for now
        </Button>
        <Button
          ref={buttonRef}
          look="primary"
          className="tabular"
          busy={busy}
          disabled={waiting !== null}
          onClick={onStartOver}
        >
          {waiting ?? (busy ? 'Creating key again…' : 'Revoke and create again')}
        </Button>
      </ModalFooter>
    </>
  )
}
