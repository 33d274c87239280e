import type { SoqlScan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { ScanColumn, ScanPlan } from './physical-plan.js'

/** A query in SOQL as it was written: nothing is added to it, and it cannot go on where it was interrupted. */
export function planSoqlScan(scan: SoqlScan, name: string, nameOf: (column: PlanColumn) => string): ScanPlan {
  return {
    id: scan.id,
    name,
    object: scan.object,
    soql: scan.soql,
    includeDeleted: scan.includeDeleted,
    columns: scan.columns.map(
      (column, index): ScanColumn => ({
        name: nameOf(column),
        type: column.type,
        path: scan.paths[index] ?? [],
        compound: column.type.kind === 'json',
      }),
    ),
    aggregate: scan.grouped,
    certificates: [],
    trustedSums: [],
    transport: { kind: 'rest', reason: 'the query is sent as it is' },
    estimate: {},
    notes: [],
  }
}
