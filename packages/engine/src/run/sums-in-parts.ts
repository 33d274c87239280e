import { CertSqlError, ExactNumber, type JsonRecord, type JsonRecordValue } from '@certsql/core'
import { type KeyPlace, numbersOfGroup, type SumParts, sumsOfSign } from '@certsql/planner'
import { digitsAtScale, type ExactDecimal, formatDecimal, parseDecimal } from '../decode/exact-decimal.js'
import { pathReader } from '../decode/read-path.js'
import { interruptionOf } from './interruption.js'
import { placeReader } from './place-reader.js'
import { SumNotCertified } from './primary-impossible.js'
import { type RestScan, restRecords } from './rest-scan.js'
import { type CertificateFigures, certifySum, numberOf, type ReadFigures } from './sum-certificate.js'

/** Groups that one query is asked about; a condition on more of them would be too long. */
const MOST_GROUPS_NAMED = 100
/** Of such queries, for one page of groups. */
const MOST_QUERIES_OF_NAMES = 3
/** Requests for single numbers, in place of fetching all rows of the scan. */
const MOST_REQUESTS_FOR_NUMBERS = 25
const NUMBERS_ON_A_PAGE = 2000

/**
 * Exact sums of groups whose sum the org's figure does not prove:
 *
 * 1. The numbers above zero and those below are added by the org apart. Numbers of one sign have a far smaller error bound,
 *    and the two sums, proved each, are added here.
 * 2. Of groups that are not proved even so, the numbers themselves are fetched, and added here.
 *
 * A group is found again by the values of its keys. Whether they find the same records again is not taken on trust (the org
 * may tell texts apart otherwise in WHERE than in GROUP BY, and records may change meanwhile): the least and the greatest
 * number of the parts, and how many there are, must agree with those of the whole.
 */
export async function sumsInParts(
  parts: SumParts,
  records: readonly JsonRecord[],
  read: ReadFigures,
  rest: RestScan,
): Promise<readonly JsonRecordValue[]> {
  const places = records.map(placeReader(parts.keys))
  const bySign = await sumsBySign(parts, places, read, rest)
  const sums = records.map((record, index) => bySign(places[index] ?? [], read(record)))
  const open = records.flatMap((_, index) => (sums[index] === undefined ? [index] : []))
  requireFew(open.map((index) => read(records[index] ?? {})))
  for (const index of open) {
    const [record, place] = [records[index], places[index]]
    if (record !== undefined && place !== undefined)
      sums[index] = await addedHere(parts, place, read(record), rest)
  }
  return sums.map(jsonOf)
}

// ── By sign ────────────────────────────────────────────────────────────────────────────────────────────────────

type SumOfGroup = (place: KeyPlace, whole: CertificateFigures) => ExactDecimal | undefined

async function sumsBySign(
  parts: SumParts,
  places: readonly KeyPlace[],
  read: ReadFigures,
  rest: RestScan,
): Promise<SumOfGroup> {
  const [above, below] = [new Map<string, CertificateFigures>(), new Map<string, CertificateFigures>()]
  const placeOf = placeReader(parts.keys)
  for (const groups of namedGroups(parts, places, rest)) {
    for (const [sign, figures] of [
      ['>', above],
      ['<', below],
    ] as const) {
      for (const record of await recordsOf(sumsOfSign(parts, sign, groups), rest))
        figures.set(keyOf(placeOf(record)), read(record))
    }
  }
  return (place, whole) => {
    const [positive, negative] = [above.get(keyOf(place)), below.get(keyOf(place))]
    return addParts(whole, positive, negative)
  }
}

/** Which groups each query is about; all groups of a query that has no pages may be asked for at once. */
function namedGroups(
  { keys }: SumParts,
  places: readonly KeyPlace[],
  { scan }: RestScan,
): readonly (readonly KeyPlace[] | undefined)[] {
  if (keys.length === 0) return [undefined]
  if (places.length > MOST_GROUPS_NAMED) {
    if (scan.groupPages === undefined) return [undefined]
    if (places.length > MOST_QUERIES_OF_NAMES * MOST_GROUPS_NAMED) throw new SumNotCertified()
  }
  const chunks: (readonly KeyPlace[])[] = []
  for (let start = 0; start < places.length; start += MOST_GROUPS_NAMED)
    chunks.push(places.slice(start, start + MOST_GROUPS_NAMED))
  return chunks
}

