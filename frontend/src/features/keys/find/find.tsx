import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Key } from '@/api/types'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { NotLoaded } from '@/components/ui/not-loaded'
import { useOnDemand } from '@/lib/use-on-demand'
import { type Finding, type Found, lookUp } from './look-up'

const loadDialog = () => import('./find-dialog')

/** More than a prefix, which may be searched for like anything else. */
const WITH_SECRET = /sami_[0-9A-Za-z]{10}_/

interface FindProps {
  keys: readonly Key[]
  workspacePath: string | null
  onFound: (found: Found) => void
}

/** Paste a key to find its row: anywhere on the page, into the search, or into a dialog of its own. */
export function Find({ keys, workspacePath, onFound }: FindProps) {
  const { code, failed, preload, need } = useOnDemand(loadDialog)
  const [dialog, setDialog] = useState<{ first: Finding | null; open: boolean } | null>(null)
  const opener = useRef<HTMLElement | null>(null)

  function show(first: Finding | null) {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    need()
    setDialog({ first, open: true })
  }

  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (isMeantForElsewhere(event.target)) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!WITH_SECRET.test(text)) return
    event.preventDefault()
    const finding = lookUp(text, keys)
    if (finding.kind === 'yours') onFound(finding)
    else show(finding)
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => paste(event)
    document.addEventListener('paste', listener)
    return () => document.removeEventListener('paste', listener)
  }, [])

  return (
    <>
      <Button look="quiet" size="small" onPointerEnter={preload} onFocus={preload} onClick={() => show(null)}>
        <Icon name="search" className="-ms-0.5 size-3.5" />
        Find a key
      </Button>
      {dialog && code && (
        <code.FindDialog
          keys={keys}
          first={dialog.first}
          open={dialog.open}
          workspacePath={workspacePath}
          opener={opener}
          onFound={onFound}
          onClose={() => setDialog({ ...dialog, open: false })}
          onClosed={() => setDialog(null)}
        />
      )}
      {dialog && failed && <NotLoaded what="This dialog" />}
    </>
  )
}

/** The search takes names and prefixes; whole keys in it are to be found. Dialogs' fields are their own business. */
function isMeantForElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=alertdialog]')) return true
  const field = target instanceof Element && target.closest('input, textarea, [contenteditable]')
  return field instanceof Element && !field.matches('[type=search]')
}
