import type { Key } from '@/api/types'

/**
 * Who used the key, short enough for a table: the first product of the User-Agent, and the IP address.
 * "curl/8.5.0" becomes "curl 8.5.0". All browsers call themselves Mozilla, so they become "a browser".
 */
export function describeClient(key: Pick<Key, 'last_used_agent' | 'last_used_ip'>): string | null {
  const parts = [productName(key.last_used_agent), key.last_used_ip].filter((part) => part)
  return parts.length > 0 ? parts.join(' · ') : null
}

export function productName(agent: string | null): string | null {
  const product = agent?.trim().split(/\s+/)[0]
  if (!product) return null
  if (product.startsWith('Mozilla/')) return 'a browser'
  return product.replace('/', ' ').slice(0, 40)
}
