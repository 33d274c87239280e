import type { JsonRecord } from '@certsql/core'
import { type GroupPages, type KeyPlace, queryBehind } from '@certsql/planner'
import { comparePlaces } from './compare-places.js'
import { placeReader } from './place-reader.js'
import { GroupsNotInPages } from './primary-impossible.js'
import { type RestScan, restRecords } from './rest-scan.js'

/** Some groups of an aggregate query. */
export interface GroupRecords {
  readonly records: readonly JsonRecord[]
  /** The query gives no others. */
  readonly areAll: boolean
}

/**
 * The groups of an aggregate query, page after page. Every group comes exactly once:
 *
 * - *Never twice.* Each page asks for groups behind the last one of the page before, and the places of all groups are
 *   seen to go up.
 * - *Never skipped.* The walk ends only at a page that is not full. Groups that agree in the keys of the pages and differ
 *   in others stand side by side; where a full page may have cut through them, they are left to the next page.
 * - *Whatever changes meanwhile.* A group is as of the moment of its page. One that begins or ceases to be while the walk
 *   goes on may be there or not, as with the pages of any query.
 *
 * That the org orders and compares Ids, days and numbers as we believe is not taken on trust: a page in any other order
 * ends the walk, and the rows are grouped here.
 */
export async function* groupRecords(rest: RestScan, pages: GroupPages): AsyncGenerator<GroupRecords> {
  const placeOf = placeReader(pages.keys)
  let left = pages.most ?? Number.POSITIVE_INFINITY
  let last: KeyPlace | undefined
  for (;;) {
    const soql = last === undefined ? rest.scan.soql : queryBehind(pages.query, pages.keys, last)
    const page = await onePage(rest, soql)
    const places = page.map(placeOf)
    requireOrder(places, last, pages)
    const isFull = page.length >= pages.size
    const whole = isFull && !pages.isComplete ? wholeGroups(places) : page.length
    const records = page.slice(0, Math.min(whole, left))
    left -= records.length
    const areAll = last === undefined && !isFull && records.length === page.length
    last = places[whole - 1]
    if (records.length > 0) yield { records, areAll }
    if (!isFull || left <= 0) return
  }
}

async function onePage(rest: RestScan, soql: string): Promise<readonly JsonRecord[]> {
  const records: JsonRecord[] = []
  const whole = { ...rest, scan: { ...rest.scan, soql }, wanted: undefined }
  for await (const page of restRecords(whole)) records.push(...page)
  return records
}

function requireOrder(places: readonly KeyPlace[], last: KeyPlace | undefined, pages: GroupPages): void {
  let before = last
  for (const [index, place] of places.entries()) {
    const order = before === undefined ? -1 : comparePlaces(before, place, pages.keys)
    // The first one of a page is another place than the last one of the page before.
    const mustDiffer = pages.isComplete || index === 0
    if (order > 0 || (order === 0 && mustDiffer)) throw new GroupsNotInPages()
    before = place
  }
}

/** How many of a full page's groups come before its last place. */
function wholeGroups(places: readonly KeyPlace[]): number {
  const last = places.at(-1)
  const cut = places.findIndex((place) => place.every((value, index) => value === last?.[index]))
  // One place with more groups than fit on a page.
  if (cut <= 0) throw new GroupsNotInPages()
  return cut
}
