import { CertSqlError, type JsonRecord, type JsonRecordValue } from '@certsql/core'
import type { SumParts } from '@certsql/planner'
import { type ExactDecimal, formatDecimal } from '../decode/exact-decimal.js'
import type { DoubtfulSum, GroupSums, GroupsAtHand } from './doubtful-sum.js'
import { interruptionOf } from './interruption.js'
import { SumNotCertified } from './primary-impossible.js'
import { mayBeProvedBySign, numberOf } from './sum-certificate.js'
import { signRequests, sumsBySign } from './sums-by-sign.js'
import { rowRequests, sumsOfRows } from './sums-of-rows.js'

/**
 * Exact sums of groups whose sum the org's figure does not prove. There are two ways:
 *
 * - **By rows.** The rows of those groups are fetched, for all sums at once, and added here. How many there are is known from
 *   the counts of the groups, and so is what it costs.
 * - **By sign.** The numbers above zero and those below are added by the org apart. Numbers of one sign have a far smaller
 *   error bound, and the two sums, proved each, are added here. What is not proved even so is fetched.
 *
 * By sign costs a call or two for groups of any size, and may be in vain. So it is tried where it would save at least half of
 * the calls for rows: then all of it takes at most half as many calls again as rows alone, and a small part of them as a rule.
 */
export async function sumsInParts(
  sums: readonly DoubtfulSum[],
  groups: GroupsAtHand,
): Promise<ReadonlyMap<SumParts, ReadonlyMap<JsonRecord, JsonRecordValue>>> {
  try {
    const bySign = await provedBySign(sums, groups)
    const isOpen = ({ parts }: DoubtfulSum, group: JsonRecord) => bySign.get(parts)?.has(group) !== true
    const ofRows = await addedHere(ofGroups(sums, isOpen), groups)
    return new Map(
      sums.map(({ parts }) => [
        parts,
        numbersOf([...(bySign.get(parts) ?? []), ...(ofRows.get(parts) ?? [])]),
      ]),
    )
  } catch (error) {
    throw hasGivenUp(error) ? new SumNotCertified() : error
  }
}

async function provedBySign(sums: readonly DoubtfulSum[], groups: GroupsAtHand): Promise<GroupSums> {
  const mayBe = (sum: DoubtfulSum, group: JsonRecord) => mayBeProvedBySign(sum.read(group))
  const hopeful = ofGroups(sums, mayBe)
  const others = rowRequests(
    ofGroups(sums, (sum, group) => !mayBe(sum, group)),
    groups,
  )
  const requests = signRequests(hopeful, groups)
  const calls = 2 * requests.length + others.calls
  const isWorthIt =
    requests.length > 0 && others.requests !== undefined && calls <= rowRequests(sums, groups).calls
  return isWorthIt ? await sumsBySign(hopeful, requests, groups) : new Map()
}

async function addedHere(sums: readonly DoubtfulSum[], groups: GroupsAtHand): Promise<GroupSums> {
  const { requests } = rowRequests(sums, groups)
  if (requests === undefined) throw new SumNotCertified()
  return await sumsOfRows(sums, requests, groups)
}

/** The sums with some of their groups only. */
function ofGroups(
  sums: readonly DoubtfulSum[],
  isOne: (sum: DoubtfulSum, group: JsonRecord) => boolean,
): readonly DoubtfulSum[] {
  return sums
    .map((sum) => ({ ...sum, groups: sum.groups.filter((group) => isOne(sum, group)) }))
    .filter(({ groups }) => groups.length > 0)
}

function numbersOf(
  sums: readonly (readonly [JsonRecord, ExactDecimal])[],
): ReadonlyMap<JsonRecord, JsonRecordValue> {
  return new Map(sums.map(([group, sum]) => [group, numberOf(formatDecimal(sum, 0))]))
}

/** A request that the org does not bring to an end leaves a sum as it was: not proved. */
function hasGivenUp(error: unknown): boolean {
  const isRefused = error instanceof CertSqlError && error.org?.code === 'EXCEEDED_ID_LIMIT'
  return isRefused || interruptionOf(error) !== undefined
}
