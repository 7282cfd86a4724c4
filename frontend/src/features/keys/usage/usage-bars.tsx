import type { Usage } from './usage-summary'

/** What refusals take of the height; without them, nothing. */
const REFUSED_SHARE = 0.3
/** One call still shows beside thousands. */
const MIN_BAR_SHARE = 0.07
/** A day's calls that fill the height, at least: one call a day should not look like a flood. */
const MIN_SCALE = 5
/** What a bar takes of its day's width. */
const BAR_SHARE = 0.68

interface UsageBarsProps {
  usage: Usage
  width: number
  height: number
  label: string
  className: string
}

/** Answered calls stand on the line and refused ones hang from it: told apart by place, not by colour alone. */
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
  /** Where all of them begin, or where all of them end. */
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
