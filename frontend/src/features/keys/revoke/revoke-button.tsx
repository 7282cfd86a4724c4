import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'

export interface RevokeControls {
  disabled: boolean
  /** Prefetches the dialog. */
  onPrefetch: () => void
  onRevoke: (key: Key) => void
}

export function RevokeButton({ keyData, disabled, onPrefetch, onRevoke }: RevokeControls & { keyData: Key }) {
  return (
    <Button
      variant="danger-quiet"
      size="small"
      disabled={disabled}
      onPointerEnter={onPrefetch}
      onFocus={onPrefetch}
      aria-label={`Revoke ${keyData.name}`}
      onClick={() => onRevoke(keyData)}
    >
      Revoke
    </Button>
  )
}
