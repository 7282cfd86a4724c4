// The API docs at /docs: Scalar, bundled, drawing the document this server publishes.
// Nothing here may leave the origin; the Content-Security-Policy says the same a second time.
import './docs.css'
import { createApiReference } from '@scalar/api-reference'
import { referenceConfiguration } from './configuration'
import { addCopyButtons } from './copy-buttons'
import { forVisitor, publishedDocument } from './document'
import { showKeyBar } from './key-bar'
import { keyHint, setSampleKey, teachSamples } from './key-hint'
import { type OwnKey, visitor } from './own-keys'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

async function start(root: HTMLElement, bar: HTMLElement): Promise<void> {
  const [published, whose] = await Promise.all([publishedDocument(), visitor()])
  let shown: OwnKey | undefined = whose.keys[0]

  function configuration() {
    const hint = keyHint(shown?.prefix)
    setSampleKey(hint)
    return referenceConfiguration({
      document: forVisitor(published, hint),
      dark: dark.matches,
      keyHint: hint,
    })
  }

  // First what takes no time: drawing the reference does.
  showKeyBar(bar, whose, (chosen) => {
    shown = chosen
    update()
  })
  teachSamples()
  root.replaceChildren()
  root.removeAttribute('aria-busy')
  const reference = createApiReference(root, configuration())
  const update = () => reference.updateConfiguration(configuration())
  dark.addEventListener('change', update)
  addCopyButtons(root)
}

function showFailure(root: HTMLElement): void {
  const note = document.createElement('p')
  note.className = 'docs-note'
  note.setAttribute('role', 'alert')
  note.textContent = 'The API docs could not be loaded. Check your connection and reload the page.'
  root.replaceChildren(note)
  root.removeAttribute('aria-busy')
}

const root = document.getElementById('reference')
const bar = document.getElementById('key-bar')
if (root && bar) start(root, bar).catch(() => showFailure(root))
