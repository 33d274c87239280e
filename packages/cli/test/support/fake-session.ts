import { CertSqlError, TEXT } from '@certsql/core'
import type {
  Column,
  ConfirmWrite,
  Notice,
  PropertyName,
  RowBatch,
  StatementStats,
  Table,
  TableSummary,
  WriteSummary,
} from '@certsql/driver'
import type { ResultStream, SqlSession } from '../../src/session/sql-session.js'

const STATS: StatementStats = {
  apiCalls: 1,
  pages: 1,
  rowsFetched: 2,
  bytes: 10,
  retries: 0,
  waitMilliseconds: 0,
  bulkJobs: 0,
  rows: 2,
  milliseconds: 5,
  phases: { orgMilliseconds: 3, localMilliseconds: 0, readerMilliseconds: 0 },
  scans: [],
  planMilliseconds: 1,
  metadataCalls: 0,
}

export interface FakeAnswer {
  readonly columns?: readonly Column[]
  readonly rows?: RowBatch['rows']
  readonly notices?: readonly Notice[]
  readonly error?: Error
  /** Never answers; ends only with the signal. */
  readonly hangs?: true
  /** For a write without WHERE: the error that there is unless it was confirmed. */
  readonly unconfirmed?: Error
  /** What it would write, to be confirmed first. */
  readonly writes?: WriteSummary
  readonly command?: string
  readonly written?: ResultStream['written']
}

/** A session that knows some statements by heart. */
export class FakeSession implements SqlSession {
  readonly asked: string[] = []
  /** The parameters of statements that have some. */
  readonly given: unknown[] = []
  readonly instanceUrl = 'https://acme.my.salesforce.com'
  readonly apiVersion = '67.0'
  inTransaction = false
  readonly user = 'amy@acme.example'

  constructor(
    private readonly answers: Readonly<Record<string, FakeAnswer>>,
    private readonly described: readonly Table[] = [],
  ) {}

  /** The properties in force. */
  readonly properties: Record<string, string> = {}

  settings() {
    return Object.entries(this.properties).map(([name, value]) => ({ name: name as PropertyName, value }))
  }

  stream(
    sql: string,
    parameters?: unknown,
    options: {
      readonly signal?: AbortSignal | undefined
      readonly allowUnfilteredWrites?: boolean | undefined
      readonly confirmWrite?: ConfirmWrite | undefined
    } = {},
  ): ResultStream {
    this.asked.push(sql)
    if (sql.includes(':')) this.given.push(parameters)
    const answer = this.answers[sql] ?? {
      error: new CertSqlError({ code: 'CERT-1001', message: `Unknown: ${sql}` }),
    }
    const {
      columns = [{ name: 'a', type: TEXT }],
      rows = [],
      notices = [],
      hangs,
      command,
      written,
      writes,
    } = answer
    const error = answer.error ?? (options.allowUnfilteredWrites === true ? undefined : answer.unconfirmed)
    return {
      stats: STATS,
      notices,
      command,
      written,
      columns: async () => {
        if (error !== undefined) throw error
        return columns
      },
      async *batches() {
        if (hangs === true) await untilAborted(options.signal)
        if (writes !== undefined && options.confirmWrite !== undefined) {
          const message = 'The write was not confirmed, and nothing was sent.'
          if (!(await options.confirmWrite(writes))) throw new CertSqlError({ code: 'CERT-8010', message })
        }
        yield { columns, rows }
      },
    }
  }

  async tables(): Promise<readonly TableSummary[]> {
    return this.described.map(({ name, label, queryable }) => ({ name, label, queryable }))
  }

  readonly kept = new Map<string, Pick<RowBatch, 'columns' | 'rows'>>()

  async keepRows(name: string, result: Pick<RowBatch, 'columns' | 'rows'>): Promise<void> {
    this.kept.set(name, result)
  }

  async recordCounts(tables: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(tables.map((table) => [table, 42]))
  }

  async describe(name: string): Promise<Table> {
    const wanted = name.toLowerCase()
    const table = this.described.find((one) => [one.name.toLowerCase(), shortName(one.name)].includes(wanted))
    if (table === undefined)
      throw new CertSqlError({ code: 'CERT-2001', message: `There is no table "${name}".` })
    return table
  }

  async close(): Promise<void> {}
}

function shortName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^[a-z0-9]+__(?=.+__c$)/, '')
    .replace(/__c$/, '')
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () =>
      reject(new CertSqlError({ code: 'CERT-7006', message: 'The statement was cancelled.' })),
    )
  })
}
