// Loads after the list, so that the list appears sooner.
import { FindKey } from '../find/find-key'
import { LeakNotices } from '../leaks/leak-notices'

export const deferred = { FindKey, LeakNotices }
