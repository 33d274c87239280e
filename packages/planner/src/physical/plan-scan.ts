import { internalError } from '@certsql/core'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan, SumCertificate } from '../logical/remote-scan.js'
import { scanToSoql } from '../soql/scan-to-soql.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { estimateScan } from './estimate-scan.js'
import type { ScanCertificate, ScanColumn, ScanPlan } from './physical-plan.js'

/** A scan as a request: its SOQL, and how to read each column from a record. */
export function planScan(
  scan: RemoteScan,
  name: string,
  nameOf: (column: PlanColumn) => string,
  context: PhysicalContext,
): ScanPlan {
  const { text, paths, deletedFlags } = scanToSoql(scan)
  const columns = scan.columns.map((column, index): ScanColumn => {
    const path = paths[index]
    if (path === undefined) throw internalError(`scan ${scan.alias} has no output for ${column.name}`)
    const flags = deletedFlags[index] ?? []
    const compound = column.type.kind === 'json'
    const read = { name: nameOf(column), type: column.type, path, compound }
    return flags.length === 0 ? read : { ...read, deletedFlags: flags }
  })
  return {
    id: scan.id,
    name,
    object: scan.table.name,
    soql: text,
    includeDeleted: scan.includeDeleted,
    columns,
    aggregate: scan.grouping !== undefined,
    certificates: (scan.grouping?.certificates ?? []).map((one) => locateCertificate(one, scan)),
    transport: { kind: 'rest', reason: 'this version reads over REST only' },
    estimate: estimateScan(scan, context),
    notes: scan.notes,
  }
}

function locateCertificate(certificate: SumCertificate, scan: RemoteScan): ScanCertificate {
  const indexOf = (column: PlanColumn) => scan.columns.findIndex((one) => one.id === column.id)
  return {
    sum: indexOf(certificate.sum),
    count: indexOf(certificate.count),
    minimum: indexOf(certificate.minimum),
    maximum: indexOf(certificate.maximum),
    scale: certificate.scale,
  }
}
