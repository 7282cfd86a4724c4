import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'strong' | 'accent' | 'ok' | 'warn' | 'danger'

const tones: Record<Tone, string> = {
  neutral: 'border-line-strong text-ink-2',
  strong: 'border-line-control bg-sunken text-ink',
  accent: 'border-accent-line bg-accent-soft text-accent-strong',
  ok: 'border-ok-line bg-ok-soft text-ok',
  warn: 'border-warn-line bg-warn-soft text-warn',
  danger: 'border-danger-line bg-danger-soft text-danger',
}

interface BadgeProps {
  tone?: Tone
  /** For text that is too long for a narrow column. */
  wrap?: boolean
  children: ReactNode
}

export function Badge({ tone = 'neutral', wrap = false, children }: BadgeProps) {
  return (
    <span
      className={`inline-flex min-h-5 items-center gap-1 rounded-tag border px-1.5 text-micro font-semibold ${wrap ? '' : 'whitespace-nowrap'} ${tones[tone]}`}
    >
      {children}
    </span>
  )
}
