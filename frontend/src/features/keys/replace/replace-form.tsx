import type { FormEvent, RefObject } from 'react'
import type { Grace, Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { DescriptionItem } from '@/components/ui/description-item'
import { ModalBody, ModalFooter } from '@/components/ui/modal'
import { Notice } from '@/components/ui/notice'
import { formatDateTime } from '@/lib/format-time'
import { LastUsed } from '../attributes/last-used'
import { PermissionBadge } from '../attributes/permission-badge'
import type { StageProps } from '../issuing/issuing-dialog'
import type { GraceEnd } from './grace'
import { GraceField } from './grace-field'

export type Blocker = 'replaced' | 'inactive'

interface ReplaceFormProps extends StageProps {
  keyData: Key
  grace: Grace
  onGrace: (grace: Grace) => void
  end: GraceEnd | null
  checkedRef: RefObject<HTMLInputElement | null>
  /** How soon the new key expires, if that's too soon to be useful. */
  expiresSoon: string | null
  /** Why the key can't be replaced: it already was, or it's no longer active. */
  blocker: Blocker | null
  onReplace: () => void
  /** Creates a key instead, if replacing doesn't help. */
  onCreateInstead: () => void
}

export function ReplaceForm(props: ReplaceFormProps) {
  const { keyData, grace, onGrace, end, checkedRef, expiresSoon, blocker } = props
  const { busy, blockedReason, problem, submitRef, onCancel, onReplace, onCreateInstead } = props

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (blocker === null) onReplace()
  }

  return (
    <>
      <ModalBody>
        <p className="text-ink-2">
          A new key takes its place, with the same name, permission and expiry. You see it once. Swap it in
          before the old key stops.
        </p>
        <dl className="grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-y-2 rounded-control border border-line px-3.5 py-3 text-small text-ink-2">
          <DescriptionItem label="Old key">
            <code dir="ltr" translate="no" className="font-mono text-micro text-ink">
              {keyData.prefix}…
            </code>
          </DescriptionItem>
          <DescriptionItem label="Used by">
            <LastUsed keyData={keyData} plain />
          </DescriptionItem>
          <DescriptionItem label="Permissions">
            <PermissionBadge permission={keyData.permission} />
          </DescriptionItem>
          <DescriptionItem label="Expires">
            {keyData.expires_at === null ? (
              'Never'
            ) : (
              <time dateTime={keyData.expires_at}>{formatDateTime(new Date(keyData.expires_at))}</time>
            )}
          </DescriptionItem>
        </dl>
        {expiresSoon && (
          <Notice
            tone="warn"
            icon="clock"
            title={`The new key also expires in ${expiresSoon}`}
            action={
              <Button size="small" onClick={onCreateInstead}>
                Create key instead
              </Button>
            }
          >
            A replacement never outlives the key it replaces. If you need more time, create another key and
            revoke this one when nothing uses it.
          </Notice>
        )}
        <form id="replace-key" onSubmit={handleSubmit}>
          <GraceField value={grace} onChange={onGrace} end={end} checkedRef={checkedRef} />
        </form>
        {problem}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onCancel} disabled={busy}>
          {blocker ? 'Close' : 'Cancel'}
        </Button>
        {blocker === 'inactive' && (
          <Button variant="primary" onClick={onCreateInstead}>
            Create key
          </Button>
        )}
        {blocker === null && (
          <Button
            ref={submitRef}
            type="submit"
            form="replace-key"
            variant={grace === '0' ? 'danger' : 'primary'}
            className="tabular"
            busy={busy}
            disabled={blockedReason !== null}
          >
            {blockedReason ?? (busy ? 'Replacing key…' : 'Replace key')}
          </Button>
        )}
      </ModalFooter>
    </>
  )
}
