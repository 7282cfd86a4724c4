export const SIGN_IN_PATH = '/sign-in'
export const KEYS_PATH = '/settings/api-keys'
export const ACTIVITY_PATH = '/settings/api-keys/activity'
export const WORKSPACE_KEYS_PATH = '/settings/api-keys/workspace'

export const SETTINGS_PATHS: readonly string[] = [KEYS_PATH, ACTIVITY_PATH, WORKSPACE_KEYS_PATH]
