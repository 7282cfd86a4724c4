// What loads after the list, so that the list comes sooner.
import { Find } from '../find/find'
import { LeakNotices } from '../leaks/leak-notices'

export const afterList = { Find, LeakNotices }
