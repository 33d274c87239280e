export { readLiteral } from './bind/read-literal.js'
export type { CallPlan } from './call/call-plan.js'
export type { ProcedureParameter, ProcedureSignature } from './call/procedure-signature.js'
export type {
  CopyCompression,
  CopyFormat,
  CopyTextStyle,
  CopyToFormat,
  CopyToPlan,
} from './copy/copy-plan.js'
export type { CopyFromPlan, FileReading } from './copy/plan-copy-from.js'
export {
  type ExplainedCost,
  type ExplainedScan,
  type Explanation,
  explainPlan,
} from './explain/explanation.js'
export { HINTS, type HintRule } from './explain/hints.js'
export type { VerificationPlan } from './explain/plan-verification.js'
export {
  type ActualFigures,
  type ExplainStyle,
  type RenderOptions,
  renderExplanation,
} from './explain/render-explanation.js'
export { functionLines } from './functions/registry.js'
export {
  type FileFormat,
  FileNeeded,
  type FileOptions,
  type FileRequest,
  type LocalFile,
  type LocalFiles,
} from './local/local-file.js'
export {
  LOCAL_SCHEMA,
  LOCAL_STORAGE,
  type LocalRelation,
  type LocalRelations,
  type LocalTable,
  type LocalView,
} from './local/local-relation.js'
export type { LocalStatement } from './local/local-statement.js'
export { callsOfBulkJob } from './physical/choose-transport.js'
export type { KeyPlace } from './physical/key-place.js'
export { sumsOfSign } from './physical/parts-of-sum.js'
export type {
  BulkChance,
  ConstantRows,
  EnoughRows,
  FallbackPlan,
  GroupKey,
  GroupPages,
  GroupParts,
  KeyedScans,
  KeysetQuery,
  MetadataStage,
  NamedGroups,
  OrderKey,
  PagewiseQuery,
  PhysicalPlan,
  RemoteQuery,
  ResidualQuery,
  RowKey,
  RowSkip,
  RowWindow,
  ScanCertificate,
  ScanColumn,
  ScanEstimate,
  ScanKeys,
  ScanPlan,
  ScanProgress,
  StagedQuery,
  SumParts,
} from './physical/physical-plan.js'
export { queryBehind } from './physical/query-behind.js'
export { planQuery } from './plan-query.js'
export {
  planStatement,
  STATEMENT_NAMES,
  type StatementPlan,
  type TransactionStatement,
} from './plan-statement.js'
export {
  DEFAULT_WRITE_SETTINGS,
  type ParameterValue,
  type ParameterValues,
  type PlannerOptions,
  type WriteSettings,
} from './planner-options.js'
export type { TableKeys, TextGrouping } from './residual/text-groupings.js'
export type { PushdownNote, VerdictKind } from './verdict/verdict.js'
export {
  COLLECTIONS_PER_CALL,
  chooseRoad,
  MOST_GRAPH_RECORDS,
  type RecordsToWrite,
  type WriteRoad,
} from './write/choose-road.js'
export {
  type ExplainedAction,
  explainWrite,
  renderWriteExplanation,
  type WriteExplanation,
} from './write/explain-write.js'
export { parentQuery } from './write/parent-query.js'
export { type GivenWrite, planGivenWrite } from './write/plan-given.js'
export { readBackQuery } from './write/returning.js'
export type {
  FieldTarget,
  ParentTarget,
  RepeatedRows,
  Returning,
  ReturningInput,
  WriteAction,
  WriteColumn,
  WritePlan,
  WriteSource,
  WriteStatementName,
  WriteTarget,
} from './write/write-plan.js'
export { WRITTEN_TABLE } from './write/written-table.js'
