import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { createAppHandler } from 'zapier-platform-core'
import App from '../index.js'

const { schemas } = JSON.parse(
  await readFile(new URL('../../../openapi/openapi.json', import.meta.url)),
).components

test('Zapier finds no error in the definition', async () => {
  const { results } = await createAppHandler(App)({ command: 'validate' })
  assert.deepEqual(results, [])
})

const shows = [
  ...Object.values(App.triggers).filter(({ display }) => !display.hidden),
  ...Object.values(App.searches),
  ...Object.values(App.creates),
]

/** As Zapier's fields say it: what the published API says of a member. */
function fieldOf(name, schema) {
  const { type, format, $ref } = schema.anyOf?.find((one) => one.type !== 'null') ?? schema
  if ($ref?.endsWith('/Custom')) return { key: name, dict: true }
  if (type === 'array') return { key: name, list: true }
  if (format === 'date-time') return { key: name, type: 'datetime' }
  if (type === 'integer' || type === 'boolean') return { key: name, type }
  return { key: name }
}

function expected({ key, noun }) {
  const schema = schemas[key === 'upsert_contact' ? 'UpsertedContact' : noun]
  return Object.entries(schema.properties)
    .filter(([name]) => name !== 'deleted_at') // Only there when deleted records are asked for.
    .map(([name, member]) => fieldOf(name, member))
}

const byKey = (a, b) => (a.key < b.key ? -1 : 1)

for (const show of shows)
  test(`${show.display.label} shows what the API gives, all of it and as it is`, () => {
    const { outputFields, sample } = show.operation
    const shown = outputFields.map(({ label, primary, ...field }) => field)
    assert.deepEqual(shown.sort(byKey), expected(show).sort(byKey))
    assert.deepEqual(Object.keys(sample).sort(), shown.map(({ key }) => key).sort())
    assert.ok(outputFields.every(({ label }) => label))
  })

/** Members of a schema for sending, that an action has no field for, and why. */
const NOT_ASKED = {
  create_deal: [],
  move_deal: Object.keys(schemas.DealPatch.properties).filter((name) => name !== 'stage_id'), // That is all it does.
}
const SENDS = {
  create_contact: 'NewContact',
  update_contact: 'ContactPatch',
  upsert_contact: 'ContactUpsert',
  create_deal: 'NewDeal',
  move_deal: 'DealPatch',
  log_message: 'NewMessage',
}

for (const [key, schema] of Object.entries(SENDS))
  test(`${App.creates[key].display.label} asks for all that can be sent`, () => {
    const asked = new Set(App.creates[key].operation.inputFields.map((field) => field.key))
    const missing = Object.keys(schemas[schema].properties).filter((name) => !asked.has(name))
    assert.deepEqual(missing, NOT_ASKED[key] ?? [])
  })

test('the help of the key leads to the form of the panel, filled in', () => {
  const { helpText, type } = App.authentication.fields.find(({ key }) => key === 'api_key')
  for (const permission of ['read', 'write', 'admin'])
    assert.match(
      helpText,
      new RegExp(`/settings/api-keys\\?create=1&name=Zapier&permission=${permission}\\b`),
    )
  assert.equal(type, 'password')
})
