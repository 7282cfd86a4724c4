import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { DetailsDialog } from './details-dialog'
import { closeDetails, nameButtonId } from './details-url'

/** Opens another dialog. `from` is the element that gets focus when that dialog closes. */
type OpenNext = (key: Key, from: HTMLElement | null) => void

export interface DetailsRouteProps {
  /** Empty if no details are open. */
  keyId: string
  keys: readonly Key[]
  userId: string
  /** Takes focus if the key has no row on screen. */
  fallbackFocus: RefObject<HTMLElement | null>
  /** Called if the URL names a key that isn't in the list. */
  onUnknown: () => void
  onRevoke: OpenNext
  onReplace?: OpenNext
  /** Creates a similar key with less access. */
  onCreateRightSized: (initial: Partial<NewKey>, from: HTMLElement | null) => void
}

/** The details of the key in the URL. */
export function DetailsRoute({ keyId, keys, userId, ...rest }: DetailsRouteProps) {
  const { fallbackFocus, onUnknown, onRevoke, onReplace, onCreateRightSized } = rest
  // Kept while the dialog fades out, after the URL has dropped the key.
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

  /** One dialog at a time: the next one opens after this one has closed. */
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
