import { expect, test } from 'vitest'
import { formatRelative } from './format-time'

const now = new Date('2026-11-23T12:00:00Z')
const at = (days: number) => new Date(now.getTime() + days * 86_400_000)

test.each([
  [-1 / 86_400, 'just now'],
  [20 / 86_400, 'just now'],
  [-3.9 / 24, '3 hours ago'],
  [-1.9, '1 day ago'],
  [-45, '45 days ago'],
  [-100, '3 months ago'],
  [364.999, 'in 12 months'],
  [89.999, 'in 3 months'],
  [-800, '2 years ago'],
])('%d days from now reads "%s"', (days, expected) => {
  expect(formatRelative(at(days), now)).toBe(expected)
})
