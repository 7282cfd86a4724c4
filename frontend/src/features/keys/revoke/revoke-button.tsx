import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'

export interface RevokeControls {
  disabled: boolean
  /** Fetches the dialog before it is asked for. */
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
