/**
 * True only if the browser confirms that the text is on the clipboard. It may refuse: no focus, no
 * permission, plain http.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** The keys to press if the browser blocks copying. */
export const copyShortcut: string = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ C' : 'Ctrl C'
