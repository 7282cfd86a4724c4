import type { RefObject } from 'react'
import type { Grace } from '@/api/types'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { formatDateTime } from '@/lib/format-time'
import { type GraceEnd, graceLabels, graces } from './grace'

interface GraceFieldProps {
  value: Grace
  onChange: (grace: Grace) => void
  /** The result of the value. */
  end: GraceEnd | null
  checkedRef: RefObject<HTMLInputElement | null>
}

export function GraceField({ value, onChange, end, checkedRef }: GraceFieldProps) {
  return (
    <SegmentedControl
      legend="How long the old key keeps working"
      name="grace"
      options={graces}
      labels={graceLabels}
      value={value}
      onChange={onChange}
      checkedRef={checkedRef}
    >
      {end === null ? (
        <span className="font-medium text-warn">
          The old key stops immediately. Choose this if it has leaked. Anything that uses it fails until it
          has the new key.
        </span>
      ) : (
        <>
          The old key stops <time dateTime={end.date.toISOString()}>{formatDateTime(end.date)}</time>
          {end.expiresFirst && ', when it expires anyway'}
        </>
      )}
    </SegmentedControl>
  )
}
