import { bodyOf, chosenStage, fieldsFor, PIPELINE, STAGE } from './fields.js'
import { once } from './once.js'
import { CONTACT, DEAL, MESSAGE, shown } from './records.js'

const SHARED = ['owner_id', 'visibility']
const PERSON = [
  'first_name',
  'last_name',
  'email',
  'phone',
  'company',
  'job_title',
  'tags',
  'custom',
  'source',
]

const contactFields = fieldsFor(CONTACT, [...PERSON, ...SHARED])
const dealFields = fieldsFor(
  DEAL,
  ['title', 'contact_id', 'amount', 'currency', 'expected_close_on', ...SHARED],
  ['title'],
)
const messageFields = fieldsFor(
  MESSAGE,
  ['channel', 'direction', 'contact_id', 'deal_id', 'subject', 'body', 'occurred_at', ...SHARED],
  ['channel'],
)

/** A field that identifies the run; see `once`. */
const ONLY_ONCE = {
  key: 'only_once_for',
  label: 'Only Once For',
  type: 'string',
  helpText:
    'A value that identifies this run, such as the ID of the form entry that triggered the Zap. If Zapier runs this ' +
    'step again with the same value and fields within 24 hours, no second record is created.',
}

function action({ key, kind, label, description, inputFields, perform, more }) {
  const { sample, outputFields } = shown(kind)
  return {
    key,
    noun: kind.noun,
    display: { label, description },
    operation: {
      inputFields,
      perform,
      sample: { ...sample, ...more?.sample },
      outputFields: [...outputFields, ...(more?.outputFields ?? [])],
    },
  }
}

/** An action that creates a record. For `identifying`, see `once`. */
function creating({ kind, fields, identifying, inputFields = fields, completed = () => ({}), ...rest }) {
  return action({
    ...rest,
    kind,
    inputFields: [...inputFields, ONLY_ONCE],
    perform: async (z, bundle) => {
      const headers = once(bundle, rest.key, [...identifying, ONLY_ONCE.key])
      const body = { ...bodyOf(bundle.inputData, fields), ...(await completed(z, bundle.inputData)) }
      return (await z.request({ method: 'POST', url: kind.path, body, headers })).data
    },
  })
}

/** An action that updates a record. Repeating it changes nothing more, so it needs no idempotency key. */
function changing({ kind, chosen, fields, inputFields = fields, ...rest }) {
  return action({
    ...rest,
    kind,
    inputFields: [chosen, ...inputFields],
    perform: async (z, { inputData }) =>
      (
        await z.request({
          method: 'PATCH',
          url: `${kind.path}/${encodeURIComponent(inputData[chosen.key])}`,
          body: bodyOf(inputData, fields),
        })
      ).data,
  })
}

const EMPTY_STAYS = 'Empty fields are left unchanged. Tags replace the existing tags.'

const actions = [
  creating({
    key: 'create_contact',
    kind: CONTACT,
    label: 'Create Contact',
    description: 'Creates a contact.',
    fields: contactFields,
    identifying: ['email', 'phone'],
  }),
  changing({
    key: 'update_contact',
    kind: CONTACT,
    label: 'Update Contact',
    description: `Updates a contact. ${EMPTY_STAYS}`,
    chosen: {
      key: 'id',
      label: 'Contact',
      required: true,
      search: 'find_contact.id',
      helpText: "The contact's ID.",
    },
    fields: contactFields,
  }),
  action({
    key: 'upsert_contact',
    kind: CONTACT,
    label: 'Create or Update Contact',
    description: `Updates the contact with this email address, or creates one if none exists. ${EMPTY_STAYS}`,
    inputFields: contactFields.map((field) => (field.key === 'email' ? { ...field, required: true } : field)),
    perform: async (z, { inputData }) =>
      (
        await z.request({
          method: 'PUT',
          url: '/v1/contacts/upsert',
          params: { match: 'email' },
          body: bodyOf(inputData, contactFields),
        })
      ).data,
    more: {
      sample: { created: true },
      outputFields: [{ key: 'created', label: 'Was Created', type: 'boolean' }],
    },
  }),
  creating({
    key: 'create_deal',
    kind: DEAL,
    label: 'Create Deal',
    description: 'Creates a deal.',
    fields: dealFields,
    inputFields: [
      ...dealFields,
      { ...PIPELINE, helpText: 'Defaults to the first pipeline.' },
      { ...STAGE, helpText: "Defaults to the pipeline's first open stage." },
    ],
    identifying: [],
    completed: async (z, filled) => {
      const stage_id = await chosenStage(z, filled)
      return stage_id ? { stage_id } : {}
    },
  }),
  changing({
    key: 'move_deal',
    kind: DEAL,
    label: 'Move Deal',
    description: 'Moves a deal to another stage. A won or lost stage closes it.',
    chosen: { key: 'id', label: 'Deal', required: true, search: 'find_deal.id', helpText: "The deal's ID." },
    inputFields: [PIPELINE, { ...STAGE, required: true }],
    fields: [STAGE],
  }),
  creating({
    key: 'log_message',
    kind: MESSAGE,
    label: 'Log Message',
    description:
      'Adds an email, a call, a note or another message to the history of a contact. Sends nothing.',
    fields: messageFields,
    identifying: ['occurred_at'],
  }),
]

export const creates = Object.fromEntries(actions.map((made) => [made.key, made]))
