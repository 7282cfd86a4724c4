/**
 * The kinds of record, with the fields of each, their labels in Zapier and sample values. Triggers, searches and
 * actions that return a record take its fields from here. Tests compare them with the published API.
 */

const ada = '0198c0de-1111-7aaa-8aaa-00000000000a'
const maya = '0198c0de-2222-7bbb-8bbb-00000000000b'
const engines = '0198c0de-3333-7ccc-8ccc-00000000000c'
const proposal = '0198c0de-4444-7ddd-8ddd-00000000000d'
const quote = '0198c0de-5555-7eee-8eee-00000000000e'

const moment = { type: 'datetime' }

/** Adds the fields of every record to those of one kind. */
function kind(noun, path, id, members) {
  return {
    noun,
    path,
    members: {
      id: { label: 'ID', sample: id },
      ...members,
      owner_id: { label: 'Owner ID', sample: maya },
      visibility: { label: 'Visibility', sample: 'workspace' },
      version: { label: 'Version', sample: 1, type: 'integer' },
      created_at: { label: 'Created At', sample: '2026-03-02T09:15:00.000000Z', ...moment },
      updated_at: { label: 'Updated At', sample: '2026-03-02T09:15:00.000000Z', ...moment },
    },
  }
}

export const CONTACT = kind('Contact', '/v1/contacts', ada, {
  first_name: { label: 'First Name', sample: 'Ada' },
  last_name: { label: 'Last Name', sample: 'Lovelace' },
  email: { label: 'Email', sample: 'ada@example.com' },
  phone: { label: 'Phone', sample: '+442079460958' },
  company: { label: 'Company', sample: 'Analytical Engines Ltd' },
  job_title: { label: 'Job Title', sample: 'Programmer' },
  tags: { label: 'Tags', sample: ['newsletter', 'vip'], list: true },
  custom: { label: 'Custom Fields', sample: { plan: 'pro', seats: 12 }, dict: true },
  source: { label: 'Source', sample: 'zapier' },
})

export const DEAL = kind('Deal', '/v1/deals', engines, {
  title: { label: 'Title', sample: 'Difference engine, 12 seats' },
  contact_id: { label: 'Contact ID', sample: ada },
  stage_id: { label: 'Stage ID', sample: proposal },
  // Amounts are strings: numbers can lose cents. Dates are strings, too: timestamps would be converted to a time zone.
  amount: { label: 'Amount', sample: '1250.00' },
  currency: { label: 'Currency', sample: 'EUR' },
  expected_close_on: { label: 'Expected Close Date', sample: '2026-12-31' },
  closed_at: { label: 'Closed At', sample: null, ...moment },
})

export const MESSAGE = kind('Message', '/v1/messages', quote, {
  contact_id: { label: 'Contact ID', sample: ada },
  deal_id: { label: 'Deal ID', sample: engines },
  channel: { label: 'Channel', sample: 'email' },
  direction: { label: 'Direction', sample: 'out' },
  subject: { label: 'Subject', sample: 'Your quote' },
  body: { label: 'Body', sample: 'Dear Ada,\n\nthank you for your call.' },
  occurred_at: { label: 'Occurred At', sample: '2026-03-02T09:14:00.000000Z', ...moment },
})

/**
 * Returns the sample and output fields of a kind. `identity` lists the fields that distinguish one occurrence from
 * another: Zapier triggers once for each combination of their values.
 */
export function shown({ members }, identity = []) {
  return {
    sample: Object.fromEntries(Object.entries(members).map(([key, { sample }]) => [key, sample])),
    outputFields: Object.entries(members).map(([key, { sample, ...field }]) => ({
      key,
      ...field,
      ...(identity.includes(key) && { primary: true }),
    })),
  }
}
