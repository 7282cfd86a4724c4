/** Reading lists of the service, page by page. */

const PAGE = 100
/** Nothing here reads on for ever: a workspace may have millions of records. */
const MOST = 1000
/** Zapier asks at least every quarter of an hour; what is older than this was seen before. */
const SEEN_BEFORE = 60 * 60 * 1000

/** The first records of a list, `limit` at most (and 100). */
export async function first(z, url, params = {}, limit = PAGE) {
  return (await z.request({ url, params: { ...params, limit } })).data.data
}

/** All of a list, up to a thousand. */
export function all(z, url, params) {
  return read(z, url, params, () => true)
}

/**
 * What came since Zapier asked last: a page, or more after an import. `moment` is the member (`created_at` or
 * `updated_at`) that the list is sorted by, newest first.
 */
export function recent(z, url, params, moment) {
  const horizon = Date.now() - SEEN_BEFORE
  return read(z, url, { ...params, sort: `-${moment}` }, (last) => Date.parse(last[moment]) > horizon)
}

async function read(z, url, params, isWorthGoingOn) {
  const records = []
  let cursor
  do {
    const { data } = await z.request({ url, params: { ...params, limit: PAGE, ...(cursor && { cursor }) } })
    records.push(...data.data)
    cursor = data.next_cursor
  } while (cursor && records.length < MOST && isWorthGoingOn(records.at(-1)))
  return records
}
