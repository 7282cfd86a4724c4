import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { AlertModal, ModalBody, ModalFooter } from '@/components/ui/modal'

interface ConfirmCloseDialogProps {
  open: boolean
  onStay: () => void
  onLeave: () => void
}

export function ConfirmCloseDialog({ open, onStay, onLeave }: ConfirmCloseDialogProps) {
  const stay = useRef<HTMLButtonElement>(null)
  return (
    <AlertModal open={open} title="You won’t see this key again" onClose={onStay} initialFocus={stay}>
      <ModalBody>
        <p className="text-ink-2">
          You haven’t copied the key. After you close this, no one can recover it. You would have to revoke it
          and create a new one.
        </p>
      </ModalBody>
      <ModalFooter>
        <Button variant="danger-quiet" onClick={onLeave}>
          Close without copying
        </Button>
        <Button ref={stay} variant="primary" onClick={onStay}>
          Back to the key
        </Button>
      </ModalFooter>
    </AlertModal>
  )
}
