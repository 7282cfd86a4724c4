// The state of a replacement: which key is used, and whether the old one can go.
import { queryOptions } from '@tanstack/react-query'
import { isSessionRequired } from '@/api/problem'
import type { Key } from '@/api/types'
import { pluralize } from '@/lib/format-count'
import { formatRelative } from '@/lib/format-time'
import { describeClient } from '../model/describe-client'
import { fetchKey } from '../model/keys-query'
import { usedRecently } from '../model/triage'

const POLL_MS = 3_000

/** The IDs of the old and the new key, or null if the key isn't part of a replacement. */
export function replacementPair(key: Key): { oldId: string; newId: string } | null {
  if (key.replaced_by) return { oldId: key.id, newId: key.replaced_by.id }
  return key.replaces ? { oldId: key.replaces.id, newId: key.id } : null
}

/** Polls both keys every few seconds while both may be used. Hidden tabs don't poll. */
export const replacementQuery = (oldId: string, newId: string) =>
  queryOptions({
    queryKey: ['keys', 'replacement', oldId, newId],
    queryFn: async ({ signal }) => {
      const [old, replacement] = await Promise.all([
        fetchKey(oldId, signal),
        fetchLatestReplacement(newId, signal),
      ])
      return { old, replacement }
    },
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.old.status === 'active' && !isSessionRequired(state.error) ? POLL_MS : false,
    refetchIntervalInBackground: false,
  })

/**
 * If the new key was itself replaced immediately (its response was lost, or it leaked), the next one takes
 * its place.
 */
async function fetchLatestReplacement(id: string, signal: AbortSignal): Promise<Key> {
  const key = await fetchKey(id, signal)
  return key.status === 'revoked' && key.replaced_by
    ? fetchLatestReplacement(key.replaced_by.id, signal)
    : key
}

/** "New key 120 calls · old key 3 calls since the replacement, last 2 minutes ago" */
export function callSummary(old: Key, replacement: Key, now: Date): string {
  const since = old.calls_since_replaced ?? 0
  const last = since > 0 && old.last_used_at !== null ? `, last ${timeAgo(old.last_used_at, now)}` : ''
  return `New key ${pluralize(replacement.calls, 'call')} · old key ${pluralize(since, 'call')} since the replacement${last}`
}

export interface ReplacementStatus {
  text: string
  /** The client in question, shown after the text in parentheses. */
  client?: string | null
  tone: 'neutral' | 'ok' | 'warn'
}

/** Whether the old key can go. Only a call with the new key proves that it has taken over. */
export function replacementStatus(old: Key, replacement: Key, now: Date): ReplacementStatus {
  if (old.status === 'revoked') return { text: 'The old key is revoked', tone: 'neutral' }
  if (old.status === 'expired') return stoppedStatus(old, now)
  if (replacement.status !== 'active') {
    const end = replacement.status === 'revoked' ? 'was revoked' : 'has expired'
    return { text: `The new key ${end}. When the old key stops, nothing takes its place`, tone: 'warn' }
  }
  const newKeyUsed = replacement.calls > 0
  if (!old.calls_since_replaced || old.last_used_at === null) {
    return newKeyUsed
      ? { text: 'Nothing has used the old key since the replacement. You can revoke it now', tone: 'ok' }
      : { text: 'Neither key has been used since the replacement', tone: 'neutral' }
  }
  const client = describeClient(old)
  if (usedRecently(old, now)) return { text: 'Something still uses the old key', client, tone: 'warn' }
  const last = timeAgo(old.last_used_at, now)
  return newKeyUsed
    ? { text: `Nothing has used the old key since its last call ${last}. You can revoke it now`, tone: 'ok' }
    : { text: `The last call used the old key, ${last}`, client, tone: 'neutral' }
}

function stoppedStatus(old: Key, now: Date): ReplacementStatus {
  const when = old.expires_at === null ? '' : ` ${timeAgo(old.expires_at, now)}`
  const { count, last_ip, last_agent } = old.attempts
  if (count === 0) {
    return {
      text: `The old key stopped${when}, and nothing has tried it since. You can revoke it now`,
      tone: 'ok',
    }
  }
  return {
    text: `The old key stopped${when}, and something still tries it: ${pluralize(count, 'call')} refused`,
    client: describeClient({ last_used_ip: last_ip, last_used_agent: last_agent }),
    tone: 'warn',
  }
}

const timeAgo = (moment: string, now: Date): string => formatRelative(new Date(moment), now)
