import type { Expiry } from '@/api/types'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { formatDateTime } from '@/lib/format-time'
import { useNow } from '@/lib/use-now'
import { expiryDate } from './expiry-date'
import { expiries, expiryLabels } from './expiry-options'

interface ExpiryFieldProps {
  value: Expiry
  onChange: (expiry: Expiry) => void
}

export function ExpiryField({ value, onChange }: ExpiryFieldProps) {
  const now = useNow()
  const date = expiryDate(value, now)
  return (
    <SegmentedControl
      legend="Expires in"
      name="expires_in"
      options={expiries}
      labels={expiryLabels}
      value={value}
      onChange={onChange}
    >
      {date === null ? (
        'Works until someone revokes it'
      ) : (
        <>
          Expires <time dateTime={date.toISOString()}>{formatDateTime(date)}</time>
        </>
      )}
    </SegmentedControl>
  )
}
