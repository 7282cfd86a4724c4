// The address holds which key's details are open, so that they can be bookmarked and shared, and Back closes them.
import { popQueryParam, setQueryParam, useQueryParam } from '@/lib/location'

const PARAM = 'key'

export const useDetailsKeyId = (): string => useQueryParam(PARAM)
export const openDetails = (keyId: string): void => setQueryParam(PARAM, keyId, 'push')
/** From one key's details to another's: closing those leads to the list, as closing these would have. */
export const switchDetails = (keyId: string): void => setQueryParam(PARAM, keyId)
export const closeDetails = (): void => popQueryParam(PARAM)

/** Where the focus was, and goes back to: the key's name in the list. */
export const nameButtonId = (keyId: string): string => `key-${keyId}`
