// Creates a contact in SAMI OS, and lists all that you can see.
//
// export SAMI_URL="https://YOUR-SAMI-OS" SAMI_API_KEY="sami_…"
// node quickstart.mjs
import { randomUUID } from 'node:crypto'
import { setTimeout as seconds } from 'node:timers/promises'

const TRIES = 5
const { SAMI_URL, SAMI_API_KEY } = process.env

/** What the call answers. Whatever is worth trying again is tried again; all else ends the program. */
async function call(method, path, { body, headers } = {}) {
  const request = {
    method,
    headers: { Authorization: `Bearer ${SAMI_API_KEY}`, 'Content-Type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  }
  for (let tried = 1; tried <= TRIES; tried += 1) {
    let answer
    try {
      answer = await fetch(new URL(path, SAMI_URL), request)
    } catch (lost) {
      // Perhaps it was done all the same. With its Idempotency-Key, a change can be sent again safely.
      console.error(`No answer (${lost.message}); trying again.`)
      await seconds(tried * 1000)
      continue
    }
    const said = await answer.json()
    if (answer.status === 429 || answer.status === 503) {
      const wait = Number(answer.headers.get('Retry-After') ?? tried)
      console.error(`${said.title}; waiting ${wait} s.`)
      await seconds(wait * 1000)
      continue
    }
    if (answer.ok) return said
    throw new Error(explained(answer.status, said))
  }
  throw new Error(`No answer after ${TRIES} tries. Is ${SAMI_URL} the address of your SAMI OS?`)
}

function explained(status, { code, detail, request_id, actual, required }) {
  const said = `${code}: ${detail} (${request_id})`
  if (status === 401) return `The key does not work. ${said}`
  if (code === 'insufficient_permission') {
    return `The key may '${actual}', but this takes '${required}'. ${said}`
  }
  return said
}

/** All that you can see, page by page. */
async function* contacts() {
  let path = '/v1/contacts?limit=100'
  while (path) {
    const { data, has_more, next_cursor } = await call('GET', path)
    yield* data
    path = has_more && `/v1/contacts?limit=100&cursor=${encodeURIComponent(next_cursor)}`
  }
}

async function main() {
  if (!/^http/.test(SAMI_URL) || !/^sami_\w+$/.test(SAMI_API_KEY)) {
    throw new Error('Set SAMI_URL to the address of your SAMI OS, and SAMI_API_KEY to a key of yours.')
  }
  const me = await call('GET', '/v1/me')
  console.log(`Working as ${me.user.name} with the key ${me.key.name} (${me.key.permission}).`)

  const ada = await call('POST', '/v1/contacts', {
    body: { first_name: 'Ada', last_name: 'Lovelace', company: 'Analytical Engines' },
    headers: { 'Idempotency-Key': randomUUID() },
  })
  console.log(`Created ${ada.id}.`)

  let count = 0
  for await (const _ of contacts()) count += 1
  console.log(`Contacts: ${count}.`)
}

main().catch((failure) => {
  console.error(failure.message)
  process.exitCode = 1
})
