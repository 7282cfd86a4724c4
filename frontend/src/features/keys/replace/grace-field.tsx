import type { RefObject } from 'react'
import type { Grace } from '@/api/types'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { formatDateTime } from '@/lib/format-time'
import { type GraceEnd, graceLabels, graces } from './grace'

interface GraceFieldProps {
  value: Grace
  onChange: (grace: Grace) => void
  /** What follows from the value. */
  end: GraceEnd | null
  checkedRef: RefObject<HTMLInputElement | null>
}

export function GraceField({ value, onChange, end, checkedRef }: GraceFieldProps) {
  return (
    <SegmentedControl
      legend="How long the old key goes on working"
      name="grace"
      options={graces}
      labels={graceLabels}
      value={value}
      onChange={onChange}
      checkedRef={checkedRef}
    >
      {end === null ? (
        <span className="font-medium text-warn">
          The old key stops at once: right for one that has leaked. What uses it fails until it has the new
          one.
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
