import { expect, test } from 'vitest'
import { formatUsageDay, totals, type Usage, usageSummary } from './usage-summary'

const DAYS = 30

/** Counts, by number of days ago. */
function usage(calls: Record<number, number>, refusals: Record<number, number> = {}): Usage {
  const days = (counts: Record<number, number>) =>
    Array.from({ length: DAYS }, (_, index) => counts[DAYS - 1 - index] ?? 0)
  return { since: '2026-10-26', calls: days(calls), refusals: days(refusals) }
}

test('uses UTC days, although these tests run west of UTC', () => {
  expect([0, 29].map((index) => formatUsageDay(usage({}), index))).toEqual(['Oct 26', 'Nov 24'])
})

test('totals all days, or the last seven', () => {
  const week = usage({ 0: 1, 6: 2, 7: 40 }, { 6: 3, 29: 5 })
  expect(totals(week)).toEqual({ calls: 43, refusals: 8 })
  expect(totals(week, 7)).toEqual({ calls: 3, refusals: 3 })
})

test.each([
  [usage({ 3: 60, 5: 1_352 }, { 0: 3 }), '1,412 calls in 30 days, 3 refused; busiest Nov 19 with 1,352'],
  [usage({ 0: 1 }), '1 call in 30 days; busiest Nov 24 with 1'],
  // The latest of equally busy days.
  [usage({ 1: 7, 9: 7 }), '14 calls in 30 days; busiest Nov 23 with 7'],
  [usage({}, { 2: 9 }), 'No calls in 30 days, 9 refused'],
])('summarizes the chart as text', (drawn, sentence) => {
  expect(usageSummary(drawn)).toBe(sentence)
})
