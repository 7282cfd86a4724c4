import { useRef } from 'react'
import type { Key } from '@/api/types'
import { nameButtonId, openDetails } from '../details/details-url'
import { preloadDetails } from '../details/load-details'
import { useHighlight } from '../find/highlight'

/** The key's name. Opens its details. */
export function KeyName({ keyData, muted = false }: { keyData: Key; muted?: boolean }) {
  const button = useRef<HTMLButtonElement>(null)
  const highlighted = useHighlight(keyData.id, button)
  return (
    <>
      <button
        ref={button}
        type="button"
        data-highlighted={highlighted || undefined}
        id={nameButtonId(keyData.id)}
        aria-haspopup="dialog"
        onPointerEnter={preloadDetails}
        onFocus={preloadDetails}
        onClick={() => openDetails(keyData.id)}
        className={`block max-w-full rounded-tag text-start font-semibold underline decoration-line-strong underline-offset-3 [overflow-wrap:anywhere] hover:decoration-current ${muted ? 'text-ink-2' : 'text-ink'}`}
      >
        <bdi>{keyData.name}</bdi>
      </button>
      <code dir="ltr" translate="no" className="mt-0.5 block font-mono text-micro text-ink-3 rtl:text-end">
        {keyData.prefix}…
        {highlighted && (
          <span className="ms-2 font-sans font-semibold text-accent-strong">the key you pasted</span>
        )}
      </code>
    </>
  )
}
