// The API docs at /docs: Scalar, bundled, rendering the document this server publishes. Nothing here may
// leave the origin. The Content-Security-Policy enforces the same.
import './docs.css'
import './no-eval'
import { referenceConfiguration } from './configuration'
import { addCopyButtons } from './copy-buttons'
import { fetchDocument, personalize } from './document'
import { showKeyBar } from './key-bar'
import { keyHint, patchSamples, setSampleKey } from './key-hint'
import { fetchVisitor, type VisitorKey } from './visitor'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

async function start(root: HTMLElement, bar: HTMLElement): Promise<void> {
  // Scalar is two thirds of the page's weight, so fetch the data at the same time.
  const [{ createApiReference }, published, visitor] = await Promise.all([
    import('@scalar/api-reference'),
    fetchDocument(),
    fetchVisitor(),
  ])
  let selectedKey: VisitorKey | undefined = visitor.keys[0]

  function configuration() {
    const hint = keyHint(selectedKey?.prefix)
    setSampleKey(hint)
    return referenceConfiguration({
      document: personalize(published, hint),
      dark: dark.matches,
      keyHint: hint,
    })
  }

  // Show the fast part first. Rendering the reference takes longer.
  showKeyBar(bar, visitor, (key) => {
    selectedKey = key
    update()
  })
  patchSamples()
  root.replaceChildren()
  root.removeAttribute('aria-busy')
  const reference = createApiReference(root, configuration())
  const update = () => reference.updateConfiguration(configuration())
  dark.addEventListener('change', update)
  addCopyButtons(root)
}

function showFailure(root: HTMLElement): void {
  const main = document.createElement('main')
  const heading = document.createElement('h1')
  const note = document.createElement('p')
  main.className = 'docs-note'
  heading.textContent = 'API docs'
  note.setAttribute('role', 'alert')
  note.textContent = 'Couldn’t load the API docs. Check your connection and reload the page.'
  main.append(heading, note)
  root.replaceChildren(main)
  root.removeAttribute('aria-busy')
}

const root = document.getElementById('reference')
const bar = document.getElementById('key-bar')
if (root && bar) start(root, bar).catch(() => showFailure(root))
