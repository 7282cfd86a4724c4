// The size budget of a first visit to each page: everything the page fetches before a click, gzipped as a
// server would. Dialogs, the other tabs and the API reference load on demand and don't count.
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const LIMITS = { js: 95_000, css: 12_000 }

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'))

/** Files that load without a click, by their names in the manifest. */
const VISITS = {
  '/settings/api-keys': [/^index\.html$/],
  '/sign-in': [/^index\.html$/, /^_sign-in-/],
}

function filesOf(visit) {
  const files = new Set()
  const take = (name) => {
    const chunk = manifest[name]
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const css of chunk.css ?? []) files.add(css)
    for (const imported of chunk.imports ?? []) take(imported)
  }
  for (const pattern of visit) {
    const name = Object.keys(manifest).find((name) => pattern.test(name))
    if (name === undefined) throw new Error(`the build has no file that matches ${pattern}`)
    take(name)
  }
  return [...files].sort()
}

let over = false
for (const [page, visit] of Object.entries(VISITS)) {
  console.log(page)
  const total = { js: 0, css: 0 }
  for (const file of filesOf(visit)) {
    const bytes = gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length
    total[file.endsWith('.css') ? 'css' : 'js'] += bytes
    console.log(`${String(bytes).padStart(8)}  ${file}`)
  }
  for (const kind of ['js', 'css']) {
    const ok = total[kind] <= LIMITS[kind]
    over ||= !ok
    const weight = `${(total[kind] / 1000).toFixed(1)} kB gzipped of ${LIMITS[kind] / 1000} kB`
    console.log(`  ${kind.toUpperCase().padEnd(4)}${weight}${ok ? '' : ': over the budget'}`)
  }
}
process.exit(over ? 1 : 0)
