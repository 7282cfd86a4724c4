import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Modal, ModalBody, ModalFooter } from '@/components/ui/modal'
import { Notice } from '@/components/ui/notice'
import { PageLink } from '@/components/ui/page-link'
import { TextField } from '@/components/ui/text-field'
import { type LookUpResult, lookUpKey, type OwnKeyMatch } from './look-up'

interface FindDialogProps {
  keys: readonly Key[]
  /** What was pasted before the dialog was there. */
  initialResult: LookUpResult | null
  open: boolean
  onFound: (found: OwnKeyMatch) => void
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
  const { keys, initialResult, open, onFound, onClose, onClosed, opener, workspacePath } = props
  const found = useRef<OwnKeyMatch | null>(null)
  const [result, setResult] = useState(initialResult)
  const field = useRef<HTMLInputElement>(null)

  function lookUpText(text: string) {
    if (field.current) field.current.value = ''
    const next = lookUpKey(text, keys)
    if (next.kind !== 'yours') {
      setResult(next)
      return
    }
    // Told when the dialog has gone: its row takes the focus then.
    found.current = next
    onClose()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    lookUpText(field.current?.value ?? '')
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
              lookUpText(event.clipboardData.getData('text/plain'))
            }}
          />
        </form>
        <div role="status" className="empty:hidden">
          {result && <Result result={result} workspacePath={workspacePath} />}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" form="find-key" variant="primary">
          Find key
        </Button>
      </ModalFooter>
    </Modal>
  )
}

function Result({
  result,
  workspacePath,
}: {
  result: LookUpResult
  workspacePath: string | null
}): ReactNode {
  switch (result.kind) {
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
          {result.similarKey ? (
            <>
              It begins like your key “<bdi>{result.similarKey.name}</bdi>”.
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
                href={`${workspacePath}?status=all&q=${result.prefix}`}
                className="font-semibold text-accent-strong underline underline-offset-3"
              >
                Look among the workspace’s keys
              </PageLink>
            )
          }
        >
          No key of yours, active or revoked, has the prefix{' '}
          <code dir="ltr" translate="no" className="font-mono">
            {result.prefix}…
          </code>
        </Notice>
      )
  }
}
