import { api } from '@/api/client'
import { answer } from '@/api/problem'
import type { Key, NewKey } from '@/api/types'
import { type IssuedKey, parted } from './issued-key'

export async function createKey(values: NewKey, idempotencyKey: string): Promise<IssuedKey> {
  const created = await answer(
    api.POST('/api/keys', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: values }),
  )
  return parted(created as Key)
}
