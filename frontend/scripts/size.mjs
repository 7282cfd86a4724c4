// The weight budget of a first visit, to whichever page: everything index.html fetches before a click,
// gzipped as a server would. Dialogs and the API reference load on demand and do not count. Signing in
// is not split off: two small files compress worse than one, and a signed-out visit needs both pages' code.
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const LIMITS = { js: 95_000, css: 12_000 }

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'))

const files = new Set()
const visit = (name) => {
  const chunk = manifest[name]
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const imported of chunk.imports ?? []) visit(imported)
}
visit('index.html')

const total = { js: 0, css: 0 }
for (const file of [...files].sort()) {
  const bytes = gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length
  total[file.endsWith('.css') ? 'css' : 'js'] += bytes
  console.log(`${String(bytes).padStart(8)}  ${file}`)
}

let over = false
for (const kind of ['js', 'css']) {
  const ok = total[kind] <= LIMITS[kind]
  over ||= !ok
  const weight = `${(total[kind] / 1000).toFixed(1)} kB gzipped of ${LIMITS[kind] / 1000} kB`
  console.log(`${kind.toUpperCase().padEnd(4)}${weight}${ok ? '' : ': over the budget'}`)
}
process.exit(over ? 1 : 0)
