import { HOSTED_AT, newKeyPage } from './address.js'

export const PERMISSIONS = { read: 'Read only', write: 'Read & write', admin: 'Admin' }

const here = HOSTED_AT ?? 'https://your-address'

function keyPage(permission) {
  const page = newKeyPage(here, permission)
  // Without a fixed address, show the path as text: users put their own address in front.
  return HOSTED_AT ? `[${PERMISSIONS[permission]}](${page})` : `${PERMISSIONS[permission]}: \`${page}\``
}

const fields = [
  {
    key: 'base_url',
    label: 'Address',
    type: 'string',
    required: true,
    isNoSecret: true,
    helpText: 'The address where you open SAMI OS in your browser, starting with `https://`.',
    placeholder: 'https://crm.example.com',
    ...(HOSTED_AT && { default: HOSTED_AT }),
  },
  {
    key: 'api_key',
    label: 'API Key',
    type: 'password',
    required: true,
    helpText: [
      'Create a key in **Settings > Zapier / API Keys**. These links fill in the form:',
      ...['write', 'read', 'admin'].map((permission) => `\n- ${keyPage(permission)}`),
      '\n\nMost Zaps need Read & write. A Read only key can search, and can trigger Zaps every few minutes. ' +
        'Admin can also assign records to other people. Zapier can see and do only what you can in SAMI OS.',
    ].join(''),
  },
]

/** Checks the key by requesting the user it belongs to. */
async function test(z) {
  return (await z.request({ url: '/v1/me' })).data
}

/** Returns a label that tells several connections apart: `Maya Chen · Acme (Read & write)`. */
function connectionLabel(_z, { inputData: { user, workspace, key } }) {
  return `${user.name} · ${workspace.name} (${PERMISSIONS[key.permission]})`
}

export const authentication = { type: 'custom', fields, test, connectionLabel }
