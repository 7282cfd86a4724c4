import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/api/client'
import { unwrap } from '@/api/problem'
import type { Event } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Timestamp } from '@/components/ui/timestamp'
import { EventSentence, eventOrigin } from '../events/event-sentence'
import { QueryContent, Section } from './section'

const PAGE = 20

const historyQuery = (keyId: string) =>
  infiniteQueryOptions({
    queryKey: ['keys', 'history', keyId],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/audit', {
          params: { query: { key_id: keyId, limit: PAGE, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })

export function KeyHistory({ keyId, userId }: { keyId: string; userId: string }) {
  const history = useInfiniteQuery(historyQuery(keyId))
  const events = history.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <Section title="History">
      <QueryContent query={history} what="history" placeholderClass="h-12">
        <ol className="divide-y divide-line border-y border-line text-small">
          {events.map((event) => (
            <li key={event.id} className="py-2">
              <p className="[overflow-wrap:anywhere]">
                <EventSentence event={event} userId={userId} />
              </p>
              <p className="text-micro text-ink-3 [overflow-wrap:anywhere]">
                <Timestamp value={event.at} />
                <Origin event={event} />
              </p>
            </li>
          ))}
        </ol>
        {history.hasNextPage && (
          <Button
            size="small"
            className="mt-2"
            busy={history.isFetchingNextPage}
            onClick={() => history.fetchNextPage()}
          >
            Show older events
          </Button>
        )}
      </QueryContent>
    </Section>
  )
}

function Origin({ event }: { event: Event }) {
  const origin = eventOrigin(event)
  return (
    origin && (
      <>
        {' from '}
        <bdi>{origin}</bdi>
      </>
    )
  )
}
