import { internalError, type JsonRecord, type JsonRecordValue } from '@certsql/core'
import type { ScanCertificate, ScanColumn, ScanPlan } from '@certsql/planner'
import { pathReader } from '../decode/read-path.js'
import { SumNotCertified } from './primary-impossible.js'
import type { RestScan } from './rest-scan.js'
import { certifySum, type ReadFigures, roundSum } from './sum-certificate.js'
import { sumsInParts } from './sums-in-parts.js'

/**
 * The records of an aggregate query with their sums made exact. A sum that its figures do not prove is asked for again in
 * parts, and that group only; `SumNotCertified` is thrown when that does not help.
 */
export async function certifySums(
  rest: RestScan,
  records: readonly JsonRecord[],
): Promise<readonly JsonRecord[]> {
  let certified = roundTrusted(rest, records)
  for (const certificate of rest.scan.certificates) certified = await certify(certificate, certified, rest)
  return certified
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

async function certify(
  certificate: ScanCertificate,
  records: readonly JsonRecord[],
  rest: RestScan,
): Promise<readonly JsonRecord[]> {
  const reader = figuresReader(rest.scan, certificate)
  const doubtful: JsonRecord[] = []
  const exact = new Map<JsonRecord, JsonRecordValue>()
  for (const record of records) {
    const proof = certifySum(reader.read(record))
    if (proof.certified) exact.set(record, proof.sum)
    else doubtful.push(record)
  }
  if (doubtful.length > 0) {
    if (certificate.parts === undefined) throw new SumNotCertified()
    const sums = await sumsInParts(certificate.parts, doubtful, reader.read, rest)
    doubtful.forEach((record, index) => {
      exact.set(record, sums[index] ?? null)
    })
  }
  return records.map((record) => ({ ...record, [reader.alias]: exact.get(record) ?? null }))
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
