import { createAppTester } from 'zapier-platform-core'
import App from '../index.js'

/**
 * What `tests/integrations/test_zapier.py` started: the service's `url` and the contents of the workspace. `keys` has
 * one key per permission (`read` and `write` belong to Maya, `admin` to Olga), a `revoked` one, and one to be
 * `throttled`.
 */
export const world = JSON.parse(process.env.SAMI_ZAPIER_TEST)

const run = createAppTester(App)

/** Runs a method of the app as Zapier does, with the key for `permission`. */
export function as(permission, method, bundle = {}) {
  const authData = { base_url: world.url, api_key: world.keys[permission], ...bundle.authData }
  return run(method, { inputData: {}, meta: {}, ...bundle, authData })
}

export const trigger = (key) => App.triggers[key].operation
export const search = (permission, key, inputData) =>
  as(permission, App.searches[key].operation.perform, { inputData })
export const create = (permission, key, inputData, rest) =>
  as(permission, App.creates[key].operation.perform, { inputData, ...rest })
/** Returns the choices of a dropdown. */
export const choices = (permission, key, inputData) => as(permission, trigger(key).perform, { inputData })

/** Calls the service directly, without the app. */
export async function api(permission, path, init = {}) {
  const response = await fetch(world.url + path, {
    ...init,
    headers: { Authorization: `Bearer ${world.keys[permission]}`, 'Content-Type': 'application/json' },
  })
  return response.status === 204 ? null : response.json()
}

/** Returns the error of a failed run. Parses its message if Zapier made it JSON. */
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
/** Returns an email address that no other test uses. */
export const address = (who) => `${who}-${++counter}@example.com`
