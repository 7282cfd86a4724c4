import { all } from './lists.js'

/** Zapier fills dropdowns from hidden triggers, which return `id` and `name`. */
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

/** Returns the stages of the chosen pipeline. If none is chosen, returns those of all pipelines, with their names. */
async function stages(z, { inputData: { pipeline_id: chosen } }) {
  if (chosen) return stagesOf(z, chosen)
  const of = async ({ id, name }) =>
    (await stagesOf(z, id)).map((stage) => ({ ...stage, name: `${name}: ${stage.name}` }))
  return (await Promise.all((await pipelines(z)).map(of))).flat()
}

/**
 * Only Admin keys can list the workspace's users and assign records to them. With other keys, users can choose only
 * themselves.
 */
async function users(z) {
  const { user, rights } = (await z.request({ url: '/v1/me' })).data
  if (rights.includes('users:read')) return all(z, '/v1/users', { active: true, sort: 'name' })
  return [{ id: user.id, name: `${user.name} (you; an Admin key lists everyone)` }]
}

export const dropdowns = Object.fromEntries(
  [
    dropdown('pipelines', 'Pipeline', pipelines),
    dropdown('stages', 'Stage', stages),
    dropdown('users', 'User', users),
  ].map((trigger) => [trigger.key, trigger]),
)
