// Only dialogs import this file, and dialogs load on demand, so Base UI is not in the first load.
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog } from '@base-ui/react/dialog'
import type { ComponentProps, ReactNode, RefObject } from 'react'
import { Icon } from './icon'

type FinalFocus = ComponentProps<typeof Dialog.Popup>['finalFocus']

interface ModalProps {
  title: string
  description?: ReactNode
  children: ReactNode
  onClose: () => void
  /** Called after the closing animation. */
  onClosed?: () => void
  initialFocus?: RefObject<HTMLElement | null>
  finalFocus?: FinalFocus
  open?: boolean
}

const backdrop =
  'fixed inset-0 z-40 min-h-dvh bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'
const viewport =
  'fixed inset-0 z-40 flex items-start justify-center overflow-y-auto overscroll-contain p-3 sm:items-center sm:p-6'
const popup =
  'relative my-auto w-full rounded-modal bg-raised text-ink shadow-modal outline-none transition duration-200 ease-settle data-ending-style:opacity-0 data-ending-style:duration-100 data-starting-style:translate-y-2 data-starting-style:opacity-0'

/** A dialog for a task. Every way to close it (Esc, backdrop, ✕) calls `onClose`, which may ignore it. */
export function Modal(props: ModalProps) {
  const { title, description, children, onClose, onClosed, initialFocus, finalFocus, open = true } = props
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      onOpenChangeComplete={(next) => !next && onClosed?.()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={backdrop} />
        <Dialog.Viewport className={viewport}>
          <Dialog.Popup
            className={`${popup} max-w-[35rem]`}
            {...(initialFocus && { initialFocus })}
            {...(finalFocus !== undefined && { finalFocus })}
          >
            <header className="flex items-start gap-4 px-5 pt-5 sm:px-6">
              <div className="min-w-0 flex-1">
                <Dialog.Title className="text-lead font-bold [overflow-wrap:anywhere]">{title}</Dialog.Title>
                {description && (
                  <Dialog.Description className="mt-0.5 text-small text-ink-2">
                    {description}
                  </Dialog.Description>
                )}
              </div>
              <Dialog.Close
                aria-label="Close"
                className="-me-1.5 -mt-1.5 grid size-9 place-items-center rounded-control text-ink-3 transition-colors hover:bg-hover hover:text-ink"
              >
                <Icon name="close" />
              </Dialog.Close>
            </header>
            {children}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** A question that needs an answer: no ✕, and clicking the backdrop doesn't close it. */
export function AlertModal(props: ModalProps) {
  const { title, children, onClose, onClosed, initialFocus, finalFocus, open = true } = props
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      onOpenChangeComplete={(next) => !next && onClosed?.()}
    >
      <AlertDialog.Portal>
        {/* Base UI omits the backdrop over another dialog, and two dialogs would look like one. */}
        <AlertDialog.Backdrop className={backdrop} forceRender />
        <AlertDialog.Viewport className={viewport}>
          <AlertDialog.Popup
            className={`${popup} max-w-[28rem]`}
            {...(initialFocus && { initialFocus })}
            {...(finalFocus !== undefined && { finalFocus })}
          >
            <div className="px-5 pt-5 sm:px-6">
              <AlertDialog.Title className="text-lead font-bold [overflow-wrap:anywhere]">
                {title}
              </AlertDialog.Title>
            </div>
            {children}
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

export function ModalBody({ children }: { children: ReactNode }) {
  return <div className="space-y-5 px-5 py-4 sm:px-6">{children}</div>
}

export function ModalFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-col-reverse gap-2 rounded-b-modal border-t border-line px-5 py-3.5 sm:flex-row sm:items-center sm:justify-end sm:px-6">
      {children}
    </footer>
  )
}
