export type { Table, TableColumn } from '@certsql/catalog'
export {
  CertSqlError,
  type Column,
  type ErrorCode,
  type FilePacking,
  formatSqlType,
  type RowBatch,
  type SqlType,
  type SqlValue,
} from '@certsql/core'
export type { ConfirmWrite, WriteSummary } from '@certsql/engine'
export {
  type Committed,
  duckDbVersion as engineVersion,
  type ExecutionPhases,
  type ExecutionStats,
  type ExtractedPage,
  LoadError,
  type LoadFailure,
  type LoadProgress,
  type ParquetFile,
  type RowProblem,
  RowProblemsError,
  type RowReport,
  type RowStatus,
  type ScanStats,
  WriteError,
  type WriteReport,
} from '@certsql/engine'
export {
  functionLines as functionSignatures,
  type ParameterValue,
  type ParameterValues,
} from '@certsql/planner'
export type { RequestEvent, RequestHook } from '@certsql/transport'
export { type ConnectOptions, connect } from './connect.js'
export type {
  Connection,
  ExplainOptions,
  ExtractOptions,
  QueryOptions,
  QueryResult,
  StatementOptions,
  TableSummary,
} from './connection.js'
export { type ByteSink, openRowFile, type RowFile, type RowFileFormat } from './copy/row-file.js'
export { FileOutput } from './files/file-output.js'
export { ReplacedFile } from './files/replaced-file.js'
export { metadataCacheLocation } from './org/cache-location.js'
export { procedureFigures as procedureDescriptions } from './procedures/procedure-figures.js'
export { forgetLogin } from './profiles/forget-login.js'
export { Profiles, type ShownProfile } from './profiles/profiles.js'
export { PROPERTY_NAMES, type PropertyName } from './properties/properties.js'
export { propertyChoices } from './properties/property-choices.js'
export { environmentName, findProperty, isSecretProperty } from './properties/property-name.js'
export type { PropertyInput, Setting } from './properties/settings.js'
export type { StatementStats } from './statement/answer.js'
export type { Extract } from './statement/extract.js'
export type { Notice } from './statement/notice.js'
export type { RowObject } from './statement/row-objects.js'
export type { RowStream } from './statement/row-stream.js'
export type { StatementEvent } from './statement/statement-trace.js'
export { generateTypes, type TypesOptions } from './types/generate-types.js'
