import type { RefObject } from 'react'
import type { Grace } from '@/api/types'
import { Segments } from '@/components/ui/segments'
import { formatMoment } from '@/lib/format-time'
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
    <Segments
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
          The old key stops <time dateTime={end.moment.toISOString()}>{formatMoment(end.moment)}</time>
          {end.expiresFirst && ', when it expires anyway'}
        </>
      )}
    </Segments>
  )
}
