import { describe, expect, test } from 'vitest'
import { addDaysUtc, addMonthsUtc } from './calendar'

// Expected values are PostgreSQL's: select timestamptz '…Z' + interval '6 months', with timezone = 'UTC'.
describe('addMonthsUtc', () => {
  test.each([
    ['2026-08-31T10:15:30.000Z', 6, '2027-02-28T10:15:30.000Z'],
    ['2027-08-31T10:15:30.000Z', 6, '2028-02-29T10:15:30.000Z'],
    ['2026-08-30T00:00:00.000Z', 6, '2027-02-28T00:00:00.000Z'],
    ['2026-03-31T23:59:59.999Z', 6, '2026-09-30T23:59:59.999Z'],
    ['2026-07-15T12:00:00.000Z', 6, '2027-01-15T12:00:00.000Z'],
    ['2028-02-29T06:00:00.000Z', 12, '2029-02-28T06:00:00.000Z'],
    ['2027-02-28T06:00:00.000Z', 12, '2028-02-28T06:00:00.000Z'],
    ['2026-12-31T00:30:00.000Z', 12, '2027-12-31T00:30:00.000Z'],
    // Still the 31st in UTC, already the 1st east of it, still the 30th in St. John's, where tests run.
    ['2026-08-31T01:00:00.000Z', 6, '2027-02-28T01:00:00.000Z'],
  ])('%s + %i months is %s', (start, months, expected) => {
    expect(addMonthsUtc(new Date(start), months).toISOString()).toBe(expected)
  })
})

test('days are 24 hours, even across daylight saving changes', () => {
  expect(addDaysUtc(new Date('2026-10-20T12:00:00Z'), 30).toISOString()).toBe('2026-11-19T12:00:00.000Z')
})
