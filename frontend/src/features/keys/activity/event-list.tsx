import type { Event } from '@/api/types'
import { Icon, type IconName } from '@/components/ui/icon'
import { Timestamp } from '@/components/ui/timestamp'
import { useNow } from '@/lib/use-now'
import { EventSentence, eventOrigin } from '../events/event-sentence'
import { byDay } from './by-day'

const icons: Record<Event['action'], IconName> = {
  signed_in: 'lock',
  signed_out: 'signOut',
  key_created: 'plus',
  key_renamed: 'key',
  key_replaced: 'chevrons',
  key_revoked: 'close',
  key_reported_leaked: 'alert',
  user_deactivated: 'alert',
}

export function EventList({ events, userId }: { events: readonly Event[]; userId: string }) {
  const now = useNow()
  return (
    <div className="space-y-6">
      {byDay(events, now).map(({ label, events }) => (
        <section key={label} aria-label={label}>
          <h3 className="text-small font-semibold text-ink-3">{label}</h3>
          <ol className="mt-2 divide-y divide-line overflow-hidden rounded-card border border-line bg-surface shadow-raise">
            {events.map((event) => (
              <li key={event.id} className="flex gap-3 px-4 py-3 text-small">
                <span className="grid size-7 shrink-0 place-items-center rounded-control bg-sunken text-ink-3">
                  <Icon name={icons[event.action]} className="size-3.5" />
                </span>
                <div className="min-w-0 flex-1">
                  <p className="text-ink-2 [overflow-wrap:anywhere]">
                    <EventSentence event={event} userId={userId} />
                  </p>
                  <p className="mt-0.5 text-micro text-ink-3 [overflow-wrap:anywhere]">
                    <Timestamp value={event.at} />
                    <Origin event={event} />
                  </p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Origin({ event }: { event: Event }) {
  const origin = eventOrigin(event)
  if (origin === null) return null
  return (
    <>
      {' from '}
      <bdi title={event.agent ?? undefined}>{origin}</bdi>
    </>
  )
}
