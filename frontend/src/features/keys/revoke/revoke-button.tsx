import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'

export interface RevokeControls {
  disabled: boolean
  /** Fetches the dialog before it is asked for. */
  onApproach: () => void
  onRevoke: (key: Key) => void
}

export function RevokeButton({ keyData, disabled, onApproach, onRevoke }: RevokeControls & { keyData: Key }) {
  return (
    <Button
      look="danger-quiet"
      size="small"
      disabled={disabled}
      onPointerEnter={onApproach}
      onFocus={onApproach}
      aria-label={`Revoke ${keyData.name}`}
      onClick={() => onRevoke(keyData)}
    >
      Revoke
    </Button>
  )
}
