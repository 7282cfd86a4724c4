import { HOSTED_AT, newKeyPage } from './address.js'

export const PERMISSIONS = { read: 'Read only', write: 'Read & write', admin: 'Admin' }

const here = HOSTED_AT ?? 'https://your-address'

function keyPage(permission) {
  const page = newKeyPage(here, permission)
  // Without an address of ours there is nothing to click on: people put theirs in front.
  return HOSTED_AT ? `[${PERMISSIONS[permission]}](${page})` : `${PERMISSIONS[permission]}: \`${page}\``
}

const fields = [
  {
    key: 'base_url',
    label: 'Address',
    type: 'string',
    required: true,
    isNoSecret: true,
    helpText: 'Where you open SAMI OS in your browser, beginning with `https://`.',
    placeholder: 'https://crm.example.com',
    ...(HOSTED_AT && { default: HOSTED_AT }),
  },
  {
    key: 'api_key',
    label: 'API Key',
    type: 'password',
    required: true,
    helpText: [
      'Make one in **Settings > Zapier / API Keys**. These links fill in the form:',
      ...['write', 'read', 'admin'].map((permission) => `\n- ${keyPage(permission)}`),
      '\n\nRead & write is what most Zaps need. A Read only key can search, and can trigger Zaps every few minutes. ' +
        'Admin can also give records to other people. Zapier then sees and does what you may in SAMI OS, and nothing more.',
    ].join(''),
  },
]

/** The key works when the service says whose it is. */
async function test(z) {
  return (await z.request({ url: '/v1/me' })).data
}

/** `Maya Chen · Acme (Read & write)`: what one has to know to pick the right one of several connections. */
function connectionLabel(_z, { inputData: { user, workspace, key } }) {
  return `${user.name} · ${workspace.name} (${PERMISSIONS[key.permission]})`
}

export const authentication = { type: 'custom', fields, test, connectionLabel }
