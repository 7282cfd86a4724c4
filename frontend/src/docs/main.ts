// The API reference at /docs: Scalar, bundled, drawing the document this server publishes.
// Nothing here may leave the origin; the Content-Security-Policy says the same a second time.
import './docs.css'
import { createApiReference } from '@scalar/api-reference'
import { referenceConfiguration } from './configuration'

const target = document.getElementById('reference')
const dark = window.matchMedia('(prefers-color-scheme: dark)')

async function start(root: HTMLElement): Promise<void> {
  const response = await fetch('/openapi.json')
  if (!response.ok) throw new Error(`openapi.json answered ${response.status}`)
  const document = (await response.json()) as Record<string, unknown>

  root.replaceChildren()
  root.removeAttribute('aria-busy')
  const reference = createApiReference(root, referenceConfiguration(document, dark.matches))
  dark.addEventListener('change', () => {
    reference.updateConfiguration(referenceConfiguration(document, dark.matches))
  })
}

function showFailure(root: HTMLElement): void {
  const note = document.createElement('p')
  note.className = 'docs-note'
  note.setAttribute('role', 'alert')
  note.textContent = 'The API reference could not be loaded. Check your connection and reload the page.'
  root.replaceChildren(note)
  root.removeAttribute('aria-busy')
}

if (target) start(target).catch(() => showFailure(target))
