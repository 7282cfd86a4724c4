import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

const tones = {
  neutral: 'border-line-strong bg-sunken text-ink',
  ok: 'border-ok-line bg-ok-soft text-ink',
  warn: 'border-warn-line bg-warn-soft text-ink',
  danger: 'border-danger-line bg-danger-soft text-ink',
}

const marks = { neutral: 'text-ink-2', ok: 'text-ok', warn: 'text-warn', danger: 'text-danger' }

interface NoticeProps {
  tone?: keyof typeof tones
  icon?: IconName
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** Use `alert` for something that just failed. Leave it out for content that was there on load. */
  role?: 'alert' | 'status'
}

export function Notice({ tone = 'neutral', icon = 'alert', title, children, action, role }: NoticeProps) {
  return (
    <div role={role} className={`flex gap-2.5 rounded-control border px-3 py-2.5 text-small ${tones[tone]}`}>
      <Icon name={icon} className={`mt-px size-4 ${marks[tone]}`} />
      <div className="min-w-0 flex-1 space-y-0.5">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink-2 [overflow-wrap:anywhere]">{children}</div>}
        {action && <div className="pt-1.5">{action}</div>}
      </div>
    </div>
  )
}
