import { describe, expect, test } from 'vitest'
import type { Key } from '@/api/types'
import { key } from '@/testing/fake-api'
import { callSummary, replacementPair, replacementStatus } from './replacement-status'

const now = new Date('2026-11-24T12:00:00Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000).toISOString()

const old = (facts: Partial<Key> = {}) =>
  key({
    replaced_at: hours(-48),
    expires_at: hours(24),
    last_used_at: hours(-72),
    last_used_agent: 'Zapier',
    last_used_ip: '203.0.113.24',
    calls_since_replaced: 0,
    ...facts,
  })

test('counts calls of both keys, and shows when the old key was last used', () => {
  const used = old({ calls_since_replaced: 3, last_used_at: hours(-2 / 60) })
  expect(callSummary(used, key({ calls: 1204 }), now)).toBe(
    'New key 1,204 calls · old key 3 calls since the replacement, last 2 minutes ago',
  )
  // Its last use was before the replacement.
  expect(callSummary(old(), key({ calls: 1 }), now)).toBe(
    'New key 1 call · old key 0 calls since the replacement',
  )
})

describe('the status', () => {
  const attempts = { count: 3, last_at: hours(-1), last_ip: '203.0.113.24', last_agent: 'Zapier' }
  test.each<[string, Partial<Key>, Partial<Key>, string, string]>([
    [
      'new key took over',
      {},
      { calls: 5 },
      'Nothing has used the old key since the replacement. You can revoke it now',
      'ok',
    ],
    // No calls prove nothing: the tool may run once a day.
    ['no calls', {}, {}, 'Neither key has been used since the replacement', 'neutral'],
    [
      'still used',
      { calls_since_replaced: 3, last_used_at: hours(-2) },
      { calls: 120 },
      'Something still uses the old key',
      'warn',
    ],
    [
      'old key used once more, long ago',
      { calls_since_replaced: 3, last_used_at: hours(-30) },
      { calls: 120 },
      'Nothing has used the old key since its last call 1 day ago. You can revoke it now',
      'ok',
    ],
    [
      'only the old key used, long ago',
      { calls_since_replaced: 3, last_used_at: hours(-30) },
      {},
      'The last call used the old key, 1 day ago',
      'neutral',
    ],
    [
      'the new key is gone',
      {},
      { status: 'revoked', calls: 5 },
      'The new key was revoked. When the old key stops, nothing takes its place',
      'warn',
    ],
    [
      'stopped',
      { status: 'expired', expires_at: hours(-2) },
      { calls: 5 },
      'The old key stopped 2 hours ago, and nothing has tried it since. You can revoke it now',
      'ok',
    ],
    [
      'stopped, and still tried',
      { status: 'expired', expires_at: hours(-2), attempts },
      { calls: 5 },
      'The old key stopped 2 hours ago, and something still tries it: 3 calls refused',
      'warn',
    ],
    ['revoked', { status: 'revoked' }, { calls: 5 }, 'The old key is revoked', 'neutral'],
  ])('%s', (_what, ofOld, ofNew, text, tone) => {
    expect(replacementStatus(old(ofOld), key(ofNew), now)).toMatchObject({ text, tone })
  })

  test('names the client of the old key', () => {
    const used = old({ calls_since_replaced: 3, last_used_at: hours(-2) })
    expect(replacementStatus(used, key({ calls: 120 }), now).client).toBe('Zapier · 203.0.113.24')
    const tried = old({ status: 'expired', expires_at: hours(-2), attempts })
    expect(replacementStatus(tried, key(), now).client).toBe('Zapier · 203.0.113.24')
  })
})

test('a key in two replacements counts as the old key', () => {
  const reference = (id: string) => ({ id, name: 'Zapier', prefix: 'sami_0000000000' })
  expect(replacementPair(key())).toBeNull()
  expect(replacementPair(key({ id: 'b', replaces: reference('a') }))).toEqual({ oldId: 'a', newId: 'b' })
  expect(replacementPair(key({ id: 'b', replaces: reference('a'), replaced_by: reference('c') }))).toEqual({
    oldId: 'b',
    newId: 'c',
  })
})
