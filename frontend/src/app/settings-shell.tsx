import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { Logo } from '@/components/ui/logo'
import { PageLink } from '@/components/ui/page-link'
import { KEYS_PATH } from './paths'

interface SettingsShellProps {
  workspace: string | null
  userMenu: ReactNode
  children: ReactNode
}

export function SettingsShell({ workspace, userMenu, children }: SettingsShellProps) {
  return (
    <>
      <a
        href="#main"
        className="fixed start-3 top-2.5 z-50 -translate-y-16 rounded-control bg-action px-3 py-2 text-small font-semibold text-on-action focus-visible:translate-y-0"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-surface">
        <div className="mx-auto flex h-13 max-w-[74rem] items-center gap-3 px-4 sm:px-8">
          <Logo />
          {workspace && (
            <>
              <span aria-hidden="true" className="h-5 w-px rotate-12 bg-line-strong" />
              <span className="min-w-0 flex-1 truncate text-small font-medium text-ink-2">
                <bdi>{workspace}</bdi>
              </span>
            </>
          )}
          <div className="ms-auto shrink-0">{userMenu}</div>
        </div>
      </header>
      <div className="mx-auto max-w-[74rem] px-4 pb-16 sm:px-8">
        <nav aria-label="Settings" className="flex items-center gap-1.5 pt-5 text-small text-ink-3">
          Settings
          <Icon name="chevron" className="size-3 rtl:rotate-180" />
          <PageLink
            href={KEYS_PATH}
            aria-current="location"
            className="rounded-tag font-medium text-ink-2 underline-offset-3 hover:underline"
          >
            Zapier / API Keys
          </PageLink>
        </nav>
        <main id="main" tabIndex={-1} className="scroll-mt-20">
          {children}
        </main>
      </div>
    </>
  )
}
