// The URL holds the key whose details are open, so they can be bookmarked and shared, and Back closes them.
import { popQueryParam, setQueryParam, useQueryParam } from '@/lib/location'

const PARAM = 'key'

export const useDetailsKeyId = (): string => useQueryParam(PARAM)
export const openDetails = (keyId: string): void => setQueryParam(PARAM, keyId, 'push')
/** Switches to another key's details. Closing them leads to the list. */
export const switchDetails = (keyId: string): void => setQueryParam(PARAM, keyId)
export const closeDetails = (): void => popQueryParam(PARAM)

/** The ID of the key's name in the list, which gets focus back. */
export const nameButtonId = (keyId: string): string => `key-${keyId}`
