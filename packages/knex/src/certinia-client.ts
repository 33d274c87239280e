import { Readable } from 'node:stream'
import { connect, type ParameterValue, type StatementOptions } from '@certsql/driver'
import type { Knex } from 'knex'
import { baseClasses } from './base-classes.js'
import { prepareBindings, unescapeQuestionMarks } from './bindings.js'
import { type ConnectionSettings, hideSecrets } from './connection-settings.js'
import type {
  DialectClient,
  KnexModule,
  QueryObject,
  ResponseStream,
  SchemaBuilder,
} from './knex-internals.js'
import { Logins } from './logins.js'
import { queryBuilderFor } from './query-builder.js'
import { queryCompilerFor } from './query-compiler.js'
import { refuse } from './refuse.js'
import { readResponse } from './response.js'
import { CertiniaSchemaCompiler } from './schema-compiler.js'
import type { Session, StatementText } from './session.js'
import {
  type CommittingTransaction,
  giveIdsAtCommit,
  requirePlainTransaction,
  type TransactionConfig,
} from './transaction.js'

/**
 * The dialect for one copy of Knex; a program that has several makes one for each.
 *
 * ```ts
 * const CertiniaClient = certiniaClientFor(knex)
 * const db = knex({ client: CertiniaClient, connection: 'certinia:///?User=…' })
 * ```
 */
export function certiniaClientFor(knex: KnexModule): KnexModule['Client'] {
  const { QueryBuilder, QueryCompiler } = baseClasses(knex)
  const CertiniaBuilder = queryBuilderFor(QueryBuilder)
  const CertiniaCompiler = queryCompilerFor(QueryCompiler)
  const { _escapeBinding: escapeBinding } = knex.Client.prototype as unknown as DialectClient

  // Transactions make clients of their own from the prototype alone, so methods lean on the session, not on fields.
  class CertiniaClient extends knex.Client {
    readonly logins = new Logins()

    constructor(config: Knex.Config) {
      super(config)
      // What is printed of Knex, which holds its client, shows no secrets.
      const { connection } = this.config
      if (connection !== undefined && typeof connection === 'object') {
        this.config.connection = hideSecrets(connection as ConnectionSettings) as typeof connection
        this.connectionSettings = hideSecrets(this.connectionSettings as ConnectionSettings)
      }
    }

    _driver() {
      return { connect }
    }

    // ── Compiling ────────────────────────────────────────────────────────────────────────────────────────────

    override queryBuilder() {
      return new CertiniaBuilder(this) as unknown as Knex.QueryBuilder
    }

    override queryCompiler(builder: unknown, bindings?: readonly unknown[]) {
      return new CertiniaCompiler(this, builder, bindings)
    }

    override schemaCompiler(builder: unknown) {
      return new CertiniaSchemaCompiler(this as unknown as DialectClient, builder as SchemaBuilder)
    }

    override positionBindings(sql: string): string {
      return unescapeQuestionMarks(sql)
    }

    override prepBindings(bindings: readonly unknown[] = []): readonly ParameterValue[] {
      return prepareBindings(bindings)
    }

    /** For `toString()`. A moment is written with its zone, which Knex leaves out. */
    _escapeBinding(value: unknown, context: unknown): string {
      if (value instanceof Date) return `'${value.toISOString()}'`
      if (typeof value === 'bigint') return value.toString()
      return escapeBinding.call(this, value, context)
    }

    // ── Pool ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** Nothing is opened before it is needed. */
    override poolDefaults() {
      return { ...super.poolDefaults(), min: 0 }
    }

    override acquireRawConnection(): Promise<Session> {
      // A function gives new ones now and then.
      const settings = hideSecrets(this.connectionSettings as ConnectionSettings)
      this.connectionSettings = settings
      return this.logins.openSession(settings, (event) => {
        this.emit('certsql:stats', event)
      })
    }

    override destroyRawConnection(session: Session): Promise<void> {
      return session.close()
    }

    override async validateConnection(session: Session): Promise<boolean> {
      return !session.isClosed
    }

    override async destroy(callback?: (error?: unknown) => void): Promise<void> {
      try {
        await super.destroy(undefined)
        await this.logins.close()
      } catch (error) {
        if (callback === undefined) throw error
        callback(error)
        return
      }
      callback?.()
    }

    // ── Running ──────────────────────────────────────────────────────────────────────────────────────────────

    async _query(session: Session, query: QueryObject): Promise<QueryObject> {
      if (query.sql === '') throw refuse('The query is empty.', 'give insert at least one record')
      query.response = await session.query(statementOf(query), query.options)
      const { stats } = query.response
      query.stats = stats
      query.calls = stats.apiCalls
      query.rows = stats.rows
      return query
    }

    processResponse(query: QueryObject, runner: unknown): unknown {
      return readResponse(query, runner)
    }

    /** Rows flow as they come from the org; destroying the stream stops the statement. */
    _stream(
      session: Session,
      query: QueryObject,
      stream: ResponseStream,
      options: StatementOptions = {},
    ): Promise<void> {
      const source = Readable.from(session.stream(statementOf(query), { ...query.options, ...options }))
      return new Promise((resolve, reject) => {
        source.once('error', (error) => {
          reject(error)
          stream.destroy(error)
        })
        source.once('close', resolve)
        source.pipe(stream)
      })
    }

    /** `.timeout(ms, { cancel: true })`: requests, jobs and local work end before the error is seen. */
    override async cancelQuery(session?: Session): Promise<void> {
      await session?.cancel()
    }

    override transaction(container: unknown, config: TransactionConfig | undefined, outer: unknown) {
      requirePlainTransaction(config)
      const transaction = super.transaction(container, config, outer)
      giveIdsAtCommit(transaction as unknown as CommittingTransaction)
      return transaction
    }
  }

  Object.assign(CertiniaClient.prototype, { driverName: 'certinia', canCancelQuery: true })
  // ORMs ask for the dialect and do less with one they do not know; `dialect: 'postgresql'` tells them that it is alike.
  Object.defineProperty(CertiniaClient.prototype, 'dialect', {
    get(this: DialectClient) {
      return this.config?.dialect ?? 'certinia'
    },
  })
  return CertiniaClient
}

function statementOf({ sql, bindings = [] }: QueryObject): StatementText {
  return { sql, bindings: bindings as readonly ParameterValue[] }
}
