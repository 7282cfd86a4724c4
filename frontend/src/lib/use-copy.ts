import { useEffect, useState } from 'react'
import { copyText } from './clipboard'

export type CopyState = 'idle' | 'copied' | 'refused'

const SHOWN_MS = 2_500

/** `copied` means the text is on the clipboard, and returns to `idle` after a moment. `refused` stays. */
export function useCopy() {
  const [state, setState] = useState<CopyState>('idle')

  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])

  async function copy(text: string): Promise<boolean> {
    const copied = await copyText(text)
    setState(copied ? 'copied' : 'refused')
    return copied
  }

  return { state, copy }
}
