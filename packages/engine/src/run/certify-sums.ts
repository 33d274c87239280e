import { internalError, type JsonRecord, type JsonRecordValue } from '@certsql/core'
import type { ScanCertificate, ScanColumn, ScanPlan, SumParts } from '@certsql/planner'
import { pathReader } from '../decode/read-path.js'
import type { DoubtfulSum, GroupsAtHand, ReadRows } from './doubtful-sum.js'
import type { GroupRecords } from './group-pages.js'
import { SumNotCertified } from './primary-impossible.js'
import type { RestScan } from './rest-scan.js'
import { certifySum, type ReadFigures, roundSum } from './sum-certificate.js'
import { sumsInParts } from './sums-in-parts.js'

/**
 * The records of an aggregate query with their sums made exact. Of sums that their figures do not prove, what is behind those
 * groups is asked for; `SumNotCertified` is thrown when that does not help.
 */
export async function certifySums(
  rest: RestScan,
  { records, areAll }: GroupRecords,
  readRows: ReadRows,
): Promise<readonly JsonRecord[]> {
  const rounded = roundTrusted(rest, records)
  const { certificates } = rest.scan
  if (certificates.length === 0) return rounded
  const proved = certificates.map((certificate) => prove(certificate, rounded, rest.scan))
  const doubtful = proved.filter(({ groups }) => groups.length > 0)
  const parts =
    doubtful.length === 0
      ? undefined
      : await sumsInParts(doubtful.map(withParts), groupsAtHand({ records: rounded, areAll }, rest, readRows))
  return rounded.map((record) => {
    const sums = proved.map(({ alias, exact, parts: own }) => {
      const found = own === undefined ? undefined : parts?.get(own)?.get(record)
      return [alias, exact.get(record) ?? found ?? null] as const
    })
    return { ...record, ...Object.fromEntries(sums) }
  })
}

/** What is taken as the org gives it may carry the dust of floating point, which no column has places for. */
function roundTrusted({ scan, execution }: RestScan, records: readonly JsonRecord[]): readonly JsonRecord[] {
  if (scan.trustedSums.length === 0) return records
  execution.notices.tell('sumsOfServer', 'Sums are those of the org, added in floating point (Sums=Server).')
  const sums = scan.trustedSums.flatMap(({ sum, scale }) => {
    const [alias] = columnOf(scan, sum).path
    return alias === undefined ? [] : [{ alias, scale }]
  })
  return records.map((record) => {
    const rounded = sums.map(({ alias, scale }) => [alias, roundSum(record[alias] ?? null, scale)] as const)
    return { ...record, ...Object.fromEntries(rounded) }
  })
}

function groupsAtHand({ records, areAll }: GroupRecords, rest: RestScan, readRows: ReadRows): GroupsAtHand {
  const { groupParts } = rest.scan
  if (groupParts === undefined) throw new SumNotCertified()
  return { records, areAll: areAll && groupParts.isWhole, parts: groupParts, rest, readRows }
}

/** A sum of all groups, as far as the org's figures prove it. */
interface ProvedSum {
  readonly alias: string
  readonly exact: ReadonlyMap<JsonRecord, JsonRecordValue>
  readonly parts: SumParts | undefined
  readonly read: ReadFigures
  /** Those that are not proved. */
  readonly groups: readonly JsonRecord[]
}

function prove(certificate: ScanCertificate, records: readonly JsonRecord[], scan: ScanPlan): ProvedSum {
  const { alias, read } = figuresReader(scan, certificate)
  const groups: JsonRecord[] = []
  const exact = new Map<JsonRecord, JsonRecordValue>()
  for (const record of records) {
    const proof = certifySum(read(record))
    if (proof.certified) exact.set(record, proof.sum)
    else groups.push(record)
  }
  return { alias, exact, parts: certificate.parts, read, groups }
}

function withParts({ parts, read, groups }: ProvedSum): DoubtfulSum {
  if (parts === undefined) throw new SumNotCertified()
  return { parts, read, groups }
}

/** Where the figures of a certificate stand in a record; a sum is named by an alias. */
function figuresReader(scan: ScanPlan, certificate: ScanCertificate) {
  const [sum, count, minimum, maximum] = [
    certificate.sum,
    certificate.count,
    certificate.minimum,
    certificate.maximum,
  ].map((index) => pathReader(columnOf(scan, index).path))
  const [alias, ...deeper] = columnOf(scan, certificate.sum).path
  if (alias === undefined || deeper.length > 0) throw internalError('a sum is not named by an alias.')
  const { scale } = certificate
  const read: ReadFigures = (record) => ({
    sum: sum?.(record) ?? null,
    count: count?.(record) ?? null,
    minimum: minimum?.(record) ?? null,
    maximum: maximum?.(record) ?? null,
    scale,
  })
  return { alias, read }
}

function columnOf(scan: ScanPlan, index: number): ScanColumn {
  const column = scan.columns[index]
  if (column === undefined) throw internalError('a certificate names a column that is not there.')
  return column
}
