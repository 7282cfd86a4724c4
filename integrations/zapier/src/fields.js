/** Input fields, and how their values are sent. */

import { stagesOf } from './dropdowns.js'
import { first } from './lists.js'

const VISIBILITIES = {
  private: 'Only the owner (and workspace admins)',
  team: "The owner's teams",
  workspace: 'Everyone',
}
const CHANNELS = { email: 'Email', sms: 'SMS', whatsapp: 'WhatsApp', call: 'Call', note: 'Note' }
const DIRECTIONS = { in: 'In: from the contact', out: 'Out: from you' }

export const PIPELINE = {
  key: 'pipeline_id',
  label: 'Pipeline',
  dynamic: 'pipelines.id.name',
  altersDynamicFields: true,
  helpText: 'Choose one to see only its stages below.',
}
export const STAGE = { key: 'stage_id', label: 'Stage', dynamic: 'stages.id.name' }

/** Input settings for each field of a record. The label is the one used in the output, unless set here. */
const INPUT = {
  phone: { helpText: 'With the country code, such as `+44 20 7946 0958`.' },
  tags: { helpText: 'One per line, or several separated by commas.' },
  custom: { helpText: 'Your own fields, each with a name. Values are stored as text.' },
  contact_id: { label: 'Contact', search: 'find_contact.id', helpText: "The contact's ID." },
  deal_id: { label: 'Deal', search: 'find_deal.id', helpText: "The deal's ID." },
  amount: { helpText: 'Digits with a decimal point, such as `1250.00`. Requires a currency.' },
  currency: {
    helpText: 'The three-letter code, such as `EUR`. Requires an amount.',
    placeholder: 'EUR',
  },
  expected_close_on: { type: 'datetime', helpText: 'Only the date is used.' },
  channel: { choices: CHANNELS },
  direction: { choices: DIRECTIONS, helpText: 'Required for everything except notes.' },
  body: { type: 'text' },
  occurred_at: { helpText: 'Defaults to now.' },
  owner_id: {
    label: 'Owner',
    dynamic: 'users.id.name',
    helpText: 'Defaults to you. Choosing someone else requires an Admin key.',
  },
  visibility: {
    choices: VISIBILITIES,
    helpText: 'Who else can see it. Changing it later requires an Admin key.',
  },
}

/** Returns input fields for the `keys` of a kind. Those in `required` have to be filled in. */
export function fieldsFor({ members }, keys, required = []) {
  return keys.map((key) => {
    const { sample, ...member } = members[key]
    return { key, ...member, ...INPUT[key], ...(required.includes(key) && { required: true }) }
  })
}

/** Returns a request body with the filled-in fields. Empty fields are omitted, so their values stay unchanged. */
export function bodyOf(filled, fields) {
  const body = {}
  for (const { key } of fields) {
    const value = SENT[key] ? SENT[key](filled[key]) : filled[key]
    if (!isEmpty(value)) body[key] = value
  }
  return body
}

const SENT = {
  // A list from a form or spreadsheet is often a single string.
  tags: (tags) =>
    [tags ?? []]
      .flat()
      .flatMap((tag) => String(tag).split(','))
      .map((tag) => tag.trim())
      .filter(Boolean),
  // Zapier turns every date into a timestamp in the Zap's time zone; its date part is the one the user meant.
  expected_close_on: (moment) => moment && String(moment).slice(0, 10),
  // Zapier and users may send a number.
  amount: (amount) => (isEmpty(amount) ? amount : String(amount)),
}

export function isEmpty(value) {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Returns the chosen stage; if only a pipeline was chosen, its first open stage; otherwise undefined. */
export async function chosenStage(z, { pipeline_id: pipelineId, stage_id: stageId }) {
  if (stageId || !pipelineId) return stageId || undefined
  const [start] = await first(z, `/v1/pipelines/${pipelineId}/stages`, { kind: 'open', sort: 'position' }, 1)
  if (!start) throw new z.errors.Error('This pipeline has no open stage for a new deal.', 'no_open_stage')
  return start.id
}

/** Returns whether a deal is in the chosen stage or, if only a pipeline was chosen, in any of its stages. */
export async function isInChosen(z, { pipeline_id: pipelineId, stage_id: stageId }, deal) {
  if (stageId) return deal.stage_id === stageId
  return !pipelineId || (await stagesOf(z, pipelineId)).some(({ id }) => id === deal.stage_id)
}
