import { useQuery } from '@tanstack/react-query'
import type { Key, Permission } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Modal, ModalBody, ModalFooter } from '@/components/ui/modal'
import { useOnline } from '@/lib/use-online'
import { isReplaceable } from '../is-replaceable'
import { keyQuery } from '../keys-query'
import { KeyFacts } from './key-facts'

interface DetailsDialogProps {
  keyData: Key
  userId: string
  open: boolean
  onClose: () => void
  onClosed: () => void
  finalFocus: () => HTMLElement | null
  onRevoke: (key: Key) => void
  /** Absent where keys can't be replaced. */
  onReplace?: (key: Key) => void
  onCreateSmaller: (key: Key, permission: Permission) => void
}

/** All that is known about one key, and what can be done about it. */
export function DetailsDialog(props: DetailsDialogProps) {
  const { keyData, open, onClose, onClosed, finalFocus, onRevoke, onReplace } = props
  const online = useOnline()
  const latest = useQuery({ ...keyQuery(keyData.id), placeholderData: keyData })
  const key = latest.data ?? keyData
  const alive = key.status !== 'revoked'

  return (
    <Modal open={open} title={key.name} onClose={onClose} onClosed={onClosed} finalFocus={finalFocus}>
      <ModalBody>
        <KeyFacts keyData={key} />
      </ModalBody>
      <ModalFooter>
        {alive && (
          <Button look="danger-quiet" disabled={!online} onClick={() => onRevoke(key)}>
            Revoke key
          </Button>
        )}
        {alive && onReplace && isReplaceable(key) && (
          <Button disabled={!online} onClick={() => onReplace(key)}>
            Replace key
          </Button>
        )}
      </ModalFooter>
    </Modal>
  )
}
