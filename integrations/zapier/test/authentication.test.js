import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import App from '../index.js'
import { as, create, failure, search, world } from './support.js'

const { test: check, connectionLabel } = App.authentication

for (const [permission, label] of Object.entries({
  read: 'Maya Chen · Acme Demo (Read only)',
  write: 'Maya Chen · Acme Demo (Read & write)',
  admin: 'Olga Admin · Acme Demo (Admin)',
}))
  test(`a connection with a ${permission} key is labelled with its user`, async () => {
    const me = await as(permission, check)
    assert.equal(await as(permission, connectionLabel, { inputData: me }), label)
  })

test('the address of any page of the panel is accepted', async () => {
  for (const path of ['/', '/v1/', '/settings/api-keys?create=1', '  ']) {
    const me = await as('read', check, { authData: { base_url: world.url + path } })
    assert.equal(me.workspace.name, 'Acme Demo')
  }
})

test('a key is sent only over https', async () => {
  const to = (base_url) => failure(as('read', check, { authData: { base_url } }))
  assert.match((await to('http://crm.example.com')).message, /must begin with https:/)
  assert.match((await to('http://127.0.0.1.example.com')).message, /must begin with https:/)
  for (const nonsense of ['', 'ftp://crm.example.com', 'https://', 'https://me:secret@crm.example.com'])
    assert.match((await to(nonsense)).message, /must look like https:/)
  // Without a scheme, https is assumed; only the tests' network guard stops the connection.
  assert.match((await to('crm.example.com')).message, /tried to connect to crm.example.com/)
})

test('a key is not sent to a redirect target', async (t) => {
  const asked = []
  const elsewhere = createServer((request, response) => {
    asked.push(request.url)
    response.writeHead(307, { Location: `${world.url}/v1/me` }).end()
  }).listen(0, '127.0.0.1')
  t.after(() => elsewhere.close())
  await new Promise((resolve) => elsewhere.once('listening', resolve))
  const base_url = `http://127.0.0.1:${elsewhere.address().port}`
  const { message } = await failure(as('read', check, { authData: { base_url } }))
  assert.match(message, /redirects to/)
  assert.deepEqual(asked, ['/v1/me'])
})

test('a revoked key asks the user to reconnect, and says why', async () => {
  const { name, message } = await failure(as('revoked', check))
  assert.equal(name, 'ExpiredAuthError')
  assert.match(message, /revoked/)
})

test('a rate-limited call is delayed until the limit allows it', async () => {
  const headers = { Authorization: `Bearer ${world.keys.throttled}` }
  const calls = Array.from({ length: world.rate_limit + 1 }, () => fetch(`${world.url}/v1/me`, { headers }))
  const statuses = (await Promise.all(calls)).map(({ status }) => status)
  assert.ok(statuses.includes(429))
  const { name, delay, message } = await failure(as('throttled', check))
  assert.equal(name, 'ThrottledError')
  assert.ok(Number.isInteger(delay) && delay >= 1 && delay <= 24 * 60 * 60, `delay ${delay}`)
  assert.notEqual(message, 'The server returned 429 (Too Many Requests)')
})

test('the key appears in no log and no error', async (t) => {
  const lines = []
  t.mock.method(console, 'log', (...args) => lines.push(args.join(' ')))
  Object.assign(process.env, { LOG_TO_STDOUT: '1', DETAILED_LOG_TO_STDOUT: '1' })
  t.after(() => {
    delete process.env.LOG_TO_STDOUT
    delete process.env.DETAILED_LOG_TO_STDOUT
  })
  await search('write', 'find_contact', { q: 'Nobody' })
  const errors = [
    await failure(create('read', 'create_contact', { first_name: 'Ada' })),
    await failure(create('write', 'create_contact', { email: 'no address' })),
    await failure(as('revoked', check)),
  ]
  const all = lines.join('\n') + JSON.stringify(errors)
  assert.match(all, /GET .*\/v1\/contacts\?q=Nobody/)
  for (const key of Object.values(world.keys)) assert.ok(!all.includes(key))
})
