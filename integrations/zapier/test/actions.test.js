import assert from 'node:assert/strict'
import { test } from 'node:test'
import App from '../index.js'
import { address, api, choices, create, failure, search, world } from './support.js'

const { stages, pipelines } = world

/** Asserts that a record has the fields and types of the definition. */
function assertShown({ operation }, record) {
  assert.deepEqual(Object.keys(record).sort(), operation.outputFields.map(({ key }) => key).sort())
  for (const { key, list, dict, type } of operation.outputFields) {
    const value = record[key]
    if (value === null) continue
    const is = { integer: Number.isInteger(value), boolean: typeof value === 'boolean' }[type]
    const asShown = list
      ? Array.isArray(value)
      : dict
        ? value.constructor === Object
        : (is ?? typeof value === 'string')
    assert.ok(asShown, `${key}: ${JSON.stringify(value)}`)
  }
}

test('Create Contact sends the filled-in fields', async () => {
  const email = address('ada')
  const contact = await create('write', 'create_contact', {
    first_name: 'Ada',
    last_name: '',
    email: email.toUpperCase(),
    phone: '+44 20 7946 0958',
    tags: ['vip, newsletter', ' press ', ''],
    custom: { plan: 'pro' },
  })
  assertShown(App.creates.create_contact, contact)
  assert.deepEqual(await api('write', `/v1/contacts/${contact.id}`), contact)
  assert.partialDeepStrictEqual(contact, {
    first_name: 'Ada',
    last_name: null,
    email,
    phone: '+442079460958',
    tags: ['vip', 'newsletter', 'press'],
    custom: { plan: 'pro' },
    owner_id: world.maya,
  })
})

test('Update Contact leaves empty fields unchanged', async () => {
  const { id, email } = await create('write', 'create_contact', {
    email: address('bo'),
    company: 'Old',
    tags: ['a'],
  })
  const contact = await create('write', 'update_contact', {
    id,
    company: 'New',
    tags: [],
    email: '',
    custom: { a: '1' },
  })
  assertShown(App.creates.update_contact, contact)
  assert.partialDeepStrictEqual(contact, {
    id,
    email,
    company: 'New',
    tags: ['a'],
    custom: { a: '1' },
    version: 2,
  })
})

test('Create or Update Contact says which one it did', async () => {
  const email = address('cy')
  const made = await create('write', 'upsert_contact', { email, company: 'One' })
  const changed = await create('write', 'upsert_contact', { email, job_title: 'Two' })
  assertShown(App.creates.upsert_contact, made)
  assert.partialDeepStrictEqual(made, { created: true, company: 'One' })
  assert.partialDeepStrictEqual(changed, { id: made.id, created: false, company: 'One', job_title: 'Two' })
})

test('Create or Update Contact refuses an email address shared by several contacts, and lists them', async () => {
  const email = address('dee')
  const body = JSON.stringify({ email })
  const twins = await Promise.all([1, 2].map(() => api('write', '/v1/contacts', { method: 'POST', body })))
  const { status, message } = await failure(create('write', 'upsert_contact', { email, company: 'X' }))
  assert.equal(status, 409)
  for (const { id } of twins) assert.ok(message.includes(id))
})

test('Create Deal starts in the chosen pipeline', async () => {
  const filled = {
    title: 'Seats',
    amount: 1250.5,
    currency: 'EUR',
    expected_close_on: '2026-12-31T00:00:00+13:00',
  }
  const deal = await create('write', 'create_deal', { ...filled, pipeline_id: pipelines.renewals })
  assertShown(App.creates.create_deal, deal)
  assert.partialDeepStrictEqual(deal, {
    stage_id: stages.renewal,
    amount: '1250.50',
    expected_close_on: '2026-12-31',
    closed_at: null,
  })
  const other = await create('write', 'create_deal', {
    title: 'Won',
    pipeline_id: pipelines.sales,
    stage_id: stages.won,
  })
  assert.equal(other.stage_id, stages.won)
  assert.notEqual(other.closed_at, null)
  assert.equal((await create('write', 'create_deal', { title: 'First' })).stage_id, stages.lead)
})

test('Move Deal moves a deal, and again after it was moved back', async () => {
  const { id } = await create('write', 'create_deal', { title: 'Moving' })
  const moved = await create('write', 'move_deal', { id, pipeline_id: pipelines.sales, stage_id: stages.won })
  assertShown(App.creates.move_deal, moved)
  assert.partialDeepStrictEqual(moved, { id, stage_id: stages.won, title: 'Moving' })
  await create('write', 'move_deal', { id, stage_id: stages.lead })
  assert.equal((await create('write', 'move_deal', { id, stage_id: stages.won })).stage_id, stages.won)
})

test('Log Message adds a message to the history', async () => {
  const contact = await create('write', 'create_contact', { email: address('eve') })
  const message = await create('write', 'log_message', {
    channel: 'email',
    direction: 'out',
    contact_id: contact.id,
    subject: 'Your quote',
    body: 'Dear Eve,\n\nhello.',
    occurred_at: '2026-03-02T10:14:00+01:00',
  })
  assertShown(App.creates.log_message, message)
  assert.partialDeepStrictEqual(message, {
    contact_id: contact.id,
    body: 'Dear Eve,\n\nhello.',
    occurred_at: '2026-03-02T09:14:00.000000Z',
  })
})

