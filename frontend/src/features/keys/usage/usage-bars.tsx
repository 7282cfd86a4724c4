import type { Usage } from './usage-summary'

/** The share of the height for refusals. Zero if there are none. */
const REFUSED_SHARE = 0.3
/** One call is still visible next to thousands. */
const MIN_BAR_SHARE = 0.07
/** The minimum number of calls for a full-height bar, so that one call a day doesn't look like a flood. */
const MIN_SCALE = 5
/** The share of a day's width that its bar takes. */
const BAR_SHARE = 0.68

interface UsageBarsProps {
  usage: Usage
  width: number
  height: number
  label: string
  className: string
}

/** Answered calls go up from the line and refused ones go down: position tells them apart, not just color. */
export function UsageBars({ usage, width, height, label, className }: UsageBarsProps) {
  const { calls, refusals } = usage
  const line = height * (refusals.some((count) => count > 0) ? 1 - REFUSED_SHARE : 1)
  const step = width / calls.length
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      className={`block rtl:-scale-x-100 ${className}`}
    >
      <title>{label}</title>
      <rect y={line - 0.5} width={width} height={0.5} className="fill-line-strong" />
      <Bars counts={calls} step={step} height={line} bottom={line} className="fill-accent" />
      <Bars counts={refusals} step={step} height={height - line} top={line} className="fill-danger" />
    </svg>
  )
}

interface BarsProps {
  counts: number[]
  step: number
  height: number
  /** Where all bars start, or where all bars end. */
  top?: number
  bottom?: number
  className: string
}

function Bars({ counts, step, height, top, bottom = 0, className }: BarsProps) {
  const scale = Math.max(MIN_SCALE, ...counts)
  return counts.map((count, index) => {
    if (count === 0) return null
    const barHeight = height * Math.max(count / scale, MIN_BAR_SHARE)
    const x = index * step
    return (
      <rect
        key={x}
        x={x}
        y={top ?? bottom - barHeight}
        width={step * BAR_SHARE}
        height={barHeight}
        className={className}
      />
    )
  })
}
