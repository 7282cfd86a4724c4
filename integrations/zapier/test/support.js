import { createAppTester } from 'zapier-platform-core'
import App from '../index.js'

/**
 * What `tests/integrations/test_zapier.py` started: `url`, and what is in the workspace. `keys` has one of each
 * permission (`read` and `write` are Maya's, `admin` is Olga's), a `revoked` one, and one to be `throttled`.
 */
export const world = JSON.parse(process.env.SAMI_ZAPIER_TEST)

const run = createAppTester(App)

/** Runs a method of the app as Zapier does, for whoever holds the key. */
export function as(permission, method, bundle = {}) {
  const authData = { base_url: world.url, api_key: world.keys[permission], ...bundle.authData }
  return run(method, { inputData: {}, meta: {}, ...bundle, authData })
}

export const trigger = (key) => App.triggers[key].operation
export const search = (permission, key, inputData) =>
  as(permission, App.searches[key].operation.perform, { inputData })
export const create = (permission, key, inputData, rest) =>
  as(permission, App.creates[key].operation.perform, { inputData, ...rest })
/** The choices of a dropdown. */
export const choices = (permission, key, inputData) => as(permission, trigger(key).perform, { inputData })

/** A call past the app: what the service itself says. */
export async function api(permission, path, init = {}) {
  const response = await fetch(world.url + path, {
    ...init,
    headers: { Authorization: `Bearer ${world.keys[permission]}`, 'Content-Type': 'application/json' },
  })
  return response.status === 204 ? null : response.json()
}

/** The error that a run ends with; its message is JSON where Zapier makes it so. */
export async function failure(promise) {
  const error = await promise.then(
    () => {
      throw new Error('It did not fail')
    },
    (error) => error,
  )
  try {
    return { name: error.name, ...JSON.parse(error.message) }
  } catch {
    return { name: error.name, message: error.message }
  }
}

let counter = 0
/** An e-mail address that nobody else has. */
export const address = (who) => `${who}-${++counter}@example.com`
