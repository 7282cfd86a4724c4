import { all } from './lists.js'

/** Zapier fills dropdowns by triggers that nobody sees. Each gives `id` and `name`. */
function dropdown(key, noun, perform) {
  return {
    key,
    noun,
    display: { hidden: true },
    operation: { perform, sample: { id: '0198c0de-4444-7ddd-8ddd-00000000000d', name: noun } },
  }
}

const inOrder = { sort: 'position' }

function pipelines(z) {
  return all(z, '/v1/pipelines', inOrder)
}

export function stagesOf(z, pipelineId) {
  return all(z, `/v1/pipelines/${pipelineId}/stages`, inOrder)
}

/** Of the chosen pipeline; as long as none is chosen, of each, with its name. */
async function stages(z, { inputData: { pipeline_id: chosen } }) {
  if (chosen) return stagesOf(z, chosen)
  const of = async ({ id, name }) =>
    (await stagesOf(z, id)).map((stage) => ({ ...stage, name: `${name}: ${stage.name}` }))
  return (await Promise.all((await pipelines(z)).map(of))).flat()
}

/**
 * Only Admin keys see who else is in the workspace, and only they can give a record to somebody else. Other keys can
 * choose themselves.
 */
async function users(z) {
  const { user, rights } = (await z.request({ url: '/v1/me' })).data
  if (rights.includes('users:read')) return all(z, '/v1/users', { active: true, sort: 'name' })
  return [{ id: user.id, name: `${user.name} (you; an Admin key shows everybody)` }]
}

export const dropdowns = Object.fromEntries(
  [
    dropdown('pipelines', 'Pipeline', pipelines),
    dropdown('stages', 'Stage', stages),
    dropdown('users', 'User', users),
  ].map((trigger) => [trigger.key, trigger]),
)
