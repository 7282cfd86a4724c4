export const KEYS_PATH = '/settings/api-keys'
export const SIGN_IN_PATH = '/sign-in'
