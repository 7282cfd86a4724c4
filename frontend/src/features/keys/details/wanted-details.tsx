import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { DetailsDialog } from './details-dialog'
import { closeDetails, nameButtonId } from './open-details'

/** What leads on to another dialog gets the element that the focus goes back to when that one closes. */
type Onward = (key: Key, from: HTMLElement | null) => void

export interface WantedDetailsProps {
  /** Empty while no details are wanted. */
  wantedId: string
  keys: readonly Key[]
  userId: string
  /** Takes the focus when the key has no row on screen. */
  fallbackFocus: RefObject<HTMLElement | null>
  /** The address names a key that is not in the list. */
  onUnknown: () => void
  onRevoke: Onward
  onReplace?: Onward
  /** Create a key like this one that may do less. */
  onCreateSmaller: (initial: Partial<NewKey>, from: HTMLElement | null) => void
}

/** The details of the key that the address names. */
export function WantedDetails({ wantedId, keys, userId, ...rest }: WantedDetailsProps) {
  const { fallbackFocus, onUnknown, onRevoke, onReplace, onCreateSmaller } = rest
  // Stays while the dialog fades out, when the address has already let go of the key.
  const [shownId, setShownId] = useState('')
  const onward = useRef<(() => void) | null>(null)

  const wanted = keys.find(({ id }) => id === wantedId)
  if (wanted && wanted.id !== shownId) setShownId(wanted.id)
  const shown = keys.find(({ id }) => id === shownId)

  useEffect(() => {
    if (wantedId === '' || wanted) return
    onUnknown()
    closeDetails()
  }, [wantedId, wanted, onUnknown])

  if (!shown) return null

  const home = () => document.getElementById(nameButtonId(shown.id)) ?? fallbackFocus.current

  /** One dialog at a time: the next one opens when this one has gone. */
  const leadTo =
    <What,>(next: (what: What, from: HTMLElement | null) => void) =>
    (what: What) => {
      onward.current = () => next(what, home())
      closeDetails()
    }

  return (
    <DetailsDialog
      keyData={shown}
      userId={userId}
      open={wanted !== undefined}
      onClose={closeDetails}
      onClosed={() => {
        setShownId('')
        onward.current?.()
        onward.current = null
      }}
      finalFocus={home}
      onRevoke={leadTo(onRevoke)}
      {...(onReplace && { onReplace: leadTo(onReplace) })}
      onCreateSmaller={leadTo(onCreateSmaller)}
    />
  )
}
