/** Reads lists from the service, page by page. */

const PAGE = 100
/** The most records to read, because a workspace may have millions. */
const MOST = 1000
/** In milliseconds. Zapier polls at least every 15 minutes, so it has already seen older records. */
const SEEN_BEFORE = 60 * 60 * 1000

/** Returns the first records of a list: at most `limit`, and at most 100. */
export async function first(z, url, params = {}, limit = PAGE) {
  return (await z.request({ url, params: { ...params, limit } })).data.data
}

/** Returns all records of a list, up to a thousand. */
export function all(z, url, params) {
  return read(z, url, params, () => true)
}

/**
 * Returns the records that are new since Zapier's last poll: one page, or more after an import. `moment` is the field
 * (`created_at` or `updated_at`) that the list is sorted by, newest first.
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
