import { type ReactNode, useEffect } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { ModalBody, ModalFooter } from '@/components/ui/modal'
import type { StageProps } from './issuing-dialog'

export const START_OVER = 'Revoke and create again'

interface LostResponseProps extends StageProps {
  keyData: Key
  onStartOver: () => void
  /** What to do about it, and what still holds. */
  children: ReactNode
}

export function LostResponse(props: LostResponseProps) {
  const { keyData, busy, blockedReason, submitRef, problem, onCancel, onStartOver, children } = props
  // The form this replaces had focus.
  useEffect(() => submitRef.current?.focus(), [submitRef])
  return (
    <>
      <ModalBody>
        <div role="alert" className="space-y-2 text-ink-2">
          <p>
            <bdi className="font-semibold text-ink">{keyData.name}</bdi>{' '}
            <code dir="ltr" translate="no" className="font-mono text-small">
              {keyData.prefix}…
            </code>{' '}
            exists, but the connection dropped before the full key reached this page. SAMI OS shows a full key
            once and doesn’t store it, so it can’t be shown now.
          </p>
          {children}
        </div>
        {problem}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onCancel} disabled={busy}>
          Leave it for now
        </Button>
        <Button
          ref={submitRef}
          variant="primary"
          className="tabular"
          busy={busy}
          disabled={blockedReason !== null}
          onClick={onStartOver}
        >
          {blockedReason ?? (busy ? 'Creating key again…' : START_OVER)}
        </Button>
      </ModalFooter>
    </>
  )
}
