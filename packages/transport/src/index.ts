export type {
  Authentication,
  BasicAuthentication,
  ClientCredentialsAuthentication,
  IdentityProvider,
  InitiateOAuth,
  JwtAuthentication,
  JwtKeyType,
  LoginPlace,
  OAuthAuthentication,
  PasswordAuthentication,
  SamlAuthentication,
  SfCliAuthentication,
  TokenAuthentication,
} from './auth/authentication.js'
export type { LoginPrompt, LoginPrompts } from './auth/login-prompts.js'
export { forgetOAuthLogin } from './auth/oauth-authenticator.js'
export type { OAuthApp, OAuthCalls, OAuthPage } from './auth/oauth-calls.js'
export type { IssuedCode } from './auth/redeem-code.js'
export type { TokenSet } from './auth/token-set.js'
export type { BulkQueryOptions, CsvPage } from './bulk/bulk-query.js'
export type { JobFigures } from './bulk/finished-job.js'
export { connectSalesforce } from './connect-salesforce.js'
export type { ExtractedPage, ExtractOptions } from './extract/extract-pages.js'
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from './faults/retry-policy.js'
export { DEFAULT_TIMEOUTS, type Timeouts } from './http/http-exchange.js'
export type { ProxyOptions } from './http/proxy-choice.js'
export {
  DEFAULT_JOB_BYTES,
  type IngestEvent,
  type IngestOptions,
  type IngestOutcome,
  type IngestPortion,
  type IngestRequest,
  type IngestStep,
  MAX_JOB_BYTES,
} from './ingest/ingest-request.js'
export type { RequestEvent, RequestHook } from './observe/request-event.js'
export { encodeSoql } from './query/encode-soql.js'
export type { QueryPage } from './query/query-page.js'
export type { QueryOptions } from './query/query-pages.js'
export { MAX_SOQL_CHARACTERS } from './query/query-request.js'
export { Redactor } from './redactor.js'
export type { Log, LogEntry, LogLevel } from './request-log.js'
export type { ApiUsage } from './rest/api-usage.js'
export { type ApiVersion, NEWEST_KNOWN_VERSION } from './rest/api-version.js'
export type { DeletedRecords, TimeSpan, UpdatedRecords } from './rest/changed-records.js'
export type { Conditional, ConditionalRequest } from './rest/describe.js'
export type { Limit, Limits } from './rest/limits.js'
export type { ByteSource, Download, RawAnswer, RawRequest } from './rest/raw-request.js'
export type { RequestFigures, RequestOptions } from './rest/request-options.js'
export type { FileUpload } from './rest/upload-record.js'
export type { UserInfo } from './rest/user-info.js'
export { SalesforceClient } from './salesforce-client.js'
export { DEFAULT_MAX_CONCURRENCY, type SalesforceOptions } from './salesforce-options.js'
export type { ConvertedLead, LeadConversion, Merged, MergeRequest, SoapClient } from './soap/soap-client.js'
export type { SoapOutcome } from './soap/soap-outcome.js'
export {
  type GraphNode,
  MAX_COLLECTION_RECORDS,
  MAX_COMPOSITE_COLLECTIONS,
  MAX_COMPOSITE_PARTS,
  MAX_GRAPH_NODES,
  type RecordWrite,
  type RowError,
  type RowOutcome,
  type WriteOperation,
  type WriteRecord,
} from './write/record-write.js'
export type { CompositeWriteOptions } from './write/write-composite.js'
