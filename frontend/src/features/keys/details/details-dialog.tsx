import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isSessionRequired } from '@/api/problem'
import type { Key, NewKey } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Modal, ModalBody, ModalFooter } from '@/components/ui/modal'
import { useSignInAgain } from '@/lib/sign-in-again'
import { useOnline } from '@/lib/use-online'
import { isReplaceable } from '../model/is-replaceable'
import { keyQuery } from '../model/keys-query'
import { KeyAttributes } from './key-attributes'
import { KeyHistory } from './key-history'
import { KeyUsage } from './key-usage'
import { RenameKey } from './rename-key'
import { ReplacementProgress } from './replacement-progress'
import { RightSizingNotice } from './right-sizing'

interface DetailsDialogProps {
  keyData: Key
  userId: string
  open: boolean
  onClose: () => void
  onClosed: () => void
  finalFocus: () => HTMLElement | null
  onRevoke: (key: Key) => void
  /** Omitted if keys can't be replaced. */
  onReplace?: (key: Key) => void
  onCreateRightSized: (initial: Partial<NewKey>) => void
}

/** Everything known about one key, and the actions for it. */
export function DetailsDialog(props: DetailsDialogProps) {
  const { keyData, open, onClose, onClosed, finalFocus, userId, onRevoke, onReplace, onCreateRightSized } =
    props
  const online = useOnline()
  const SignInAgain = useSignInAgain()
  const client = useQueryClient()
  const latest = useQuery({ ...keyQuery(keyData.id), placeholderData: keyData })
  const key = latest.data ?? keyData
  const revocable = key.status !== 'revoked'
  const [sessionEnded, setSessionEnded] = useState(false)
  const [announcement, setAnnouncement] = useState('')
  const signedOut = sessionEnded || isSessionRequired(latest.error)
  const locked = !online || signedOut

  return (
    <Modal open={open} title={key.name} onClose={onClose} onClosed={onClosed} finalFocus={finalFocus}>
      <ModalBody key={key.id}>
        <p role="status" className="sr-only">
          {announcement}
        </p>
        {signedOut && (
          <SignInAgain
            onSignedIn={() => {
              setSessionEnded(false)
              void client.invalidateQueries({ queryKey: ['keys'] })
            }}
          />
        )}
        <KeyAttributes
          keyData={key}
          userId={userId}
          name={
            <RenameKey
              keyData={key}
              disabled={!online}
              signedOut={signedOut}
              onSessionEnded={() => setSessionEnded(true)}
              onAnnounce={setAnnouncement}
            />
          }
        />
        <ReplacementProgress keyData={key} />
        <RightSizingNotice keyData={key} disabled={locked} onCreate={onCreateRightSized} />
        <KeyUsage keyData={key} />
        <KeyHistory keyId={key.id} userId={userId} />
      </ModalBody>
      {revocable && (
        <ModalFooter>
          <Button variant="danger-quiet" disabled={locked} onClick={() => onRevoke(key)}>
            Revoke key
          </Button>
          {onReplace && isReplaceable(key) && (
            <Button disabled={locked} onClick={() => onReplace(key)}>
              Replace key
            </Button>
          )}
        </ModalFooter>
      )}
    </Modal>
  )
}
