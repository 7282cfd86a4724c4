import { isInChosen, PIPELINE, STAGE } from './fields.js'
import { all, first, recent } from './lists.js'
import { CONTACT, DEAL, MESSAGE, shown } from './records.js'
import { isOurs } from './signature.js'

/**
 * Each entry defines two triggers. The instant one receives a hook for each of `events`; the polling one reads the
 * list, newest `moment` first. Subscribing requires a Read & write key, reading doesn't, so Read only keys use the
 * polling one. Both return the record as `GET` returns it, so that users can switch a Zap from one to the other.
 *
 * - `identity`: see `shown`. Two occurrences for one record must differ in it.
 * - `keep`: whether the trigger applies to a record of the list.
 */
const EVENTS = [
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
    when: 'when a contact is updated or restored',
    events: ['contact.updated', 'contact.restored'],
    moment: 'updated_at',
    identity: ['id', 'version'],
    keep: ({ version }) => version > 1,
    caution: 'After several changes in a short time, it returns only the last.',
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
 * A list says where a deal is, not where it was. So the polling counterpart, `dealInStage`, watches one stage and
 * triggers once for each deal that it finds there.
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
    { ...PIPELINE, helpText: 'Only deals that are moved into this pipeline or within it.' },
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
    description: `Triggers ${when}, within seconds. Requires a Read & write or Admin key.`,
    operation: {
      type: 'hook',
      ...(inputFields && { inputFields }),
      performSubscribe: (z, { targetUrl }) => subscribe(z, targetUrl, events),
      performUnsubscribe: discreet(unsubscribe),
      perform: discreet(async (z, bundle) => {
        if (!isOurs(bundle))
          throw new z.errors.Error(
            'This hook does not have a valid signature from SAMI OS, so its sender is unknown.',
          )
        const { data: record } = bundle.cleanedRequest
        return !isWanted || (await isWanted(z, bundle.inputData, record)) ? [record] : []
      }),
      // Samples for the Zap editor.
      performList: async (z, { inputData }) => {
        const { stage_id, pipeline_id } = inputData
        const params = { sort: `-${moment}`, ...(stage_id ? { stage_id } : pipeline_id && { pipeline_id }) }
        const records = await first(z, kind.path, params)
        return keep ? records.filter(keep) : records
      },
    },
  })
}

/** Zapier adds the whole bundle to unexpected errors; here, it contains the subscription's secret. */
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
 * Subscribes to `events`. If Zapier retries because it never got the response, the subscription exists, but its secret,
 * shown only once, is lost: then this replaces the subscription. The second request reports any other error.
 */
async function subscribe(z, url, events) {
  const request = { method: 'POST', url: '/v1/webhooks', body: { url, events } }
  const { data } = await z.request({ ...request, skipThrowForStatus: true })
  if (data?.secret) return data
  if (data?.code === 'already_subscribed') await unsubscribe(z, { subscribeData: { id: data.ids[0] } })
  return (await z.request(request)).data
}

/** A subscription ends with its key, or when its address stops working; then there is nothing left to end. */
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
    'when a deal is in the stage you choose',
    'A deal that returns to the stage does not trigger again.',
  ),
  operation: {
    inputFields: [PIPELINE, { ...STAGE, required: true }],
    // When a Zap is turned on, Zapier gets everything that is already there, so that it isn't new later.
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
    `Triggers ${when}. Checks SAMI OS every few minutes.`,
    'Works with any key, including Read only.',
    caution,
  ]
    .filter(Boolean)
    .join(' ')
}

export const triggers = Object.fromEntries(
  [...EVENTS, STAGE_CHANGED]
    .map(instant)
    .concat(EVENTS.map(polling), dealInStage)
    .map((made) => [made.key, made]),
)