test('a repeated step creates no second record if its fields identify the run', async () => {
  const twice = async (key, filled) => {
    const [a, b] = [await create('write', key, filled), await create('write', key, { ...filled })]
    return a.id === b.id
  }
  const email = address('flo')
  assert.ok(await twice('create_contact', { first_name: 'Flo', email }))
  assert.ok(
    await twice('create_contact', {
      email: address('gus'),
      first_name: 'Gus',
      only_once_for: 'form entry 7',
    }),
  )
  assert.ok(await twice('create_deal', { title: 'Lead', only_once_for: 'form entry 8' }))
  assert.ok(await twice('log_message', { channel: 'note', body: 'Hi', occurred_at: '2026-03-02T10:14:00Z' }))
  // Nothing shows that two leads or two notes are the same.
  assert.ok(!(await twice('create_contact', { first_name: 'Flo' })))
  assert.ok(!(await twice('create_deal', { title: 'Lead' })))
  assert.ok(!(await twice('log_message', { channel: 'note', body: 'Hi' })))
  // With different fields, it is a different call.
  const again = await create('write', 'create_contact', { first_name: 'Florence', email })
  assert.equal(again.first_name, 'Florence')
})

test('invalid fields are reported one by one', async () => {
  const { code, status, message } = await failure(
    create('write', 'create_contact', { email: 'nobody', phone: '12' }),
  )
  assert.deepEqual([code, status], ['validation_failed', 422])
  assert.match(message, /- email: .*email address/)
  assert.match(message, /- phone: .*country code/)
})

test('a record that does not exist or is not visible is not found', async () => {
  const { status } = await failure(create('write', 'update_contact', { id: world.stages.lead, company: 'X' }))
  assert.equal(status, 404)
})

const FILLED = {
  create_contact: { first_name: 'Ada' },
  update_contact: { id: world.contact, company: 'X' },
  upsert_contact: { email: 'ada@example.com' },
  create_deal: { title: 'Deal' },
  move_deal: { id: world.deal, stage_id: stages.won },
  log_message: { channel: 'note' },
}

for (const key of Object.keys(App.creates))
  test(`a Read only key can't use ${App.creates[key].display.label}, and the error says which key can`, async () => {
    const { code, message } = await failure(create('read', key, FILLED[key]))
    assert.equal(code, 'insufficient_permission')
    assert.ok(
      message.includes(`${world.url}/settings/api-keys?create=1&name=Zapier&permission=write`),
      message,
    )
    assert.match(
      message,
      /Read only key you can use searches, and the triggers that are checked every few minutes/,
    )
  })

test('an error about a missing Admin permission links to the form for such a key', async () => {
  const filled = { id: world.contact, owner_id: world.olga }
  const { message } = await failure(create('write', 'update_contact', filled))
  assert.ok(message.includes('&permission=admin'), message)
  const given = await create('admin', 'create_contact', {
    first_name: 'Hal',
    owner_id: world.maya,
    visibility: 'private',
  })
  assert.partialDeepStrictEqual(given, { owner_id: world.maya, visibility: 'private' })
})

for (const permission of ['read', 'write', 'admin'])
  test(`a ${permission} key finds contacts and deals`, async () => {
    const found = (key, filled) => search(permission, key, filled)
    const [contact] = await found('find_contact', { email: 'MAYA.FRIEND@example.com' })
    assertShown(App.searches.find_contact, contact)
    assert.equal(contact.id, world.contact)
    assert.equal((await found('find_contact', { phone: '+44 20 7946 0000' }))[0].id, world.contact)
    assert.equal((await found('find_contact', { q: 'Engines', email: '' }))[0].id, world.contact)
    assert.deepEqual(await found('find_contact', { q: 'Engines', email: 'other@example.com' }), [])

    const [deal] = await found('find_deal', { q: 'difference' })
    assertShown(App.searches.find_deal, deal)
    assert.equal(deal.id, world.deal)
    assert.equal(
      (await found('find_deal', { contact_id: world.contact, pipeline_id: pipelines.sales }))[0].id,
      world.deal,
    )
    assert.deepEqual(await found('find_deal', { q: 'difference', stage_id: stages.won }), [])
    assert.match((await failure(found('find_deal', {}))).message, /at least one field/)
  })

for (const permission of ['read', 'write', 'admin'])
  test(`a ${permission} key fills dropdowns`, async () => {
    const names = async (key, filled) => (await choices(permission, key, filled)).map(({ name }) => name)
    assert.deepEqual(await names('pipelines'), ['New business', 'Renewals'])
    assert.deepEqual(await names('stages', { pipeline_id: pipelines.sales }), ['Lead in', 'Won'])
    assert.deepEqual(await names('stages'), [
      'New business: Lead in',
      'New business: Won',
      'Renewals: Up for renewal',
    ])
    assert.deepEqual(
      await names('users'),
      permission === 'admin' ? ['Maya Chen', 'Olga Admin'] : ['Maya Chen (you; an Admin key lists everyone)'],
    )
  })

test('Find or Create finds a record, and creates a missing one', async () => {
  for (const { search, create } of Object.values(App.searchOrCreates)) {
    const [found, made] = [App.searches[search], App.creates[create]]
    assert.deepEqual(found.operation.outputFields, made.operation.outputFields)
  }
  const email = address('ivy')
  const { id } = await create('write', 'create_contact', { email }, { meta: { withSearch: 'find_contact' } })
  assert.equal((await search('write', 'find_contact', { email }))[0].id, id)
})
