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

/** See `once`. */
const ONLY_ONCE = {
  key: 'only_once_for',
  label: 'Only Once For',
  type: 'string',
  helpText:
    'What this is done for, such as the ID of the form entry that triggered the Zap. Should Zapier run this step again ' +
    'for the same one within a day, nothing is created a second time.',
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

/** An action that adds a record. `telling`: see `once`. */
function creating({ kind, fields, telling, inputFields = fields, completed = () => ({}), ...rest }) {
  return action({
    ...rest,
    kind,
    inputFields: [...inputFields, ONLY_ONCE],
    perform: async (z, bundle) => {
      const headers = once(bundle, rest.key, [...telling, ONLY_ONCE.key])
      const body = { ...bodyOf(bundle.inputData, fields), ...(await completed(z, bundle.inputData)) }
      return (await z.request({ method: 'POST', url: kind.path, body, headers })).data
    },
  })
}

/** An action that changes a record. Done twice it is done, so nothing has to remember that it was done. */
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

const EMPTY_STAYS = 'Fields that are left empty stay as they are. Tags are replaced by those given here.'

const actions = [
  creating({
    key: 'create_contact',
    kind: CONTACT,
    label: 'Create Contact',
    description: 'Creates a contact.',
    fields: contactFields,
    telling: ['email', 'phone'],
  }),
  changing({
    key: 'update_contact',
    kind: CONTACT,
    label: 'Update Contact',
    description: `Changes a contact. ${EMPTY_STAYS}`,
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
    description: `Changes the contact with this email address, or creates it if there is none. ${EMPTY_STAYS}`,
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
      { ...PIPELINE, helpText: 'The first one, unless you choose another.' },
      { ...STAGE, helpText: "The pipeline's first open stage, unless you choose another." },
    ],
    telling: [],
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
      'Adds an email, a call, a note or another message to the history of a contact. Nothing is sent.',
    fields: messageFields,
    telling: ['occurred_at'],
  }),
]

export const creates = Object.fromEntries(actions.map((made) => [made.key, made]))
