import { isInChosen, PIPELINE, STAGE } from './fields.js'
import { all, first, recent } from './lists.js'
import { CONTACT, DEAL, MESSAGE, shown } from './records.js'
import { isOurs } from './signature.js'

/**
 * One entry, two triggers: the instant one gets a hook for each of `events`, the polling one reads the list, newest
 * `moment` first. Subscribing takes a Read & write key, reading doesn't, so with a Read only key there is the second.
 * Both give the record as `GET` gives it, so that a Zap can be changed from one to the other.
 *
 * - `identity`: see `shown`. Two things that happened to one record have to differ in it.
 * - `keep`: whether a record of the list is one that it happened to.
 */
const HAPPENINGS = [
  {
    key: 'new_contact',
    kind: CONTACT,
    label: 'New Contact',
    when: 'when a contact is created',
    events: ['contact.created'],
    moment: 'created_at',
  },
  {
    key: 'updated_contact',
    kind: CONTACT,
    label: 'Updated Contact',
    when: 'when a contact is changed, or restored',
    events: ['contact.updated', 'contact.restored'],
    moment: 'updated_at',
    identity: ['id', 'version'],
    keep: ({ version }) => version > 1,
    caution: 'Of several changes in a short time it sees the last.',
  },
  {
    key: 'new_deal',
    kind: DEAL,
    label: 'New Deal',
    when: 'when a deal is created',
    events: ['deal.created'],
    moment: 'created_at',
  },
  {
    key: 'new_message',
    kind: MESSAGE,
    label: 'New Message',
    when: 'when a message is logged',
    events: ['message.created'],
    moment: 'created_at',
  },
]

/**
 * A list says where a deal is, not where it was. So the polling one of these two watches one stage, and triggers once
 * for each deal that it sees there.
 */
const STAGE_CHANGED = {
  key: 'deal_stage_changed',
  kind: DEAL,
  label: 'Deal Stage Changed',
  when: 'when a deal is moved to another stage',
  events: ['deal.stage_changed'],
  moment: 'updated_at',
  identity: ['id', 'version'],
  inputFields: [
    { ...PIPELINE, helpText: 'Only deals that are moved into this pipeline, or within it.' },
    { ...STAGE, helpText: 'Only deals that are moved to this stage.' },
  ],
  isWanted: isInChosen,
}

function trigger({ key, kind, label, description, operation, identity }) {
  return {
    key,
    noun: kind.noun,
    display: { label, description },
    operation: { ...operation, ...shown(kind, identity) },
  }
}

function instant({ key, kind, label, when, events, moment, keep, identity, inputFields, isWanted }) {
  return trigger({
    key,
    kind,
    label,
    identity,
    description: `Triggers ${when}, at once. Takes a Read & write or Admin key.`,
    operation: {
      type: 'hook',
      ...(inputFields && { inputFields }),
      performSubscribe: (z, { targetUrl }) => subscribe(z, targetUrl, events),
      performUnsubscribe: discreet(unsubscribe),
      perform: discreet(async (z, bundle) => {
        if (!isOurs(bundle))
          throw new z.errors.Error(
            'This hook does not carry the signature of SAMI OS, so nobody knows who sent it.',
          )
        const { data: record } = bundle.cleanedRequest
        return !isWanted || (await isWanted(z, bundle.inputData, record)) ? [record] : []
      }),
      // What the editor shows as examples.
      performList: async (z, { inputData }) => {
        const { stage_id, pipeline_id } = inputData
        const params = { sort: `-${moment}`, ...(stage_id ? { stage_id } : pipeline_id && { pipeline_id }) }
        const records = await first(z, kind.path, params)
        return keep ? records.filter(keep) : records
      },
    },
  })
}

/** Zapier adds the whole bundle to what unexpected errors say, and here it has the subscription's secret in it. */
function discreet(perform) {
  return async (z, bundle) => {
    try {
      return await perform(z, bundle)
    } catch (error) {
      error.doNotContextify = true
      throw error
    }
  }
}

/**
 * Should Zapier ask again because it never got the answer, the subscription is there, but its secret, shown once, is
 * lost: then a new one takes its place. Whatever else is wrong is told when asked the second time.
 */
async function subscribe(z, url, events) {
  const request = { method: 'POST', url: '/v1/webhooks', body: { url, events } }
  const { data } = await z.request({ ...request, skipThrowForStatus: true })
  if (data?.secret) return data
  if (data?.code === 'already_subscribed') await unsubscribe(z, { subscribeData: { id: data.ids[0] } })
  return (await z.request(request)).data
}

/** A subscription ends with its key, and when its address is gone: then there is none to end. */
async function unsubscribe(z, { subscribeData: { id } }) {
  const response = await z.request({ method: 'DELETE', url: `/v1/webhooks/${id}`, skipThrowForStatus: true })
  if (![204, 401, 404].includes(response.status)) response.throwForStatus()
  return { id }
}

function polling({ key, kind, label, when, moment, keep, identity, caution }) {
  return trigger({
    key: `${key}_polling`,
    kind,
    label: everyFewMinutes(label),
    identity,
    description: described(when, caution),
    operation: {
      perform: async (z) => {
        const records = await recent(z, kind.path, {}, moment)
        return keep ? records.filter(keep) : records
      },
    },
  })
}

const dealInStage = trigger({
  key: 'deal_in_stage_polling',
  kind: DEAL,
  label: everyFewMinutes('Deal in Stage'),
  description: described(
    'when a deal is in the stage that you choose',
    'A deal that comes back to it does not trigger again.',
  ),
  operation: {
    inputFields: [PIPELINE, { ...STAGE, required: true }],
    // A Zap that is turned on is shown all that is there already, so that it is not new later.
    perform: (z, { inputData: { stage_id }, meta }) =>
      meta?.isPopulatingDedupe
        ? all(z, DEAL.path, { stage_id, sort: '-updated_at' })
        : recent(z, DEAL.path, { stage_id }, 'updated_at'),
  },
})

function everyFewMinutes(label) {
  return `${label} (Checked Every Few Minutes)`
}

function described(when, caution) {
  return [
    `Triggers ${when}; SAMI OS is asked every few minutes.`,
    'Works with every key, Read only too.',
    caution,
  ]
    .filter(Boolean)
    .join(' ')
}

export const triggers = Object.fromEntries(
  [...HAPPENINGS, STAGE_CHANGED]
    .map(instant)
    .concat(HAPPENINGS.map(polling), dealInStage)
    .map((made) => [made.key, made]),
)
