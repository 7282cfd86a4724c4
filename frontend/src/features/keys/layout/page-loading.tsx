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

/** A page before it is known who is looking: everything in its place, nothing to press yet. */
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
          Your keys appear once you’re back. They keep working meanwhile.
        </Notice>
      )}
    </>
  )
}
