import type { LogicalPlan, MetadataScan, SoqlScan } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'

/** What comes from elsewhere before the residual runs. */
export type StagedSource = RemoteScan | MetadataScan | SoqlScan

export function isStagedSource(plan: LogicalPlan): plan is StagedSource {
  return plan.kind === 'RemoteScan' || plan.kind === 'MetadataScan' || plan.kind === 'SoqlScan'
}
