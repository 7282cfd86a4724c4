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

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 items-center gap-1 rounded-tag border px-1.5 text-micro font-semibold whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  )
}
