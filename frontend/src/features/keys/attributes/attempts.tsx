import type { Key } from '@/api/types'
import { Timestamp } from '@/components/ui/timestamp'
import { pluralize } from '@/lib/format-count'
import { productName } from '../model/describe-client'

/** `brief` is only how many. Something still calls with a key that is dead: a tool that was forgotten, or a thief. */
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

/** They are counted from its death on, whatever that was. */
function endReason({ status, expires_at, revoked_at, replaced_at }: Key): string {
  if (
    status === 'revoked' &&
    !(expires_at && revoked_at && Date.parse(expires_at) < Date.parse(revoked_at))
  ) {
    return 'was revoked'
  }
  // A replaced key's expiry is the end of its grace.
  return replaced_at === null ? 'expired' : 'stopped'
}
