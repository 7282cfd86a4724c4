import { PageLink } from '@/components/ui/page-link'
import { ACTIVITY_PATH, KEYS_PATH, WORKSPACE_KEYS_PATH } from './paths'

interface TabsProps {
  path: string
  admin: boolean
  /** Prefetches a page's code. */
  onPrefetch?: (path: string) => void
}

/** The pages about keys. They are links, because each has its own URL. */
export function Tabs({ path, admin, onPrefetch }: TabsProps) {
  const pages = [
    [KEYS_PATH, 'Your keys'],
    [ACTIVITY_PATH, 'Activity'],
    ...(admin ? ([[WORKSPACE_KEYS_PATH, 'Workspace keys']] as const) : []),
  ] as const
  return (
    <nav aria-label="API keys" className="mb-5 overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {pages.map(([href, label]) => (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={href === path ? 'page' : undefined}
              onPointerEnter={() => onPrefetch?.(href)}
              onFocus={() => onPrefetch?.(href)}
              className="ring-inside block border-b-2 border-transparent pt-1 pb-2 text-small font-semibold whitespace-nowrap text-ink-3 transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
            >
              {label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
