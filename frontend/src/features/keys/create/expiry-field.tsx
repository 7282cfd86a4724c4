import type { Expiry } from '@/api/types'
import { Segments } from '@/components/ui/segments'
import { formatMoment } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { expiries, expiryLabels } from '../model/wording'
import { expiryMoment } from './expiry-moment'

interface ExpiryFieldProps {
  value: Expiry
  onChange: (expiry: Expiry) => void
}

export function ExpiryField({ value, onChange }: ExpiryFieldProps) {
  const now = useNow()
  const moment = expiryMoment(value, now)
  return (
    <Segments
      legend="Expires in"
      name="expires_in"
      options={expiries}
      labels={expiryLabels}
      value={value}
      onChange={onChange}
    >
      {moment === null ? (
        'Works until someone revokes it'
      ) : (
        <>
          Expires <time dateTime={moment.toISOString()}>{formatMoment(moment)}</time>
        </>
      )}
    </Segments>
  )
}
