import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Key, NewKey } from '@/api/types'
import { NotLoaded } from '@/components/ui/not-loaded'
import { useOnDemand } from '@/lib/use-on-demand'
import { closeDetails, loadDetails, nameButtonId, useOpenDetails } from './open-details'

/** What leads on to another dialog gets the element that the focus goes back to when that one closes. */
type Onward = (key: Key, from: HTMLElement | null) => void

interface DetailsGateProps {
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

/** Shows the details of the key that the address names; their code loads with the first of them. */
export function DetailsGate({ keys, userId, ...rest }: DetailsGateProps) {
  const { fallbackFocus, onUnknown, onRevoke, onReplace, onCreateSmaller } = rest
  const wantedId = useOpenDetails()
  const { code, failed, need } = useOnDemand(loadDetails)
  // Stays while the dialog fades out, when the address has already let go of the key.
  const [shownId, setShownId] = useState('')
  const onward = useRef<(() => void) | null>(null)

  const wanted = keys.find(({ id }) => id === wantedId)
  if (wanted && wanted.id !== shownId) setShownId(wanted.id)
  const shown = keys.find(({ id }) => id === shownId)

  useEffect(() => {
    if (wantedId === '') return
    if (wanted) need()
    else {
      onUnknown()
      closeDetails()
    }
  }, [wantedId, wanted, need, onUnknown])

  if (wanted && failed) return <NotLoaded what="This dialog" />
  if (!shown || !code) return null

  const home = () => document.getElementById(nameButtonId(shown.id)) ?? fallbackFocus.current

  /** One dialog at a time: the next one opens when this one has gone. */
  const leadTo =
    <What,>(next: (what: What, from: HTMLElement | null) => void) =>
    (what: What) => {
      onward.current = () => next(what, home())
      closeDetails()
    }

  return (
    <code.DetailsDialog
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
