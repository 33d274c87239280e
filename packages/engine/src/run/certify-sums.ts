import { internalError, type JsonRecord } from '@certsql/core'
import type { ScanCertificate, ScanColumn, ScanPlan } from '@certsql/planner'
import { pathReader } from '../decode/read-path.js'
import { SumNotCertified } from './primary-impossible.js'
import { certifySum } from './sum-certificate.js'

/** The records with their sums made exact; throws `SumNotCertified` when one of them can't be. */
export function certifySums(scan: ScanPlan, records: readonly JsonRecord[]): readonly JsonRecord[] {
  if (scan.certificates.length === 0) return records
  const certifiers = scan.certificates.map((certificate) => certifier(scan, certificate))
  return records.map((record) => Object.assign({}, record, ...certifiers.map((certify) => certify(record))))
}

/** Gives the member of a record that holds the certified sum. */
function certifier(scan: ScanPlan, certificate: ScanCertificate): (record: JsonRecord) => JsonRecord {
  const readers = {
    sum: pathReader(columnOf(scan, certificate.sum).path),
    count: pathReader(columnOf(scan, certificate.count).path),
    minimum: pathReader(columnOf(scan, certificate.minimum).path),
    maximum: pathReader(columnOf(scan, certificate.maximum).path),
  }
  const [alias, ...deeper] = columnOf(scan, certificate.sum).path
  if (alias === undefined || deeper.length > 0) throw internalError('a sum is not named by an alias.')
  return (record) => {
    const certified = certifySum({
      sum: readers.sum(record),
      count: readers.count(record),
      minimum: readers.minimum(record),
      maximum: readers.maximum(record),
      scale: certificate.scale,
    })
    if (!certified.certified) throw new SumNotCertified()
    return { [alias]: certified.sum }
  }
}

function columnOf(scan: ScanPlan, index: number): ScanColumn {
  const column = scan.columns[index]
  if (column === undefined) throw internalError('a certificate names a column that is not there.')
  return column
}
