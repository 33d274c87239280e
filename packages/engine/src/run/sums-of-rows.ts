import type { JsonRecord, JsonRecordValue } from '@certsql/core'
import type { GroupParts, KeyPlace, NamedGroups, ScanPlan } from '@certsql/planner'
import type { ExactDecimal } from '../decode/exact-decimal.js'
import { pathReader } from '../decode/read-path.js'
import type { DoubtfulSum, GroupSums, GroupsAtHand } from './doubtful-sum.js'
import { callsForRows, ROWS_ON_A_PAGE } from './expected-calls.js'
import { groupFinder } from './group-of-row.js'
import { nameOfPlace, placeReader } from './place-reader.js'
import { SumNotCertified } from './primary-impossible.js'
import type { CertificateFigures } from './sum-certificate.js'
import { add, countOf, decimalOf, isLess, isSame, ZERO } from './sum-figures.js'

/** Requests for the rows of some groups. */
export interface RowRequests {
  /** Absent: the rows of all groups cost less, from which the statement can be computed as well. */
  readonly requests?: readonly RowRequest[]
  /** As far as the counts of the groups tell; for all groups, where there are no requests. */
  readonly calls: number
}

interface RowRequest {
  readonly scan: ScanPlan
  /** What it is about; rows of others may come along. */
  readonly groups: ReadonlySet<JsonRecord>
}

/** Queries that name groups may be so many, or as many as the rows of all groups have pages. */
const MOST_QUERIES_OF_NAMES = 3

/**
 * The cheapest way to the rows of the doubtful groups: queries that name the groups, or one for all groups there are. What
 * the org has counted tells what each costs.
 */
export function rowRequests(
  sums: readonly DoubtfulSum[],
  { records, areAll, parts, rest }: GroupsAtHand,
): RowRequests {
  const doubtful = new Set(sums.flatMap(({ groups }) => groups))
  if (doubtful.size === 0) return { requests: [], calls: 0 }
  const pageSize = rest.execution.context.options.pageSize ?? ROWS_ON_A_PAGE
  const numbers = sums.map((sum) => sum.parts)
  const requestFor = (named: NamedGroups | undefined, counted: Iterable<JsonRecord>) => {
    const rows = countRows(counted, sums)
    const scan = parts.rowsOf(numbers, named, rows)
    return { scan, calls: callsForRows(scan, rows, pageSize) }
  }
  const all = { ...requestFor(undefined, records), groups: doubtful }
  const requests = namedGroups(doubtful, parts).map(({ named, groups }) => ({
    ...requestFor(named, groups),
    groups,
  }))
  const calls = requests.reduce((total, request) => total + request.calls, 0)
  if (areAll && all.calls < calls) return { requests: [all], calls: all.calls }
  return calls <= Math.max(MOST_QUERIES_OF_NAMES, all.calls) ? { requests, calls } : { calls: all.calls }
}

/** At least so many: a number that is not null in one sum may be null in another. */
function countRows(groups: Iterable<JsonRecord>, sums: readonly DoubtfulSum[]): number {
  let rows = 0
  for (const group of groups) rows += Math.max(...sums.map(({ read }) => countOf(read(group))))
  return rows
}

function namedGroups(
  doubtful: ReadonlySet<JsonRecord>,
  parts: GroupParts,
): readonly { readonly named: NamedGroups; readonly groups: ReadonlySet<JsonRecord> }[] {
  const placeOf = placeReader(parts.keys)
  const groups = [...doubtful]
  const byPlace = new Map(groups.map((group) => [nameOfPlace(placeOf(group)), group]))
  const ofPlaces = (places: readonly KeyPlace[]) =>
    places.map((place) => byPlace.get(nameOfPlace(place))).filter((group) => group !== undefined)
  return parts.named(groups.map(placeOf)).map((named) => ({ named, groups: new Set(ofPlaces(named.groups)) }))
}

/**
 * The sums of the rows, added here as they pass. Whether the keys find the same rows again is not taken on trust (the org may
 * tell texts apart otherwise in WHERE than in GROUP BY, and records may change meanwhile): how many numbers there are, the
 * least and the greatest must be those of the group.
 */
export async function sumsOfRows(
  sums: readonly DoubtfulSum[],
  requests: readonly RowRequest[],
  { records, parts, readRows }: GroupsAtHand,
): Promise<GroupSums> {
  const placeOf = placeReader(parts.keys)
  const groupOf = groupFinder(
    parts.rowKeys,
    records.map((record) => [placeOf(record), record]),
  )
  const totals = sums.map((sum) => ({
    sum,
    readNumber: pathReader(sum.parts.numberPath),
    ofGroups: new Map(sum.groups.map((group) => [group, new Total()])),
  }))
  for (const { scan, groups } of requests) {
    for await (const rows of readRows(scan)) {
      for (const row of rows) {
        const group = groupOf(row)
        if (group === undefined || !groups.has(group)) continue
        for (const { readNumber, ofGroups } of totals) ofGroups.get(group)?.add(readNumber(row))
      }
    }
  }
  return new Map(
    totals.map(({ sum, ofGroups }) => [
      sum.parts,
      new Map([...ofGroups].map(([group, total]) => [group, total.sumOf(sum.read(group))])),
    ]),
  )
}

class Total {
  #sum = ZERO
  #count = 0
  #least: ExactDecimal | undefined
  #greatest: ExactDecimal | undefined

  add(value: JsonRecordValue): void {
    if (value === null) return
    const exact = decimalOf(value)
    if (exact === undefined) throw new SumNotCertified()
    if (this.#least === undefined || isLess(exact, this.#least)) this.#least = exact
    if (this.#greatest === undefined || isLess(this.#greatest, exact)) this.#greatest = exact
    this.#sum = add(this.#sum, exact)
    this.#count++
  }

  sumOf(figures: CertificateFigures): ExactDecimal {
    const { minimum, maximum } = figures
    const isWhole =
      this.#count === countOf(figures) &&
      isSame(this.#least, decimalOf(minimum)) &&
      isSame(this.#greatest, decimalOf(maximum))
    if (!isWhole) throw new SumNotCertified()
    return this.#sum
  }
}
