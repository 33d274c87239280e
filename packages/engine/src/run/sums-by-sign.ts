import type { JsonRecord } from '@certsql/core'
import { type NamedGroups, sumsOfSign } from '@certsql/planner'
import type { ExactDecimal } from '../decode/exact-decimal.js'
import type { DoubtfulSum, GroupSums, GroupsAtHand } from './doubtful-sum.js'
import { nameOfPlace, placeReader } from './place-reader.js'
import { type RestScan, restRecords } from './rest-scan.js'
import { type CertificateFigures, certifySum } from './sum-certificate.js'
import { add, countOf, decimalOf, isLess, isSame, ZERO } from './sum-figures.js'

/** A query for the sums of the numbers above zero, or below. */
export interface SignRequest {
  readonly sum: DoubtfulSum
  readonly sign: '<' | '>'
  /** Absent: all groups. */
  readonly groups: NamedGroups | undefined
}

/** The queries that these groups take: one that names them, or several, or one for all groups where that has an answer. */
export function signRequests(
  sums: readonly DoubtfulSum[],
  { parts, areAll }: GroupsAtHand,
): readonly SignRequest[] {
  const placeOf = placeReader(parts.keys)
  return sums.flatMap((sum) =>
    (['>', '<'] as const).flatMap((sign) => {
      const groups = sum.groups.filter((group) => hasNumbers(sum.read(group), sign))
      const named = parts.named(groups.map(placeOf))
      const asked = named.length > 1 && areAll ? [undefined] : named
      return asked.map((some) => ({ sum, sign, groups: some }))
    }),
  )
}

function hasNumbers({ minimum, maximum }: CertificateFigures, sign: '<' | '>'): boolean {
  const [least, most] = sign === '>' ? [ZERO, decimalOf(maximum)] : [decimalOf(minimum), ZERO]
  return least !== undefined && most !== undefined && isLess(least, most)
}

/** The sums that the org's figures for each sign prove. */
export async function sumsBySign(
  sums: readonly DoubtfulSum[],
  requests: readonly SignRequest[],
  { parts, rest }: GroupsAtHand,
): Promise<GroupSums> {
  const placeOf = placeReader(parts.keys)
  const figures = new Map(sums.map(({ parts }) => [parts, { '>': noFigures(), '<': noFigures() }]))
  for (const { sum, sign, groups } of requests) {
    const ofSign = figures.get(sum.parts)?.[sign]
    for (const record of await recordsOf(sumsOfSign(sum.parts, sign, groups), rest))
      ofSign?.set(nameOfPlace(placeOf(record)), sum.read(record))
  }
  return new Map(
    sums.map((sum) => {
      const ofSigns = figures.get(sum.parts)
      const proved = sum.groups.flatMap((group) => {
        const name = nameOfPlace(placeOf(group))
        const total = addParts(sum.read(group), ofSigns?.['>'].get(name), ofSigns?.['<'].get(name))
        return total === undefined ? [] : [[group, total] as const]
      })
      return [sum.parts, new Map(proved)]
    }),
  )
}

function noFigures() {
  return new Map<string, CertificateFigures>()
}

async function recordsOf(soql: string, rest: RestScan): Promise<readonly JsonRecord[]> {
  const records: JsonRecord[] = []
  const whole = { ...rest, scan: { ...rest.scan, soql }, wanted: undefined }
  for await (const page of restRecords(whole)) records.push(...page)
  rest.recorder.countRows(records.length)
  return records
}

/** The sum of both signs, if both are proved, and are parts of this whole. */
function addParts(
  whole: CertificateFigures,
  positive: CertificateFigures | undefined,
  negative: CertificateFigures | undefined,
): ExactDecimal | undefined {
  const [least, greatest] = [decimalOf(whole.minimum), decimalOf(whole.maximum)]
  if (least === undefined || greatest === undefined) return undefined
  const count = countOf(positive) + countOf(negative)
  const isPart =
    count <= countOf(whole) &&
    (greatest.digits > 0n ? isSame(decimalOf(positive?.maximum), greatest) : countOf(positive) === 0) &&
    (least.digits < 0n ? isSame(decimalOf(negative?.minimum), least) : countOf(negative) === 0)
  if (!isPart) return undefined
  const sums = [positive, negative].map((figures) => (figures === undefined ? ZERO : provedSum(figures)))
  return sums.every((sum) => sum !== undefined) ? sums.reduce(add) : undefined
}

function provedSum(figures: CertificateFigures): ExactDecimal | undefined {
  const proof = certifySum(figures)
  if (!proof.certified) return undefined
  return proof.sum === null ? ZERO : decimalOf(proof.sum)
}
