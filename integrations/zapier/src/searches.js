import { isEmpty, PIPELINE, STAGE } from './fields.js'
import { first } from './lists.js'
import { CONTACT, DEAL, shown } from './records.js'

/** Zapier takes the first, and can hand on the others. */
const ENOUGH = 10

const ALL_TOGETHER =
  'With several fields filled, all have to match. Of several that do, the newest comes first.'

function search({ key, kind, label, description, inputFields }) {
  return {
    key,
    noun: kind.noun,
    display: { label, description: `${description} ${ALL_TOGETHER}` },
    operation: {
      inputFields,
      perform: async (z, { inputData }) => {
        const filled = inputFields.map((field) => field.key).filter((name) => !isEmpty(inputData[name]))
        // Nothing to look for would find anything.
        if (filled.length === 0)
          throw new z.errors.Error('Fill in at least one field to search by.', 'nothing_to_find')
        return first(z, kind.path, Object.fromEntries(filled.map((name) => [name, inputData[name]])), ENOUGH)
      },
      ...shown(kind),
    },
  }
}

const findContact = search({
  key: 'find_contact',
  kind: CONTACT,
  label: 'Find Contact',
  description: 'Finds a contact by email address, phone number or text.',
  inputFields: [
    { key: 'email', label: 'Email', type: 'string' },
    { key: 'phone', label: 'Phone', type: 'string', helpText: 'In any spelling, with its country code.' },
    {
      key: 'q',
      label: 'Text',
      type: 'string',
      helpText: 'Of the name, the company, or anything else of the contact.',
    },
  ],
})

const findDeal = search({
  key: 'find_deal',
  kind: DEAL,
  label: 'Find Deal',
  description: 'Finds a deal by its title, its contact or its stage.',
  inputFields: [
    { key: 'q', label: 'Title', type: 'string', helpText: 'Or a part of it.' },
    {
      key: 'contact_id',
      label: 'Contact',
      type: 'string',
      search: 'find_contact.id',
      helpText: "The contact's ID.",
    },
    PIPELINE,
    STAGE,
  ],
})

/** Zapier wants these to have the key of their search. */
function orCreate({ key, noun }, create) {
  return {
    key,
    display: {
      label: `Find or Create ${noun}`,
      description: `Finds a ${noun.toLowerCase()}, or creates one if there is none.`,
    },
    search: key,
    create,
  }
}

export const searches = { [findContact.key]: findContact, [findDeal.key]: findDeal }

export const searchOrCreates = {
  [findContact.key]: orCreate(findContact, 'create_contact'),
  [findDeal.key]: orCreate(findDeal, 'create_deal'),
}
