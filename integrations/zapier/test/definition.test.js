import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { createAppHandler } from 'zapier-platform-core'
import App from '../index.js'

const { schemas } = JSON.parse(
  await readFile(new URL('../../../openapi/openapi.json', import.meta.url)),
).components

test('the definition passes Zapier validation', async () => {
  const { results } = await createAppHandler(App)({ command: 'validate' })
  assert.deepEqual(results, [])
})

const shows = [
  ...Object.values(App.triggers).filter(({ display }) => !display.hidden),
  ...Object.values(App.searches),
  ...Object.values(App.creates),
]

/** Converts a property of the published API to a Zapier output field. */
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
    .filter(([name]) => name !== 'deleted_at') // Returned only if deleted records are requested.
    .map(([name, member]) => fieldOf(name, member))
}

const byKey = (a, b) => (a.key < b.key ? -1 : 1)

for (const show of shows)
  test(`${show.display.label} returns all fields of the API, with the same types`, () => {
    const { outputFields, sample } = show.operation
    const shown = outputFields.map(({ label, primary, ...field }) => field)
    assert.deepEqual(shown.sort(byKey), expected(show).sort(byKey))
    assert.deepEqual(Object.keys(sample).sort(), shown.map(({ key }) => key).sort())
    assert.ok(outputFields.every(({ label }) => label))
  })

/** Properties of a request schema that an action has no field for. */
const NOT_OFFERED = {
  create_deal: [],
  // Changes only the stage.
  move_deal: Object.keys(schemas.DealPatch.properties).filter((name) => name !== 'stage_id'),
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
  test(`${App.creates[key].display.label} has a field for each property that can be sent`, () => {
    const offered = new Set(App.creates[key].operation.inputFields.map((field) => field.key))
    const missing = Object.keys(schemas[schema].properties).filter((name) => !offered.has(name))
    assert.deepEqual(missing, NOT_OFFERED[key] ?? [])
  })

test('the help text of the key links to the filled-in form in the panel', () => {
  const { helpText, type } = App.authentication.fields.find(({ key }) => key === 'api_key')
  for (const permission of ['read', 'write', 'admin'])
    assert.match(
      helpText,
      new RegExp(`/settings/api-keys\\?create=1&name=Zapier&permission=${permission}\\b`),
    )
  assert.equal(type, 'password')
})
