import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Modal, ModalBody, ModalFooter } from '@/components/ui/modal'
import { Notice } from '@/components/ui/notice'
import { PageLink } from '@/components/ui/page-link'
import { TextField } from '@/components/ui/text-field'
import { type Finding, type Found, lookUp } from './look-up'

interface FindDialogProps {
  keys: readonly Key[]
  /** What was pasted before the dialog was there. */
  first: Finding | null
  open: boolean
  onFound: (found: Found) => void
  onClose: () => void
  onClosed: () => void
  /** Takes the focus back, unless a row does. */
  opener: RefObject<HTMLElement | null>
  /** The page where admins look among everybody's keys. */
  workspacePath: string | null
}

/**
 * Which key is this? The text goes from the field straight to the look-up, and the field is empty again: only what
 * was found out is kept.
 */
export function FindDialog(props: FindDialogProps) {
  const { keys, first, open, onFound, onClose, onClosed, opener, workspacePath } = props
  const found = useRef<Found | null>(null)
  const [finding, setFinding] = useState(first)
  const field = useRef<HTMLInputElement>(null)

  function take(text: string) {
    if (field.current) field.current.value = ''
    const next = lookUp(text, keys)
    if (next.kind !== 'yours') {
      setFinding(next)
      return
    }
    // Told when the dialog has gone: its row takes the focus then.
    found.current = next
    onClose()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    take(field.current?.value ?? '')
  }

  return (
    <Modal
      open={open}
      title="Find a key"
      description="Found a key somewhere? Paste it here: nothing is sent or logged."
      onClose={onClose}
      onClosed={() => {
        onClosed()
        if (found.current) onFound(found.current)
      }}
      initialFocus={field}
      finalFocus={() => (found.current ? false : opener.current)}
    >
      <ModalBody>
        <form id="find-key" onSubmit={submit}>
          <TextField
            ref={field}
            label="Key"
            hint="Your keys are compared by the prefix. The field empties itself."
            dir="ltr"
            translate="no"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-1p-ignore
            placeholder="sami_…"
            onPaste={(event) => {
              event.preventDefault()
              take(event.clipboardData.getData('text/plain'))
            }}
          />
        </form>
        <div role="status" className="empty:hidden">
          {finding && <Answer finding={finding} workspacePath={workspacePath} />}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" form="find-key" look="primary">
          Find key
        </Button>
      </ModalFooter>
    </Modal>
  )
}

function Answer({ finding, workspacePath }: { finding: Finding; workspacePath: string | null }): ReactNode {
  switch (finding.kind) {
    case 'yours':
      return null
    case 'none':
      return (
        <Notice title="That is not an API key">
          Keys of SAMI OS begin with <code className="font-mono">sami_</code>.
        </Notice>
      )
    case 'mistyped':
      return (
        <Notice tone="warn" title="The key is incomplete or mistyped: its check digits don’t match">
          {finding.like ? (
            <>
              It begins like your key “<bdi>{finding.like.name}</bdi>”.
            </>
          ) : (
            'Copy all of it, from sami_ to its last character.'
          )}
        </Notice>
      )
    case 'unknown':
      return (
        <Notice
          title="A real key’s form, but not one of yours"
          action={
            workspacePath && (
              <PageLink
                href={`${workspacePath}?status=all&q=${finding.prefix}`}
                className="font-semibold text-accent-strong underline underline-offset-3"
              >
                Look among the workspace’s keys
              </PageLink>
            )
          }
        >
          No key of yours, active or revoked, has the prefix{' '}
          <code dir="ltr" translate="no" className="font-mono">
            {finding.prefix}…
          </code>
        </Notice>
      )
  }
}
