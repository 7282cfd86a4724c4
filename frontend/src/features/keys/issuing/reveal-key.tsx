import { type ReactNode, useEffect, useRef } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { ModalBody, ModalFooter } from '@/components/ui/modal'
import { copyShortcut } from '@/lib/clipboard'
import { useCopy } from '@/lib/use-copy'
import { TryKey } from './try-key'

interface RevealKeyProps {
  keyData: Key
  secret: string
  note?: ReactNode
  copied: boolean
  onCopied: () => void
  onDone: () => void
}

/** Shows the full key. It's the only time. */
export function RevealKey({ keyData, secret, note, copied, onCopied, onDone }: RevealKeyProps) {
  const { state, copy } = useCopy()
  const field = useRef<HTMLTextAreaElement>(null)
  const copyButton = useRef<HTMLButtonElement>(null)

  // The form this replaces had focus.
  useEffect(() => copyButton.current?.focus(), [])

  async function handleCopy() {
    if (await copy(secret)) {
      onCopied()
      return
    }
    field.current?.focus()
    field.current?.select()
  }

  /** Copying by hand counts if the whole key was selected. */
  function handleManualCopy() {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {}
    if (selectionEnd - selectionStart >= secret.length) onCopied()
  }

  return (
    <>
      <ModalBody>
        <div>
          <p className="text-ink-2">
            <strong className="font-semibold text-ink">You won’t see this key again.</strong> Copy it now and
            paste it into your integration.
          </p>
          {note}
          <div className="mt-3 rounded-card border border-line-strong bg-sunken p-1.5">
            <label htmlFor="full-key" className="sr-only">
              Full API key
            </label>
            <textarea
              ref={field}
              id="full-key"
              readOnly
              value={secret}
              dir="ltr"
              translate="no"
              autoComplete="off"
              autoCorrect="off"
              autoCapitalize="off"
              spellCheck={false}
              data-1p-ignore
              data-lpignore="true"
              data-bwignore="true"
              data-form-type="other"
              data-gramm="false"
              onFocus={(event) => event.target.select()}
              onCopy={handleManualCopy}
              className="block h-13 w-full resize-none rounded-control bg-transparent px-2 py-1.5 font-mono text-small font-medium break-all text-ink min-[560px]:h-8.5"
            />
            <Button
              ref={copyButton}
              variant={copied ? 'secondary' : 'primary'}
              className="mt-1.5 w-full"
              onClick={handleCopy}
            >
              <Icon name={state === 'copied' ? 'check' : 'copy'} />
              {state === 'copied' ? 'Copied' : 'Copy key'}
            </Button>
          </div>
          {/* In the page while empty, or screen readers would miss the first message. */}
          <p role="status" className="mt-1.5 min-h-4.5 text-small text-ink-2">
            {state === 'idle' && !copied && 'Not copied yet.'}
            {state === 'refused' && !copied && (
              <span className="font-medium text-warn">
                Your browser blocked copying. The key is selected. Press {copyShortcut}.
              </span>
            )}
            {state === 'refused' && copied && 'You copied the selection. Paste it once to make sure.'}
            {state === 'copied' && <span className="sr-only">Copied the key “{keyData.name}”</span>}
            {state !== 'refused' && copied && (
              <span aria-hidden={state === 'copied'}>
                Copied. Keep it in a secret store, not in a shared doc or email.
              </span>
            )}
          </p>
        </div>
        <TryKey keyData={keyData} secret={secret} />
      </ModalBody>
      <ModalFooter>
        <Button variant={copied ? 'primary' : 'secondary'} onClick={onDone}>
          Done
        </Button>
      </ModalFooter>
    </>
  )
}
