// Shows which key the examples use, and where to get one. Names come from users, so render them as text,
// never as HTML.
import { KEY_PLACEHOLDER } from './document'
import { keyHint } from './key-hint'
import type { Visitor, VisitorKey } from './visitor'

const SETTINGS = '/settings/api-keys'

export function showKeyBar(
  bar: HTMLElement,
  { signedIn, keys }: Visitor,
  onChange: (key: VisitorKey) => void,
): void {
  const [first] = keys
  if (!first) {
    bar.replaceChildren(
      paragraph(
        signedIn ? 'You have no active keys. The examples use ' : 'The examples use ',
        code(KEY_PLACEHOLDER),
        ' as a placeholder for your key. ',
        signedIn ? 'Create one in ' : 'Find or create yours in ',
        link(SETTINGS, 'Settings > Zapier / API Keys'),
        '.',
      ),
    )
    return
  }
  bar.replaceChildren(
    keys.length > 1
      ? keySelect(keys, onChange)
      : paragraph('The examples show your key ', bold(first.name), ' as ', code(keyHint(first.prefix)), '.'),
    paragraph('The full key was shown once, when you created it.'),
  )
}

function keySelect(keys: readonly VisitorKey[], onChange: (key: VisitorKey) => void): HTMLElement {
  const label = element('label', 'The examples show your key')
  const select = element('select')
  for (const key of keys) {
    const option = element('option', `${key.name} (${keyHint(key.prefix)})`)
    option.value = key.id
    select.append(option)
  }
  select.addEventListener('change', () => {
    const chosen = keys.find((key) => key.id === select.value)
    if (chosen) onChange(chosen)
  })
  label.append(select)
  return label
}

const paragraph = (...parts: (string | Node)[]) => element('p', ...parts)
const bold = (text: string) => element('b', text)
const code = (text: string) => element('code', text)

function link(address: string, text: string): HTMLElement {
  const anchor = element('a', text)
  anchor.href = address
  return anchor
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, ...parts: (string | Node)[]) {
  const node = document.createElement(name)
  node.append(...parts)
  return node
}
