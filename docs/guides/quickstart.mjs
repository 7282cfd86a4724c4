// Creates a contact in SAMI OS, and lists all contacts that you can see.
//
// export SAMI_URL="https://YOUR-SAMI-OS" SAMI_API_KEY="sami_…"
// node quickstart.mjs
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const MAX_ATTEMPTS = 5
const { SAMI_URL, SAMI_API_KEY } = process.env

/** Returns the JSON of the response. Retries what is worth retrying; throws on any other failure. */
async function call(method, path, { body, headers } = {}) {
  const request = {
    method,
    headers: { Authorization: `Bearer ${SAMI_API_KEY}`, 'Content-Type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  }
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    let response
    try {
      response = await fetch(new URL(path, SAMI_URL), request)
    } catch (error) {
      // The call may have succeeded. The Idempotency-Key makes it safe to send a change again.
      console.error(`No response (${error.message}); trying again.`)
      await sleep(attempt * 1000)
      continue
    }
    const json = await response.json()
    if (response.status === 429 || response.status === 503) {
      const wait = Number(response.headers.get('Retry-After') ?? attempt)
      console.error(`${json.title}; waiting ${wait} s.`)
      await sleep(wait * 1000)
      continue
    }
    if (response.ok) return json
    throw new Error(explain(response.status, json))
  }
  throw new Error(`No success after ${MAX_ATTEMPTS} attempts. Is ${SAMI_URL} the address of your SAMI OS?`)
}

function explain(status, { code, detail, request_id, actual, required }) {
  const message = `${code}: ${detail} (${request_id})`
  if (status === 401) return `The key does not work. ${message}`
  if (code === 'insufficient_permission') {
    return `The key has the permission '${actual}', but needs '${required}'. ${message}`
  }
  return message
}

/** Yields all contacts that you can see, page by page. */
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
    throw new Error('Set SAMI_URL to the address of your SAMI OS, and SAMI_API_KEY to your API key.')
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

main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
