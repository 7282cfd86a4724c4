import type { Key } from '@/api/types'
import { Timestamp } from '@/components/ui/timestamp'

export function RevokedBy({ keyData, userId }: { keyData: Key; userId: string }) {
  const { revoked_at, revoked_by, reported_leaked } = keyData
  return (
    <>
      {revoked_at && <Timestamp value={revoked_at} />}
      {reported_leaked && (
        <span className="mt-0.5 block text-micro font-medium text-danger">Reported as leaked</span>
      )}
      {revoked_by && (
        <span className="mt-0.5 block text-micro text-ink-3">
          by {revoked_by.id === userId ? 'you' : <bdi>{revoked_by.name}</bdi>}
        </span>
      )}
    </>
  )
}
