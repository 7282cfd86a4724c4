import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { DetailsDialog } from './details-dialog'
import { closeDetails, nameButtonId } from './details-url'

/** What leads on to another dialog gets the element that the focus goes back to when that one closes. */
type OpenNext = (key: Key, from: HTMLElement | null) => void

export interface DetailsRouteProps {
  /** Empty while no details are requested. */
  keyId: string
  keys: readonly Key[]
  userId: string
  /** Takes the focus when the key has no row on screen. */
  fallbackFocus: RefObject<HTMLElement | null>
  /** The address names a key that is not in the list. */
  onUnknown: () => void
  onRevoke: OpenNext
  onReplace?: OpenNext
  /** Create a key like this one that may do less. */
  onCreateRightSized: (initial: Partial<NewKey>, from: HTMLElement | null) => void
}

/** The details of the key that the address names. */
export function DetailsRoute({ keyId, keys, userId, ...rest }: DetailsRouteProps) {
  const { fallbackFocus, onUnknown, onRevoke, onReplace, onCreateRightSized } = rest
  // Stays while the dialog fades out, when the address has already let go of the key.
  const [shownId, setShownId] = useState('')
  const afterClose = useRef<(() => void) | null>(null)

  const requested = keys.find(({ id }) => id === keyId)
  if (requested && requested.id !== shownId) setShownId(requested.id)
  const shown = keys.find(({ id }) => id === shownId)

  useEffect(() => {
    if (keyId === '' || requested) return
    onUnknown()
    closeDetails()
  }, [keyId, requested, onUnknown])

  if (!shown) return null

  const focusTarget = () => document.getElementById(nameButtonId(shown.id)) ?? fallbackFocus.current

  /** One dialog at a time: the next one opens when this one has gone. */
  const switchTo =
    <What,>(next: (what: What, from: HTMLElement | null) => void) =>
    (what: What) => {
      afterClose.current = () => next(what, focusTarget())
      closeDetails()
    }

  return (
    <DetailsDialog
      keyData={shown}
      userId={userId}
      open={requested !== undefined}
      onClose={closeDetails}
      onClosed={() => {
        setShownId('')
        afterClose.current?.()
        afterClose.current = null
      }}
      finalFocus={focusTarget}
      onRevoke={switchTo(onRevoke)}
      {...(onReplace && { onReplace: switchTo(onReplace) })}
      onCreateRightSized={switchTo(onCreateRightSized)}
    />
  )
}
