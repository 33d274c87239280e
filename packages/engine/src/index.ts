export { duckDbVersion } from './duckdb/load-duckdb.js'
export { LocalDatabase, type LocalDatabaseSettings } from './duckdb/local-database.js'
export { ownFolder, removeAtExit, removeFolder } from './duckdb/own-folders.js'
export { execute, type ResultStream } from './execute.js'
export {
  createLocalTable,
  type KeptRows,
  type LocalTableTarget,
  type ParquetTarget,
  writeParquet,
} from './execute-into.js'
export type { EngineOptions, ExecutionContext } from './execution-context.js'
export type { ExecutionPhases, ExecutionStats, ScanStats } from './execution-stats.js'
export { writeExtractAsParquet } from './extract-parquet.js'
export {
  type ExtractContext,
  type ExtractedPage,
  type ExtractPlanOptions,
  type ExtractStream,
  extractPlan,
} from './extract-plan.js'
export { type CsvFacts, describeCsv } from './files/describe-csv.js'
export { describeJson, describeParquet } from './files/describe-typed-file.js'
export type { DescribedFile } from './files/described-file.js'
export { keepRows } from './keep-rows.js'
export { openLockedLedger } from './ledger-lock.js'
export { LoadError, STATUS_WORDS } from './load/load-error.js'
export type {
  LoadCounts,
  LoadFailure,
  LoadLedger,
  LoadProgress,
  LoadReport,
  LoadRequest,
  LoadRow,
  OpenPortion,
  Settlement,
} from './load/load-request.js'
export { NO_COUNTS } from './load/load-request.js'
export { loadRows } from './load/load-rows.js'
export type { RowRange } from './load/row-set.js'
export { sentRows } from './load/sent-rows.js'
export type { Notice } from './notice.js'
export { openParquet, type ParquetRows } from './open-parquet.js'
export { ParquetFile } from './parquet-file.js'
export type {
  ApiUsage,
  CsvPage,
  ExtractedFile,
  QueryPage,
  RemoteBulkOptions,
  RemoteQueryOptions,
  RemoteSource,
  RequestFigures,
  RequestOptions,
} from './remote-source.js'
export type {
  GraphNode,
  IngestedPortion,
  IngestedRow,
  IngestJob,
  RecordWrite,
  RemoteWriteOptions,
  RemoteWrites,
  RowError,
  RowOutcome,
  WriteOperation,
  WriteRecord,
} from './remote-writes.js'
export { type Committed, commitTransaction, confirmTransaction } from './write/commit-transaction.js'
export { type ConfirmWrite, requireConsent, type WriteSummary } from './write/confirm-write.js'
export { executeWrite, type WriteStream } from './write/execute-write.js'
export type { SourceRow } from './write/read-rows.js'
export { type RowProblem, RowProblemsError } from './write/row-problem.js'
export { TransactionBuffer } from './write/transaction-buffer.js'
export type { WriteContext } from './write/write-context.js'
export { WriteError } from './write/write-error.js'
export type { RowReport, RowStatus, WriteReport } from './write/write-report.js'
export { WriteStats } from './write/write-stats.js'
