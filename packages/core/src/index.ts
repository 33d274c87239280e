export { CertSqlError, type ErrorFacts, internalError, type OrgError } from './certsql-error.js'
export type {
  ChildRelationshipDescribe,
  FieldDescribe,
  FieldType,
  GlobalDescribe,
  ObjectDescribe,
  ObjectSummary,
  PicklistValueDescribe,
} from './describe.js'
export { ERROR_CODES, type ErrorCode } from './error-code.js'
export { ExactNumber, type JsonRecord, type JsonRecordValue } from './exact-number.js'
export { tryFileLock } from './files/file-lock.js'
export { extensionOf, type FilePacking, packingOf, withoutPacking } from './files/file-name.js'
export type { Column, JsonObject, RowBatch, SqlValue } from './row-batch.js'
export { didYouMean, similarNames } from './similar-names.js'
export { coverSpans, type LinePosition, linePosition, type SourceSpan } from './source-span.js'
export {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  EXACT_TEXT,
  formatSqlType,
  ID,
  INTEGER,
  INTERVAL,
  isFoldedText,
  isMoment,
  isNumeric,
  isTemporal,
  isTextual,
  JSON_TYPE,
  list,
  NULL,
  type SqlType,
  type SqlTypeKind,
  TEXT,
  type TextComparison,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
} from './sql-type.js'
export { systemErrorCode, systemErrorReason } from './system-error.js'
export { type CsvStyle, CsvWriter } from './text/csv-writer.js'
export { decimalText } from './text/decimal-text.js'
export { jsonText } from './text/json-text.js'
export { JsonWriter } from './text/json-writer.js'
export { NdjsonWriter } from './text/ndjson-writer.js'
export { quoteIdentifier, quoteText } from './text/quote-sql.js'
export type { RowWriter } from './text/row-writer.js'
export { TsvWriter } from './text/tsv-writer.js'
export { uniqueNames } from './text/unique-names.js'
export { valueText } from './text/value-text.js'
