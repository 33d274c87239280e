import type { MetadataRow, MetadataTable } from '@certsql/catalog'
import type { LocalDatabase } from './duckdb/local-database.js'
import type { RemoteSource } from './remote-source.js'

/** What a plan needs to run. */
export interface ExecutionContext {
  readonly source: RemoteSource
  /** Not touched, and so not loaded, by plans that the org answers alone. */
  readonly database: LocalDatabase
  /** Port: the rows of `information_schema.*` and `certsql.*`. */
  readonly metadataRows: (
    table: MetadataTable,
    options: { readonly signal: AbortSignal; readonly objects?: readonly string[] | undefined },
  ) => Promise<readonly MetadataRow[]>
  readonly options: EngineOptions
  /** Stops the requests and the local work at once. A reason that is a CertSqlError is the error that is thrown. */
  readonly signal?: AbortSignal | undefined
}

export interface EngineOptions {
  /** What a DECIMAL is to JavaScript. */
  readonly decimals: 'Number' | 'String'
  /** IANA name of the session's zone. */
  readonly timeZone: string
  /** Records per page that the org is asked for. */
  readonly pageSize?: number | undefined
  /** How many scans of a statement run at a time. */
  readonly maxConcurrency: number
  /** The statement is stopped when it would need more. */
  readonly maxApiCalls?: number | undefined
  /** Percent of the API calls of the day that statements leave alone. */
  readonly apiReserve?: number | undefined
  /** The longest wait between two looks at a Bulk job. */
  readonly bulkPollMilliseconds?: number | undefined
}
