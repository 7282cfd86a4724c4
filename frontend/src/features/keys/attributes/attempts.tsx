import type { Key } from '@/api/types'
import { Timestamp } from '@/components/ui/timestamp'
import { pluralize } from '@/lib/format-count'
import { productName } from '../model/describe-client'

/** Calls with an inactive key: from a forgotten tool, or from a thief. `brief` shows only the count. */
export function Attempts({ keyData, brief = false }: { keyData: Key; brief?: boolean }) {
  const { count, last_at, last_ip, last_agent } = keyData.attempts
  if (count === 0 || keyData.status === 'active') return null
  const client = productName(last_agent)
  return (
    <span className="mt-1 block text-micro font-medium text-warn [overflow-wrap:anywhere]">
      {pluralize(count, keyData.status === 'revoked' ? 'attempt' : 'refused call')} since it{' '}
      {endReason(keyData)}
      {last_at && !brief && (
        <>
          , last <Timestamp value={last_at} />
          {last_ip && (
            <>
              {' from '}
              <bdi>{last_ip}</bdi>
            </>
          )}
          {client && (
            <>
              {' ('}
              <bdi>{client}</bdi>)
            </>
          )}
        </>
      )}
    </span>
  )
}

/** Attempts count from when the key stopped working, for whatever reason. */
function endReason({ status, expires_at, revoked_at, replaced_at }: Key): string {
  if (
    status === 'revoked' &&
    !(expires_at && revoked_at && Date.parse(expires_at) < Date.parse(revoked_at))
  ) {
    return 'was revoked'
  }
  // A replaced key expires at the end of its grace period.
  return replaced_at === null ? 'expired' : 'stopped'
}
