import type { Event } from '@/api/types'
import { DAY_MS } from '@/lib/calendar'
import { formatDate } from '@/lib/format-time'

export interface Day {
  label: string
  events: Event[]
}

/** Groups events, newest first, by day in the reader's time zone. */
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
  // Noon, so that subtracting 24 hours gives the day before even on days of 23 or 25 hours.
  const noon = new Date(now)
  noon.setHours(12)
  if (date.toDateString() === noon.toDateString()) return 'Today'
  if (date.toDateString() === new Date(noon.getTime() - DAY_MS).toDateString()) return 'Yesterday'
  return formatDate(date)
}
