import { describe, expect, test } from 'vitest'
import { key } from '@/testing/fake-api'
import { expiryBadge, usageBadge, usedRecently } from './triage'

const now = new Date('2026-11-23T12:00:00Z')
const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()

describe('usage', () => {
  test.each([
    [{ created_at: at(-6.9) }, null],
    [{ created_at: at(-7.1) }, 'Never used'],
    [{ created_at: at(-90), last_used_at: at(-29.9) }, null],
    [{ created_at: at(-90), last_used_at: at(-30) }, 'Unused 30 days'],
  ])('%o: %s', (facts, expected) => {
    expect(usageBadge(key(facts), now)?.text ?? null).toBe(expected)
  })
})

describe('expiry', () => {
  test.each([
    [null, null],
    [at(14.1), null],
    [at(14), 'Expires in 14 days'],
    [at(13.2), 'Expires in 14 days'],
    [at(1), 'Expires in 1 day'],
    [at(0.5), 'Expires in 12 hours'],
    [at(0.01), 'Expires in less than an hour'],
    // At now >= expires_at the server rejects the key, even if the list still says it's active.
    [at(0), 'Expired'],
    [at(-3), 'Expired'],
  ])('%s: %s', (expires_at, expected) => {
    expect(expiryBadge(key({ expires_at }), now)?.text ?? null).toBe(expected)
  })

  test.each([
    [at(40), 'Replaced, stops in 40 days'],
    [at(7.0001), 'Replaced, stops in 7 days'],
    // The page's clock ticks twice a minute. In between, 24 hours must not become "2 days".
    [at(1.0003), 'Replaced, stops in 1 day'],
    [at(0.95), 'Replaced, stops in 23 hours'],
    [at(0.0419), 'Replaced, stops in 1 hour'],
    [at(0.01), 'Replaced, stops in less than an hour'],
    [at(0), 'Replaced, stopped just now'],
    [at(-0.1), 'Replaced, stopped 2 hours ago'],
  ])('replaced, %s: %s', (expires_at, expected) => {
    expect(expiryBadge(key({ expires_at, replaced_at: at(-1) }), now)?.text ?? null).toBe(expected)
  })

  test('a stopped key is only a problem if something still uses it', () => {
    const stopped = { expires_at: at(-1), replaced_at: at(-2) }
    expect(expiryBadge(key(stopped), now)?.tone).toBe('neutral')
    const attempts = { count: 3, last_at: at(-0.5), last_ip: null, last_agent: null }
    expect(expiryBadge(key({ ...stopped, attempts }), now)?.tone).toBe('danger')
  })
})

test('a key used within a day is in use', () => {
  expect(usedRecently(key({ last_used_at: at(-0.99) }), now)).toBe(true)
  expect(usedRecently(key({ last_used_at: at(-1) }), now)).toBe(false)
  expect(usedRecently(key(), now)).toBe(false)
})
