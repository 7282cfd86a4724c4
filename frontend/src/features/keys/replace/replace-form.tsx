import type { FormEvent, RefObject } from 'react'
import type { Grace, Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Fact } from '@/components/ui/fact'
import { ModalBody, ModalFooter } from '@/components/ui/modal'
import { Notice } from '@/components/ui/notice'
import { formatMoment } from '@/lib/format-time'
import { LastUsed, PermissionBadge } from '../attributes/key-cells'
import type { Step } from '../issuing/issuing-dialog'
import type { GraceEnd } from './grace'
import { GraceField } from './grace-field'

export type Obstacle = 'replaced' | 'dead'

interface ReplaceFormProps extends Step {
  keyData: Key
  grace: Grace
  onGrace: (grace: Grace) => void
  end: GraceEnd | null
  checkedRef: RefObject<HTMLInputElement | null>
  /** In words how soon the new key will expire, where that is too soon to be what anybody wants. */
  expiresSoon: string | null
  /** It has turned out that this key can't be replaced: it has been before, or it is dead. */
  impossible: Obstacle | null
  onReplace: () => void
  /** For when replacing is not what helps. */
  onCreateInstead: () => void
}

export function ReplaceForm(props: ReplaceFormProps) {
  const { keyData, grace, onGrace, end, checkedRef, expiresSoon, impossible } = props
  const { busy, waiting, problem, submitRef, onCancel, onReplace, onCreateInstead } = props

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (impossible === null) onReplace()
  }

  return (
    <>
      <ModalBody>
        <p className="text-ink-2">
          A new key takes its place, with the same name, permission and expiry. You see it once: put it where
          the old one is used before that one stops.
        </p>
        <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-y-2 rounded-control border border-line px-3.5 py-3 text-small text-ink-2">
          <Fact label="Old key">
            <code dir="ltr" translate="no" className="font-mono text-micro text-ink">
              {keyData.prefix}…
            </code>
          </Fact>
          <Fact label="Used by">
            <LastUsed keyData={keyData} record />
          </Fact>
          <Fact label="Permissions">
            <PermissionBadge permission={keyData.permission} />
          </Fact>
          <Fact label="Expires">
            {keyData.expires_at === null ? (
              'Never'
            ) : (
              <time dateTime={keyData.expires_at}>{formatMoment(new Date(keyData.expires_at))}</time>
            )}
          </Fact>
        </dl>
        {expiresSoon && (
          <Notice
            tone="warn"
            icon="clock"
            title={`The new key expires in ${expiresSoon}, too`}
            action={
              <Button size="small" onClick={onCreateInstead}>
                Create key instead
              </Button>
            }
          >
            A replacement never lives longer than the key it replaces. For more time create another key, and
            revoke this one when nothing uses it any more.
          </Notice>
        )}
        <form id="replace-key" onSubmit={handleSubmit}>
          <GraceField value={grace} onChange={onGrace} end={end} checkedRef={checkedRef} />
        </form>
        {problem}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onCancel} disabled={busy}>
          {impossible ? 'Close' : 'Cancel'}
        </Button>
        {impossible === 'dead' && (
          <Button look="primary" onClick={onCreateInstead}>
            Create key
          </Button>
        )}
        {impossible === null && (
          <Button
            ref={submitRef}
            type="submit"
            form="replace-key"
            look={grace === '0' ? 'danger' : 'primary'}
            className="tabular"
            busy={busy}
            disabled={waiting !== null}
          >
            {waiting ?? (busy ? 'Replacing key…' : 'Replace key')}
          </Button>
        )}
      </ModalFooter>
    </>
  )
}
