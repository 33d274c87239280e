import type { EventEmitter } from 'node:events'
import type { Transform } from 'node:stream'
import type { QueryResult, StatementOptions, StatementStats } from '@certsql/driver'
import type knex from 'knex'

/**
 * The shapes in which Knex speaks to its dialects. Its own types leave them open; here is the part of them that this
 * dialect reads or overrides, the same from Knex 3.0 to 3.3.
 */

/** What `import knex from 'knex'` gives. */
export type KnexModule = typeof knex

/** A value that a builder keeps for the compiler: a builder, a raw, a function, or plain data. */
export type BuilderValue = unknown

/** Where compilers gather the values of the `?` that they write. */
export interface BindingsHolder {
  readonly bindings: unknown[]
}

export interface JoinCondition {
  readonly type: string
  readonly bool: string
}

export interface JoinStatement {
  readonly joinType: string
  readonly clauses: readonly JoinCondition[]
}

export interface JsonExtraction {
  readonly column: BuilderValue
  readonly path: string
  readonly alias?: string
}

export interface JsonPathCondition {
  readonly column: BuilderValue
  readonly jsonPath: string
  readonly operator: string
  readonly value: unknown
}

export interface JsonPathJoin {
  readonly columnFirst: BuilderValue
  readonly jsonPathFirst: string
  readonly columnSecond: BuilderValue
  readonly jsonPathSecond: string
}

export interface JsonCondition {
  readonly column: BuilderValue
  readonly value: unknown
  readonly not?: boolean
}

/** A statement as a compiler gives it: the text alone, or with what the response needs to be read. */
export type CompiledText = string | CompiledStatement

export interface CompiledStatement {
  readonly sql: string
  readonly returning?: BuilderValue
  readonly bindings?: readonly unknown[]
  output?(result: QueryResult): unknown
}

/** What a builder has been told. */
export interface BuilderParts {
  readonly table?: BuilderValue
  readonly schema?: string
  readonly limit?: number
  readonly columnInfo?: string
  readonly returning?: BuilderValue
  readonly insert?: BuilderValue
  readonly onConflict?: BuilderValue
  readonly merge?: unknown
  readonly update?: Readonly<Record<string, unknown>>
  readonly updateFrom?: BuilderValue
  readonly using?: BuilderValue
  readonly upsert?: BuilderValue
  readonly upsertKey?: BuilderValue
}

export interface InsertData {
  readonly columns: readonly string[]
  readonly values: readonly (readonly unknown[])[]
}

export interface DialectClient extends EventEmitter {
  /** Absent while Knex makes the client. */
  readonly config: { readonly allowTruncate?: boolean; readonly dialect?: string } | undefined
  parameter(value: unknown, builder: unknown, holder: BindingsHolder): string
  raw(sql: unknown, bindings: unknown): { toSQL(): CompiledStatement }
  alias(value: string, name: string): string
  _escapeBinding(this: unknown, value: unknown, context: unknown): string
  wrapIdentifierImpl(name: string): string
  customWrapIdentifier(value: string, wrap: (name: string) => string, context: unknown): string
}

export interface QueryCompiler {
  readonly client: DialectClient
  readonly builder: { queryContext(): unknown }
  readonly formatter: { wrap(value: BuilderValue): string; columnize(value: BuilderValue): string }
  readonly bindingsHolder: BindingsHolder
  readonly single: BuilderParts
  readonly grouped: {
    readonly join?: readonly JoinStatement[]
    readonly [clause: string]: readonly unknown[] | undefined
  }
  readonly tableName: string
  with(): string
  where(): string | undefined
  insert(): CompiledText
  update(): CompiledText
  del(): CompiledText
  _prepInsert(data: BuilderValue): string | InsertData
  _prepUpdate(data: BuilderValue): readonly string[]
  _buildInsertValues(data: InsertData): string
  _joinTable(join: JoinStatement): BuilderValue
  _returning(returning: BuilderValue): string
  _not(statement: { readonly not?: boolean }, word: string): string
  _columnClause(statement: { readonly column: BuilderValue }): string
}

export type QueryCompilerClass = new (
  client: unknown,
  builder: unknown,
  bindings?: readonly unknown[],
) => QueryCompiler

export interface QueryBuilder {
  _method: string
  _single: { [part: string]: unknown }
  returning(columns: BuilderValue): this
}

export type QueryBuilderClass = new (client: unknown) => QueryBuilder

/** One step of `knex.schema`: `hasTable('Account')`. */
export interface SchemaStep {
  readonly method: string
  readonly args: readonly unknown[]
}

export interface SchemaBuilder {
  readonly _sequence: readonly SchemaStep[]
}

/** A statement on its way through Knex; events show copies of it. */
export interface QueryObject {
  readonly sql: string
  readonly method?: string
  readonly bindings?: readonly unknown[]
  /** What `.options({ … })` was given; the driver takes `signal` and `allowUnfilteredWrites`. */
  readonly options?: StatementOptions
  readonly returning?: BuilderValue
  readonly pluck?: string
  output?(result: QueryResult): unknown
  response?: QueryResult
  /** For `query-response`: what the statement cost. */
  stats?: StatementStats
  calls?: number
  rows?: number
}

export type ResponseStream = Transform
