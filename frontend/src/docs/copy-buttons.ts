import { copyShortcut, copyText } from '@/lib/clipboard'

/** The introduction's examples that people run; its other blocks are answers. */
const EXAMPLES = [':is(.language-sh, .language-python, .language-js)']
  .map((language) => `.introduction-description pre > code${language}`)
  .join()

/** Puts a copy button on each example, again whenever Scalar has drawn the introduction anew. */
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
  // What it says changes under the finger: to be told by screen readers, too.
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    const copied = await copyText(code.textContent.trimEnd())
    if (!copied) window.getSelection()?.selectAllChildren(code)
    button.textContent = copied ? 'Copied' : `Press ${copyShortcut}`
    if (copied) setTimeout(() => button.replaceChildren('Copy'), SHOWN_MS)
  })
  return button
}
