import type { LogicalPlan } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { mapEveryPlan } from './map-every-plan.js'

/** The plan with another form of one of its scans. */
export function replaceScan(plan: LogicalPlan, scan: RemoteScan): LogicalPlan {
  return mapEveryPlan(plan, (node) => (node.kind === 'RemoteScan' && node.id === scan.id ? scan : node))
}
