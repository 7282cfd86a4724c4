import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import App from '../index.js'
import { address, api, as, create, failure, trigger, world } from './support.js'

const { stages, pipelines } = world
const INSTANT = Object.values(App.triggers).filter(({ operation }) => operation.type === 'hook')

/** Stands in for Zapier: queues the hooks received for each path, and the tests that wait for them. */
const hooks = new Map()
const zapier = createServer(async (request, response) => {
  const content = (await request.toArray()).join('')
  const { method, headers } = request
  response.end()
  queue(request.url).put({ rawRequest: { method, headers, content }, cleanedRequest: JSON.parse(content) })
})

function queue(path) {
  if (!hooks.has(path)) {
    const [received, waiting] = [[], []]
    hooks.set(path, {
      put: (hook) => (waiting.shift() ?? ((one) => received.push(one)))(hook),
      take: () =>
        received.length ? Promise.resolve(received.shift()) : new Promise((resolve) => waiting.push(resolve)),
    })
  }
  return hooks.get(path)
}

before(() => new Promise((resolve) => zapier.listen(0, '127.0.0.1', resolve)))
after(() => zapier.close())

/** Turns on an instant Zap. `next` runs the trigger on the next hook received. */
async function zap(permission, key, inputData = {}, path = `/hooks/${Math.random()}`) {
  const { performSubscribe, performUnsubscribe, perform } = trigger(key)
  const targetUrl = `http://127.0.0.1:${zapier.address().port}${path}`
  const subscribeData = await as(permission, performSubscribe, { targetUrl, inputData })
  const bundle = { inputData, targetUrl, subscribeData }
  return {
    permission,
    id: subscribeData.id,
    hook: () => queue(path).take(),
    run: (hook) => as(permission, perform, { ...bundle, ...hook }),
    next: async () => as(permission, perform, { ...bundle, ...(await queue(path).take()) }),
    off: () => as(permission, performUnsubscribe, bundle),
  }
}

/** Causes the event of each instant trigger, and returns the resulting record. */
const CAUSE = {
  new_contact: () =>
    create('write', 'create_contact', { email: address('new'), tags: ['a'], custom: { n: '1' } }),
  updated_contact: async () => {
    const { id } = await create('write', 'create_contact', { email: address('upd') })
    return create('write', 'update_contact', { id, company: 'Changed' })
  },
  new_deal: () => create('write', 'create_deal', { title: 'New', amount: '10.00', currency: 'EUR' }),
  deal_stage_changed: async () => {
    const { id } = await create('write', 'create_deal', { title: 'Moved' })
    return create('write', 'move_deal', { id, stage_id: stages.won })
  },
  new_message: () =>
    create('write', 'log_message', { channel: 'note', body: 'Hello', contact_id: world.contact }),
}
/** The service's name for the event of each trigger. */
const EVENT = {
  new_contact: 'contact.created',
  updated_contact: 'contact.updated',
  new_deal: 'deal.created',
  deal_stage_changed: 'deal.stage_changed',
  new_message: 'message.created',
}
const POLLING = {
  deal_stage_changed: ['deal_in_stage_polling', { stage_id: stages.won }],
}

for (const { key, display, operation } of INSTANT)
  test(`${display.label} returns the same record by hook and by polling`, async () => {
    const zaps = [await zap('write', key), await zap('admin', key)]
    const record = await CAUSE[key]()
    for (const on of zaps) {
      const hook = await on.hook()
      assert.equal(hook.cleanedRequest.type, EVENT[key])
      assert.deepEqual(await on.run(hook), [record])
    }

    const listed = await as('read', operation.performList)
    assert.deepEqual(
      listed.find(({ id }) => id === record.id),
      record,
    )
    const [polling, inputData] = POLLING[key] ?? [`${key}_polling`]
    const polled = await as('read', trigger(polling).perform, { inputData })
    assert.deepEqual(
      polled.find(({ id }) => id === record.id),
      record,
    )

    for (const on of zaps) {
      await on.off()
      assert.equal((await api(on.permission, `/v1/webhooks/${on.id}`)).status, 404)
      assert.deepEqual(await on.off(), { id: on.id }) // Nothing is left to end.
    }
  })

test('Updated Contact also triggers for restored contacts', async () => {
  const { id } = await create('write', 'create_contact', { email: address('back') })
  const on = await zap('admin', 'updated_contact')
  await api('admin', `/v1/contacts/${id}`, { method: 'DELETE' })
  const restored = await api('admin', `/v1/contacts/${id}/restore`, { method: 'POST' })
  assert.deepEqual(await on.next(), [restored])
  await on.off()
})

