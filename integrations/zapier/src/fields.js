/** What people fill in, and how that is sent. */

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

/** How each member of a record is asked for. Its label is the one that it is shown with. */
const ASKED = {
  phone: { helpText: 'With its country code, such as `+44 20 7946 0958`.' },
  tags: { helpText: 'One in each line, or several with commas between them.' },
  custom: { helpText: 'Anything of your own, each with its name. Values are kept as text.' },
  contact_id: { label: 'Contact', search: 'find_contact.id', helpText: "The contact's ID." },
  deal_id: { label: 'Deal', search: 'find_deal.id', helpText: "The deal's ID." },
  amount: { helpText: 'Digits with a point before the cents, such as `1250.00`. Goes with a currency.' },
  currency: {
    helpText: 'Its code of three letters, such as `EUR`. Goes with an amount.',
    placeholder: 'EUR',
  },
  expected_close_on: { type: 'datetime', helpText: 'Only the day counts.' },
  channel: { choices: CHANNELS },
  direction: { choices: DIRECTIONS, helpText: 'Only a note may be without.' },
  body: { type: 'text' },
  occurred_at: { helpText: 'Now, unless you say otherwise.' },
  owner_id: {
    label: 'Owner',
    dynamic: 'users.id.name',
    helpText: 'You, unless an Admin key names somebody else.',
  },
  visibility: { choices: VISIBILITIES, helpText: 'Who else sees it. An Admin key can change it later.' },
}

/** Fields for these members of a kind; `required` are those that have to be filled. */
export function fieldsFor({ members }, keys, required = []) {
  return keys.map((key) => {
    const { sample, ...member } = members[key]
    return { key, ...member, ...ASKED[key], ...(required.includes(key) && { required: true }) }
  })
}

/** The body that says what was filled in. An empty field says nothing: what is there stays as it is. */
export function bodyOf(filled, fields) {
  const body = {}
  for (const { key } of fields) {
    const value = SENT[key] ? SENT[key](filled[key]) : filled[key]
    if (!isEmpty(value)) body[key] = value
  }
  return body
}

const SENT = {
  // A list that comes from a form or a sheet is often one text.
  tags: (tags) =>
    [tags ?? []]
      .flat()
      .flatMap((tag) => String(tag).split(','))
      .map((tag) => tag.trim())
      .filter(Boolean),
  // Zapier makes a moment of every date, in the time zone of the Zap: the day in it is the one that was meant.
  expected_close_on: (moment) => moment && String(moment).slice(0, 10),
  // Zapier, and people, may write a number.
  amount: (amount) => (isEmpty(amount) ? amount : String(amount)),
}

export function isEmpty(value) {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/**
 * The stage that was chosen; if only a pipeline was, its first open one. None: undefined.
 */
export async function chosenStage(z, { pipeline_id: pipelineId, stage_id: stageId }) {
  if (stageId || !pipelineId) return stageId || undefined
  const [start] = await first(z, `/v1/pipelines/${pipelineId}/stages`, { kind: 'open', sort: 'position' }, 1)
  if (!start)
    throw new z.errors.Error('This pipeline has no open stage that a deal could start in.', 'no_open_stage')
  return start.id
}

/** Whether a deal is in what was chosen: the stage, or any of the pipeline. */
export async function isInChosen(z, { pipeline_id: pipelineId, stage_id: stageId }, deal) {
  if (stageId) return deal.stage_id === stageId
  return !pipelineId || (await stagesOf(z, pipelineId)).some(({ id }) => id === deal.stage_id)
}
