import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { Event } from '@/api/types'
import { formatDate } from '@/lib/format-time'
import { EventSentence, eventOrigin } from './event-sentence'
import { describeUserAgent } from './user-agent'

const maya = { id: 'maya', name: 'Maya Okafor' }
const ada = { id: 'ada', name: 'Ada Admin' }
const zapier = { id: 'key-1', name: 'Zapier', prefix: 'sami_4fJk29sLqZ' }

function event(overrides: Partial<Event>): Event {
  return {
    id: 'event',
    at: '2026-11-24T10:00:00Z',
    action: 'key_revoked',
    actor: maya,
    user: maya,
    key: zapier,
    ip: '203.0.113.24',
    agent: null,
    detail: {},
    ...overrides,
  }
}

const sentenceFor = (overrides: Partial<Event>, userId = 'maya') =>
  render(<EventSentence event={event(overrides)} userId={userId} />).container.textContent

describe('event sentences, for the user and for others', () => {
  test.each<[string, Partial<Event>, string?]>([
    ['You signed in', { action: 'signed_in', key: null }],
    ['Maya Okafor signed out', { action: 'signed_out', key: null }, 'ada'],
    [
      `You created “Zapier” (Read & write, expires ${formatDate(new Date('2027-05-23T12:00:00Z'))})`,
      {
        action: 'key_created',
        // Renamed since. The sentence has the name from back then.
        key: { ...zapier, name: 'Zapier 2' },
        detail: { name: 'Zapier', permission: 'write', expires_at: '2027-05-23T12:00:00Z', replaces: null },
      },
    ],
    [
      'You created “Zapier” (Read only, never expires) to replace sami_4fJk29sLqZ…',
      {
        action: 'key_created',
        detail: { name: 'Zapier', permission: 'read', expires_at: null, replaces: zapier.prefix },
      },
    ],
    ['You renamed “A” to “B”', { action: 'key_renamed', detail: { from: 'A', to: 'B' } }],
    [
      'You replaced “Zapier” (sami_4fJk29sLqZ…) with sami_NewNewNewN…, stopping the old key immediately',
      { action: 'key_replaced', detail: { grace: '0', new_prefix: 'sami_NewNewNewN' } },
    ],
    ['You revoked “Zapier” (sami_4fJk29sLqZ…)', {}],
    ['Ada Admin revoked your key “Zapier” (sami_4fJk29sLqZ…)', { actor: ada }],
    ['You revoked Maya Okafor’s key “Zapier” (sami_4fJk29sLqZ…)', { actor: ada }, 'ada'],
    ['Maya Okafor revoked “Zapier” (sami_4fJk29sLqZ…)', {}, 'ada'],
    [
      'Your key “Zapier” (sami_4fJk29sLqZ…) was reported as leaked and revoked',
      { action: 'key_reported_leaked', actor: null, ip: null },
    ],
    [
      'Maya Okafor’s key “Zapier” (sami_4fJk29sLqZ…) was reported as leaked and revoked',
      { action: 'key_reported_leaked', actor: null, ip: null },
      'ada',
    ],
    [
      'An operator deactivated Maya Okafor',
      { action: 'user_deactivated', actor: null, key: null, ip: null },
      'ada',
    ],
  ])('%s', (sentence, overrides, userId) => {
    expect(sentenceFor(overrides, userId)).toBe(sentence)
  })

  test('shows the end of a grace period to the minute', () => {
    const sentence = sentenceFor({
      action: 'key_replaced',
      detail: { grace: '24h', stops_at: '2026-11-25T14:05:00Z', new_prefix: 'sami_NewNewNewN' },
    })
    expect(sentence).toMatch(/, stopping the old key on .*25.*2026.*:35/)
  })
})

test.each([
  ['Firefox on macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.6; rv:145.0) Gecko/20100101 Firefox/145.0'],
  [
    'Chrome on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
  [
    'Edge on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  ],
  [
    'Safari on iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  ],
  [
    'Chrome on Android',
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  ],
  ['a browser', 'Mozilla/5.0 (compatible)'],
  ['curl 8.5.0', 'curl/8.5.0'],
  [null, ' '],
])('%s', (label, agent) => {
  expect(describeUserAgent(agent)).toBe(label)
})

test('the origin has the known browser and IP address', () => {
  expect(eventOrigin({ agent: 'curl/8.5.0', ip: '203.0.113.24' })).toBe('curl 8.5.0, 203.0.113.24')
  expect(eventOrigin({ agent: null, ip: '203.0.113.24' })).toBe('203.0.113.24')
  expect(eventOrigin({ agent: null, ip: null })).toBeNull()
})
