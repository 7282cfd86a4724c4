// A program that uses the client that @hey-api/openapi-ts generates from `openapi/openapi.json`.
//
//     openapi-ts && node story.ts http://127.0.0.1:8000 sami_…

import assert from 'node:assert/strict'
import { argv } from 'node:process'
import { client } from './sami-client/client.gen.ts'
import {
  createContact,
  createOrUpdateContacts,
  getContact,
  listContacts,
  updateContact,
  upsertContact,
} from './sami-client/index.ts'
import type { Contact, ErrorCode } from './sami-client/index.ts'

const [baseUrl, key] = argv.slice(2)

// The key goes into one header only, so there is none for `X-API-Key`.
client.setConfig({ baseUrl, auth: ({ scheme }) => (scheme === 'bearer' ? key : undefined) })

async function create(): Promise<Contact> {
  const body = { first_name: 'Ada', email: 'Ada@example.com', custom: { plan: 'pro' } }
  const { data: created } = await createContact({ body, throwOnError: true })
  assert.equal(created.email, 'ada@example.com')
  assert.deepEqual(created.custom, { plan: 'pro' })
  const { data: read } = await getContact({ path: { id: created.id }, throwOnError: true })
  assert.deepEqual(read, created)
  return created
}

async function pageThrough() {
  for (const first_name of ['0', '1', '2', '3', '4'])
    await createContact({ body: { first_name, company: 'Pages' }, throwOnError: true })
  const pages = []
  let cursor: string | undefined
  do {
    const query = { company: 'Pages', limit: 2, cursor }
    const { data: page } = await listContacts({ query, throwOnError: true })
    pages.push(page.data.map((contact) => contact.first_name))
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  assert.deepEqual(pages, [['4', '3'], ['2', '1'], ['0']])
}

// Two programs change the same version of a contact: the second one gets a conflict.
async function conflict({ id, version, visibility }: Contact) {
  const asRead = { path: { id }, headers: { 'If-Match': `"${version}"` } }
  const { data: first } = await updateContact({ ...asRead, body: { job_title: 'Countess' }, throwOnError: true })
  assert.equal(first.job_title, 'Countess')
  assert.equal(first.visibility, visibility)
  const { data, error, response } = await updateContact({ ...asRead, body: { job_title: null } })
  assert.equal(data, undefined)
  assert.equal(response?.status, 412)
  assert.equal(error?.code, 'version_mismatch' satisfies ErrorCode)
}

// The same person again, from another system: updated, not duplicated.
async function upsert({ id }: Contact) {
  const query = { match: 'email' } as const
  const ada = { email: 'ADA@example.com', company: 'Analytical Engines' }
  const { data: again } = await upsertContact({ query, body: ada, throwOnError: true })
  assert.deepEqual([again.created, again.id, again.company, again.first_name], [false, id, ada.company, 'Ada'])
  const { data: mary } = await upsertContact({ query, body: { email: 'mary@example.com' }, throwOnError: true })
  assert.equal(mary.created, true)
}

// Items succeed or fail independently: only the invalid one fails.
async function batch({ id }: Contact) {
  const items = [{ first_name: 'Annabella' }, { id, email: 'nobody' }, { id, tags: ['vip'] }]
  const { data: result } = await createOrUpdateContacts({ body: { items }, throwOnError: true })
  const [created, refused, changed] = result.data
  assert.deepEqual([created?.status, changed?.status, refused?.status], [201, 200, 422])
  assert.equal(created?.data?.first_name, 'Annabella')
  assert.deepEqual(changed?.data?.tags, ['vip'])
  assert.equal(refused?.error?.code, 'validation_failed' satisfies ErrorCode)
  assert.equal(refused.error.errors?.[0]?.pointer, '/items/1/email')
}

async function mistake() {
  const { error } = await createContact({ body: { first_name: 'Charles', email: 'nobody' } })
  assert.equal(error?.code, 'validation_failed' satisfies ErrorCode)
  assert.deepEqual(
    error.errors?.map(({ pointer }) => pointer),
    ['/email'],
  )
}

const contact = await create()
await pageThrough()
await conflict(contact)
await upsert(contact)
await batch(contact)
await mistake()