function keyOf(place: KeyPlace): string {
  return JSON.stringify(place)
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
    (greatest.digits > 0n ? agree(positive?.maximum, whole.maximum) : countOf(positive) === 0) &&
    (least.digits < 0n ? agree(negative?.minimum, whole.minimum) : countOf(negative) === 0)
  if (!isPart) return undefined
  const sums = [positive, negative].map((figures) => (figures === undefined ? ZERO : provedSum(figures)))
  return sums.every((sum) => sum !== undefined) ? sums.reduce(add) : undefined
}

function provedSum(figures: CertificateFigures): ExactDecimal | undefined {
  const proof = certifySum(figures)
  if (!proof.certified) return undefined
  return proof.sum === null ? ZERO : decimalOf(proof.sum)
}

function agree(a: JsonRecordValue | undefined, b: JsonRecordValue): boolean {
  const [left, right] = [a === undefined ? undefined : decimalOf(a), decimalOf(b)]
  return left !== undefined && left.digits === right?.digits && left.scale === right.scale
}

// ── Number by number ───────────────────────────────────────────────────────────────────────────────────────────

function requireFew(open: readonly CertificateFigures[]): void {
  const requests = open.reduce(
    (sum, figures) => sum + 1 + Math.floor(countOf(figures) / NUMBERS_ON_A_PAGE),
    0,
  )
  if (requests > MOST_REQUESTS_FOR_NUMBERS) throw new SumNotCertified()
}

async function addedHere(
  parts: SumParts,
  place: KeyPlace,
  whole: CertificateFigures,
  rest: RestScan,
): Promise<ExactDecimal> {
  const readNumber = pathReader(parts.numberPath)
  let [sum, count] = [ZERO, 0]
  let least: ExactDecimal | undefined
  let greatest: ExactDecimal | undefined
  for (const record of await recordsOf(numbersOfGroup(parts, place), rest)) {
    const value = readNumber(record)
    if (value === null) continue
    const exact = decimalOf(value)
    if (exact === undefined) throw new SumNotCertified()
    if (least === undefined || isLess(exact, least)) least = exact
    if (greatest === undefined || isLess(greatest, exact)) greatest = exact
    sum = add(sum, exact)
    count += 1
  }
  const isWhole = count === countOf(whole) && isSame(least, whole.minimum) && isSame(greatest, whole.maximum)
  if (!isWhole) throw new SumNotCertified()
  return sum
}

function isSame(a: ExactDecimal | undefined, b: JsonRecordValue): boolean {
  const other = decimalOf(b)
  return a?.digits === other?.digits && a?.scale === other?.scale
}

// ── Requests and numbers ───────────────────────────────────────────────────────────────────────────────────────

/** A request that the org does not bring to an end leaves the sum as it was: not proved. */
async function recordsOf(soql: string, rest: RestScan): Promise<readonly JsonRecord[]> {
  const records: JsonRecord[] = []
  try {
    for await (const page of restRecords({ ...rest, scan: { ...rest.scan, soql } })) records.push(...page)
  } catch (error) {
    const hasGivenUp = interruptionOf(error) !== undefined || isRefusal(error)
    throw hasGivenUp ? new SumNotCertified() : error
  }
  rest.recorder.countRows(records.length)
  return records
}

function isRefusal(error: unknown): boolean {
  return error instanceof CertSqlError && error.org?.code === 'EXCEEDED_ID_LIMIT'
}

const ZERO: ExactDecimal = { digits: 0n, scale: 0 }

function countOf(figures: CertificateFigures | undefined): number {
  return figures === undefined || figures.count === null ? 0 : Number(String(lexemeOf(figures.count)))
}

function decimalOf(value: JsonRecordValue): ExactDecimal | undefined {
  return typeof value === 'number' || value instanceof ExactNumber ? parseDecimal(lexemeOf(value)) : undefined
}

function lexemeOf(value: JsonRecordValue): string {
  return value instanceof ExactNumber ? value.lexeme : String(value)
}

function add(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const scale = Math.max(a.scale, b.scale)
  const digits = (digitsAtScale(a, scale) ?? 0n) + (digitsAtScale(b, scale) ?? 0n)
  return { digits, scale }
}

function isLess(a: ExactDecimal, b: ExactDecimal): boolean {
  const scale = Math.max(a.scale, b.scale)
  return (digitsAtScale(a, scale) ?? 0n) < (digitsAtScale(b, scale) ?? 0n)
}

/** A group without numbers has no doubtful sum. */
function jsonOf(sum: ExactDecimal | undefined): JsonRecordValue {
  if (sum === undefined) throw new SumNotCertified()
  return numberOf(formatDecimal(sum, 0))
}
