export type {
  ConstantRows,
  FallbackPlan,
  MetadataStage,
  PagewiseQuery,
  PhysicalPlan,
  RemoteQuery,
  ResidualQuery,
  RowWindow,
  ScanCertificate,
  ScanColumn,
  ScanEstimate,
  ScanPlan,
  StagedQuery,
} from './physical/physical-plan.js'
export type { ParameterValue, ParameterValues, PlannerOptions } from './planner-options.js'
export type { PushdownNote, VerdictKind } from './verdict/verdict.js'
