/** True only when the browser said the text is on the clipboard. It may refuse: no focus, no permission, plain http. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** What to press when the page was not allowed to copy. */
export const copyShortcut: string = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ C' : 'Ctrl C'
