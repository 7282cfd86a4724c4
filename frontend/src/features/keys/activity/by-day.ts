import type { Event } from '@/api/types'
import { DAY_MS } from '@/lib/calendar'
import { formatDate } from '@/lib/format-time'

export interface Day {
  label: string
  events: Event[]
}

/** Events, newest first, under the days they happened on where the reader is. */
export function byDay(events: readonly Event[], now: Date): Day[] {
  const days: Day[] = []
  for (const event of events) {
    const label = dayLabel(new Date(event.at), now)
    const last = days.at(-1)
    if (last?.label === label) last.events.push(event)
    else days.push({ label, events: [event] })
  }
  return days
}

function dayLabel(date: Date, now: Date): string {
  // Noon, so that the day before is a day before on days of 23 and 25 hours too.
  const noon = new Date(now)
  noon.setHours(12)
  if (date.toDateString() === noon.toDateString()) return 'Today'
  if (date.toDateString() === new Date(noon.getTime() - DAY_MS).toDateString()) return 'Yesterday'
  return formatDate(date)
}
