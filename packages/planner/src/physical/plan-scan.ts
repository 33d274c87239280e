import { internalError } from '@certsql/core'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan, SumCertificate } from '../logical/remote-scan.js'
import { scanToSoql } from '../soql/scan-to-soql.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { chooseTransport } from './choose-transport.js'
import { pagedGroups } from './group-pages.js'
import { keysetQuery } from './keyset-query.js'
import type { RowWindow, ScanCertificate, ScanColumn, ScanPlan } from './physical-plan.js'

/**
 * A scan as a request: its SOQL, how it travels, and how to read each column from a record. The window is what the
 * statement takes of its rows as they pass.
 */
export function planScan(
  scan: RemoteScan,
  name: string,
  nameOf: (column: PlanColumn) => string,
  context: PhysicalContext,
  window?: RowWindow,
): ScanPlan {
  const { text, query, paths, deletedFlags } = scanToSoql(scan)
  const columns = scan.columns.map((column, index): ScanColumn => {
    const path = paths[index]
    if (path === undefined) throw internalError(`scan ${scan.alias} has no output for ${column.name}`)
    const flags = deletedFlags[index] ?? []
    const compound = column.type.kind === 'json'
    const read = { name: nameOf(column), type: column.type, path, compound }
    return flags.length === 0 ? read : { ...read, deletedFlags: flags }
  })
  const paged = pagedGroups(scan, context)
  return {
    id: scan.id,
    name,
    object: scan.table.name,
    soql: paged?.soql ?? text,
    includeDeleted: scan.includeDeleted,
    columns,
    aggregate: scan.grouping !== undefined,
    ...(paged === undefined ? {} : { groupPages: paged.groupPages }),
    certificates: (scan.grouping?.certificates ?? []).map((one) => locateCertificate(one, scan)),
    ...chooseTransport(scan, context, window),
    ...keysetQuery(scan, query, context),
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
