import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { useOnline } from '@/lib/use-online'
import { ListSkeleton } from './list-skeleton'
import { PageHeader } from './page-header'

interface PageLoadingProps {
  tabs: ReactNode
  /** Whether the page has a Create key button. */
  showCreateButton: boolean
}

/** The page while the session loads: everything in place, but nothing to click yet. */
export function PageLoading({ tabs, showCreateButton }: PageLoadingProps) {
  const online = useOnline()
  return (
    <>
      <PageHeader
        tabs={tabs}
        createButton={
          showCreateButton && (
            <Button variant="primary" disabled>
              <Icon name="plus" className="-ms-0.5 size-4" />
              Create key
            </Button>
          )
        }
      />
      {online ? (
        <ListSkeleton {...(!showCreateButton && { what: 'this page' })} />
      ) : (
        <Notice tone="warn" icon="cloudOff" role="status" title="You’re offline">
          Your keys appear when you’re back online. They still work.
        </Notice>
      )}
    </>
  )
}
