import { copyShortcut, copyText } from '@/lib/clipboard'

/** The introduction's runnable examples. Its other blocks are responses. */
const EXAMPLES = [':is(.language-sh, .language-python, .language-js)']
  .map((language) => `.introduction-description pre > code${language}`)
  .join()

/** Adds a copy button to each example, again each time Scalar re-renders the introduction. */
export function addCopyButtons(root: HTMLElement): void {
  const add = () => {
    for (const code of root.querySelectorAll<HTMLElement>(EXAMPLES)) {
      if (!code.parentElement?.querySelector('.copy-example')) code.before(copyButton(code))
    }
  }
  new MutationObserver(add).observe(root, { childList: true, subtree: true })
  add()
}

const SHOWN_MS = 2_500

function copyButton(code: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy-example'
  button.textContent = 'Copy'
  // The label changes on click, so announce it to screen readers.
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    const copied = await copyText(code.textContent.trimEnd())
    if (!copied) window.getSelection()?.selectAllChildren(code)
    button.textContent = copied ? 'Copied' : `Press ${copyShortcut}`
    if (copied) setTimeout(() => button.replaceChildren('Copy'), SHOWN_MS)
  })
  return button
}
