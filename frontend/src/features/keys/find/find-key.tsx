import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { LoadError } from '@/components/ui/load-error'
import { useLazyModule } from '@/lib/use-lazy-module'
import { type LookUpResult, lookUpKey, type OwnKeyMatch } from './look-up'

const loadDialog = () => import('./find-dialog')

/** More than a prefix. A prefix alone is an ordinary search. */
const KEY_WITH_SECRET = /sami_[0-9A-Za-z]{10}_/

interface FindKeyProps {
  keys: readonly Key[]
  workspacePath: string | null
  onFound: (found: OwnKeyMatch) => void
}

/** Paste a key to find its row: anywhere on the page, in the search field, or in a dialog. */
export function FindKey({ keys, workspacePath, onFound }: FindKeyProps) {
  const { code, failed, preload, load } = useLazyModule(loadDialog)
  const [dialog, setDialog] = useState<{ initialResult: LookUpResult | null; open: boolean } | null>(null)
  const opener = useRef<HTMLElement | null>(null)

  function show(initialResult: LookUpResult | null) {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    load()
    setDialog({ initialResult, open: true })
  }

  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (isHandledElsewhere(event.target)) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!KEY_WITH_SECRET.test(text)) return
    event.preventDefault()
    const result = lookUpKey(text, keys)
    if (result.kind === 'yours') onFound(result)
    else show(result)
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => paste(event)
    document.addEventListener('paste', listener)
    return () => document.removeEventListener('paste', listener)
  }, [])

  return (
    <>
      <Button
        variant="quiet"
        size="small"
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => show(null)}
      >
        <Icon name="search" className="-ms-0.5 size-3.5" />
        Find a key
      </Button>
      {dialog && code && (
        <code.FindDialog
          keys={keys}
          initialResult={dialog.initialResult}
          open={dialog.open}
          workspacePath={workspacePath}
          opener={opener}
          onFound={onFound}
          onClose={() => setDialog({ ...dialog, open: false })}
          onClosed={() => setDialog(null)}
        />
      )}
      {dialog && failed && <LoadError what="this dialog" />}
    </>
  )
}

/**
 * The search field takes names and prefixes, so a full key pasted there is looked up. Fields in dialogs
 * handle their own pastes.
 */
function isHandledElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog]')) return true
  const field = target instanceof Element && target.closest('input, textarea, [contenteditable]')
  return field instanceof Element && !field.matches('[type=search]')
}
