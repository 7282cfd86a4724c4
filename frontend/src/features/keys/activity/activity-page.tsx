import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { LoadMore } from '@/components/ui/load-more'
import { setQueryParam, useQueryParam } from '@/lib/location'
import { useDocumentTitle } from '@/lib/use-document-title'
import { useFocusOnNavigation } from '@/lib/use-focus-on-navigation'
import { useOnline } from '@/lib/use-online'
import { type ListMessages, ListNotice } from '../layout/list-notice'
import { ListSkeleton } from '../layout/list-skeleton'
import { PageHeader } from '../layout/page-header'
import { activityQuery, type Scope } from './activity-query'
import { EventList } from './event-list'

const messages: ListMessages = {
  loadFailed: 'Couldn’t load activity',
  offlineEmpty: 'Activity appears when you’re back online.',
  offline: 'Your keys still work.',
}

interface ActivityPageProps {
  userId: string
  admin: boolean
  tabs: ReactNode
  navigated: boolean
}

export function ActivityPage({ userId, admin, tabs, navigated }: ActivityPageProps) {
  useDocumentTitle('Activity · API keys · SAMI OS')
  const heading = useRef<HTMLHeadingElement>(null)
  useFocusOnNavigation(heading, navigated)
  const online = useOnline()
  const of = useQueryParam('of')
  const scope: Scope = admin && of === 'workspace' ? 'workspace' : 'own'
  const activity = useInfiniteQuery(activityQuery(scope))
  const events = activity.data?.pages.flatMap(({ data }) => data)

  return (
    <>
      <PageHeader tabs={tabs} />
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 id="activity" ref={heading} tabIndex={-1} className="text-body font-bold">
            Activity
          </h2>
          <p className="mt-0.5 text-small text-ink-3">
            {scope === 'own'
              ? 'Your sign-ins, and changes to your keys by you or an admin.'
              : 'Everyone’s sign-ins, and changes to anyone’s keys.'}
          </p>
        </div>
        {admin && <ScopeSwitch scope={scope} />}
      </div>
      <div className="empty:hidden [&:not(:empty)]:mb-5">
        <ListNotice
          messages={messages}
          online={online}
          error={activity.error}
          fetchedAt={activity.dataUpdatedAt > 0 ? new Date(activity.dataUpdatedAt) : null}
          retrying={activity.isFetching}
          onRetry={() => (activity.isFetchNextPageError ? activity.fetchNextPage() : activity.refetch())}
          onSignedIn={() => activity.refetch()}
        />
      </div>
      {events === undefined ? (
        activity.isPending && online && <ListSkeleton what="activity" />
      ) : events.length === 0 ? (
        <p className="rounded-card border border-line bg-surface px-4 py-10 text-center text-small text-ink-2">
          No activity yet.
        </p>
      ) : (
        <>
          <EventList events={events} userId={userId} />
          <LoadMore
            key={scope}
            what="events"
            shown={events.length}
            hasMore={activity.hasNextPage}
            busy={activity.isFetchingNextPage}
            disabled={!online}
            onLoadMore={() => activity.fetchNextPage()}
          />
        </>
      )}
    </>
  )
}

const scopes = [
  ['own', 'Yours'],
  ['workspace', 'Whole workspace'],
] as const

function ScopeSwitch({ scope }: { scope: Scope }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">Whose activity</legend>
      {scopes.map(([value, label]) => (
        <Button
          key={value}
          size="small"
          variant={value === scope ? 'secondary' : 'quiet'}
          aria-pressed={value === scope}
          onClick={() => setQueryParam('of', value === 'own' ? '' : value)}
        >
          {label}
        </Button>
      ))}
    </fieldset>
  )
}
