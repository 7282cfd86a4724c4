import type { paths } from '@/api/schema.gen'

type ResponseBody<Path extends '/api/sign-in-hints' | '/api/keys'> =
  paths[Path]['get']['responses'][200]['content']['application/json']

export type VisitorKey = ResponseBody<'/api/keys'>['data'][number]

export interface Visitor {
  signedIn: boolean
  /** Active keys, newest first. */
  keys: VisitorKey[]
}

const ANONYMOUS: Visitor = { signedIn: false, keys: [] }

/**
 * Fetches who is reading the docs. Most visitors have no session, and a failed fetch logs an error to the
 * console that no script can prevent. So this first asks an endpoint that always returns 200. (A flag in
 * storage would go stale with the session.) The docs work without this, so any failure means an anonymous
 * visitor.
 */
export async function fetchVisitor(): Promise<Visitor> {
  try {
    const { signed_in } = await get<ResponseBody<'/api/sign-in-hints'>>('/api/sign-in-hints')
    if (!signed_in) return ANONYMOUS
    const { data } = await get<ResponseBody<'/api/keys'>>('/api/keys?status=active')
    return { signedIn: true, keys: data.filter((key) => key.status === 'active') }
  } catch {
    return ANONYMOUS
  }
}

async function get<Body>(address: string): Promise<Body> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return (await response.json()) as Body
}
