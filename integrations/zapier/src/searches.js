import { isEmpty, PIPELINE, STAGE } from './fields.js'
import { first } from './lists.js'
import { CONTACT, DEAL, shown } from './records.js'

/** Zapier uses the first result, and can pass on the others. */
const ENOUGH = 10

const ALL_TOGETHER = 'If you fill in several fields, all must match. The newest match comes first.'

function search({ key, kind, label, description, inputFields }) {
  return {
    key,
    noun: kind.noun,
    display: { label, description: `${description} ${ALL_TOGETHER}` },
    operation: {
      inputFields,
      perform: async (z, { inputData }) => {
        const filled = inputFields.map((field) => field.key).filter((name) => !isEmpty(inputData[name]))
        // An empty search would match everything.
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
    { key: 'phone', label: 'Phone', type: 'string', helpText: 'In any format, with the country code.' },
    {
      key: 'q',
      label: 'Text',
      type: 'string',
      helpText: 'Text in the name, company or any other field of the contact.',
    },
  ],
})

const findDeal = search({
  key: 'find_deal',
  kind: DEAL,
  label: 'Find Deal',
  description: 'Finds a deal by its title, its contact or its stage.',
  inputFields: [
    { key: 'q', label: 'Title', type: 'string', helpText: 'The title or part of it.' },
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

/** Zapier requires these to have the key of their search. */
function orCreate({ key, noun }, create) {
  return {
    key,
    display: {
      label: `Find or Create ${noun}`,
      description: `Finds a ${noun.toLowerCase()}, or creates one if none is found.`,
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
