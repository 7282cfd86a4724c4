import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'

interface PageHeaderProps {
  tabs: ReactNode
  createButton?: ReactNode
}

export function PageHeader({ tabs, createButton }: PageHeaderProps) {
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4 pt-2 pb-4">
        <div className="min-w-0">
          <h1 className="text-title font-bold">API keys</h1>
          <p className="mt-1 max-w-[36rem] text-ink-2">
            Connect Zapier or your own scripts to SAMI OS as you. Treat a key like a password.
          </p>
        </div>
        <div className="flex items-center gap-2">
          <a href="/docs" className={buttonClass('secondary')}>
            <Icon name="book" className="size-4 text-ink-3" />
            API docs
          </a>
          {createButton}
        </div>
      </div>
      {tabs}
    </>
  )
}