test('Deal Stage Changed can be limited to one stage or one pipeline', async () => {
  const [won, renewals] = [
    await zap('write', 'deal_stage_changed', { stage_id: stages.won }),
    await zap('write', 'deal_stage_changed', { pipeline_id: pipelines.renewals }),
  ]
  const { id } = await create('write', 'create_deal', { title: 'Back and forth' })
  const movedTo = async (stage_id) => {
    const moved = await create('write', 'move_deal', { id, stage_id })
    const [one, pipeline] = [await won.next(), await renewals.next()]
    return { moved, one, pipeline }
  }
  const first = await movedTo(stages.won)
  assert.deepEqual([first.one, first.pipeline], [[first.moved], []])
  const second = await movedTo(stages.renewal)
  assert.deepEqual([second.one, second.pipeline], [[], [second.moved]])
  for (const on of [won, renewals]) await on.off()
})

test('a Zap can be turned on again if the first response was lost', async () => {
  const lost = await zap('write', 'new_deal', {}, '/hooks/again')
  const on = await zap('write', 'new_deal', {}, '/hooks/again')
  assert.notEqual(on.id, lost.id)
  const deal = await CAUSE.new_deal()
  assert.deepEqual(await on.next(), [deal])
  await on.off()
})

test('a hook from another sender triggers nothing', async () => {
  const on = await zap('write', 'new_contact')
  await CAUSE.new_contact()
  const hook = await on.hook()
  const spelled = Object.fromEntries(
    Object.entries(hook.rawRequest.headers).map(([name, value]) => [
      `Http-${name.replace(/\b./g, (a) => a.toUpperCase())}`,
      value,
    ]),
  )
  assert.equal((await on.run({ ...hook, rawRequest: { ...hook.rawRequest, headers: spelled } })).length, 1)

  const content = hook.rawRequest.content.replace('contact.created', 'contact.forged')
  for (const forged of [{ ...hook.rawRequest, content }, { ...hook.rawRequest, headers: {} }, undefined]) {
    const error = await failure(on.run({ ...hook, rawRequest: forged }))
    assert.match(error.message, /does not have a valid signature/)
    assert.ok(!JSON.stringify(error).includes('whsec_'))
  }
  await on.off()
})

test('errors about a hook do not contain its secret', async () => {
  const on = await zap('write', 'deal_stage_changed', { pipeline_id: pipelines.sales })
  await CAUSE.deal_stage_changed()
  const hook = await on.hook()
  const { message } = await failure(on.run({ ...hook, authData: { base_url: 'http://127.0.0.1:1' } }))
  assert.match(message, /ECONNREFUSED/)
  assert.ok(!message.includes('whsec_'), message)
  await on.off()
})

for (const { key, display } of INSTANT)
  test(`a Read only key can't use ${display.label} instantly, and the error says what it can use`, async () => {
    const { code, message } = await failure(zap('read', key))
    assert.equal(code, 'insufficient_permission')
    assert.ok(
      message.includes(`${world.url}/settings/api-keys?create=1&name=Zapier&permission=write`),
      message,
    )
    assert.match(message, /triggers that are checked every few minutes/)
  })

test('polling reports each update of a contact once, and not its creation', async () => {
  const primary = trigger('updated_contact_polling').outputFields.filter((field) => field.primary)
  assert.deepEqual(
    primary.map(({ key }) => key),
    ['id', 'version'],
  )
  const { id } = await create('write', 'create_contact', { email: address('poll') })
  const versions = async () =>
    (await as('read', trigger('updated_contact_polling').perform))
      .filter((one) => one.id === id)
      .map((one) => one.version)
  assert.deepEqual(await versions(), [])
  await create('write', 'update_contact', { id, company: 'One' })
  assert.deepEqual(await versions(), [2])
  await create('write', 'update_contact', { id, company: 'Two' })
  assert.deepEqual(await versions(), [3])
})

test('polling returns all of an import, not only its last page', async () => {
  const items = Array.from({ length: 100 }, () => ({ first_name: 'Imported' }))
  const before = await create('write', 'create_contact', { email: address('before') })
  const { data } = await api('write', '/v1/contacts/batch', {
    method: 'POST',
    body: JSON.stringify({ items }),
  })
  assert.equal(data.length, 100)
  const polled = await as('read', trigger('new_contact_polling').perform)
  assert.ok(polled.some(({ id }) => id === before.id))
})

test('turning on a Zap reports the deals that are already in the stage', async () => {
  const { id } = await create('write', 'create_deal', { title: 'There', stage_id: stages.won })
  const bundle = { inputData: { stage_id: stages.won }, meta: { isPopulatingDedupe: true } }
  const known = await as('read', trigger('deal_in_stage_polling').perform, bundle)
  assert.ok(known.some((deal) => deal.id === id))
  assert.ok(known.every((deal) => deal.stage_id === stages.won))
})
