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
  /** The result for a key pasted before the dialog opened. */
  initialResult: LookUpResult | null
  open: boolean
  onFound: (found: OwnKeyMatch) => void
  onClose: () => void
  onClosed: () => void
  /** Gets focus back, unless a row takes it. */
  opener: RefObject<HTMLElement | null>
  /** The page where admins search everyone's keys. */
  workspacePath: string | null
}

/**
 * Identifies a pasted key. The text goes straight from the field to the look-up, and the field is cleared.
 * Only the result is kept.
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
    // Report the match after the dialog has closed, because the row takes focus then.
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
      description="Found a key somewhere? Paste it here. Nothing is sent or logged."
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
            hint="Keys are matched by prefix. The field clears itself."
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
        <Notice title="That’s not an API key">
          SAMI OS keys start with <code className="font-mono">sami_</code>.
        </Notice>
      )
    case 'mistyped':
      return (
        <Notice tone="warn" title="The key is incomplete or mistyped: its check digits don’t match">
          {result.similarKey ? (
            <>
              It starts like your key “<bdi>{result.similarKey.name}</bdi>”.
            </>
          ) : (
            'Copy the whole key, from sami_ to the last character.'
          )}
        </Notice>
      )
    case 'unknown':
      return (
        <Notice
          title="It looks like a real key, but not one of yours"
          action={
            workspacePath && (
              <PageLink
                href={`${workspacePath}?status=all&q=${result.prefix}`}
                className="font-semibold text-accent-strong underline underline-offset-3"
              >
                Search workspace keys
              </PageLink>
            )
          }
        >
          None of your keys, active or revoked, has the prefix{' '}
          <code dir="ltr" translate="no" className="font-mono">
            {result.prefix}…
          </code>
        </Notice>
      )
  }
}
