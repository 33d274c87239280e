import type { FieldDescribe, ObjectDescribe } from '@certsql/core'
import { parseStatement, printDuckDb, type Statement } from '@certsql/sql'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

/** A record as the emulator keeps it: empty fields are left out. */
export type SourceRecord = Readonly<Record<string, unknown>>

/**
 * The third opinion: plain DuckDB over a copy of all records, without planner, SOQL or residual.
 *
 * Text is compared without case, as the org does. Here that needs no rewriting of statements: the copy holds all text in
 * upper case and the statement's literals are put in upper case too, so that plain comparisons give the same rows. Results
 * are compared in upper case as well. (Fields that are `caseSensitive` stay as they are.)
 */
export class Oracle {
  private constructor(private readonly connection: DuckDBConnection) {}

  static async create(options: { readonly now: string; readonly timeZone?: string }): Promise<Oracle> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`SET TimeZone = '${options.timeZone ?? 'UTC'}'; SET integer_division = true`)
    const oracle = new Oracle(connection)
    oracle.today = options.now.slice(0, 10)
    return oracle
  }

  private today = ''

  /** Copies an object; deleted records are left behind, as a query does not see them. */
  async load(object: ObjectDescribe, records: readonly SourceRecord[]): Promise<void> {
    const fields = object.fields.filter((field) => !isCompound(field))
    const alive = records.filter((record) => record.IsDeleted !== true)
    const raw = fields.map((field) => `${quote(field.name)} VARCHAR`).join(', ')
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE raw_copy (${raw})`)
    const appender = await this.connection.createAppender('raw_copy')
    for (const record of alive) {
      for (const field of fields) appendText(appender, record[field.name])
      appender.endRow()
    }
    appender.closeSync()
    const columns = fields.map((field) => `${fromText(field)} AS ${quote(field.name)}`).join(', ')
    await this.connection.run(`CREATE TABLE ${quote(object.name)} AS SELECT ${columns} FROM raw_copy`)
  }

  async query(sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
    const statement = pinClock(foldLiterals(parseStatement(sql)), this.today)
    if (statement.kind !== 'QueryStatement') throw new Error('the oracle only answers queries')
    const reader = await this.connection.runAndReadAll(printDuckDb(statement))
    return reader.getRows()
  }

  close(): void {
    this.connection.closeSync()
  }
}

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  date: 'DATE',
  datetime: 'TIMESTAMPTZ',
  time: 'TIME',
}

/** Our own reading of describe, written apart from the catalog's. */
function fromText(field: FieldDescribe): string {
  const name = quote(field.name)
  if (field.type === 'double' || field.type === 'currency' || field.type === 'percent') {
    const type =
      field.calculated === true ? 'DOUBLE' : `DECIMAL(${field.precision ?? 18}, ${field.scale ?? 0})`
    return `CAST(${name} AS ${type})`
  }
  if (field.type === 'time') return `CAST(replace(${name}, 'Z', '') AS TIME)`
  const type = TYPES[field.type]
  if (type !== undefined) return `CAST(${name} AS ${type})`
  return field.caseSensitive === true ? name : `upper(${name})`
}

function isCompound(field: FieldDescribe): boolean {
  return field.type === 'address' || field.type === 'location' || field.type === 'complexvalue'
}

function appendText(
  appender: { appendNull(): void; appendVarchar(value: string): void },
  value: unknown,
): void {
  if (value === null || value === undefined || value === '') appender.appendNull()
  else appender.appendVarchar(String(value))
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Every string literal in upper case: as the copy's text is. */
function foldLiterals(statement: Statement): Statement {
  return mapNodes(statement, (node) =>
    node.kind === 'StringLiteral' ? { ...node, value: String(node.value).toUpperCase() } : node,
  ) as Statement
}

/** DuckDB's clock cannot be set, so the statement carries the day. */
function pinClock(statement: Statement, today: string): Statement {
  return mapNodes(statement, (node) => {
    if (node.kind !== 'CurrentValue' || node.value !== 'CURRENT_DATE') return node
    return { kind: 'TypedLiteral', type: 'DATE', value: today, span: node.span }
  }) as Statement
}

type AnyNode = { readonly kind?: unknown; readonly [key: string]: unknown }

/** A blind walk over plain objects: the oracle must not depend on what the planner knows of the tree. */
function mapNodes(value: unknown, map: (node: AnyNode) => AnyNode): unknown {
  if (Array.isArray(value)) return value.map((one) => mapNodes(one, map))
  if (typeof value !== 'object' || value === null) return value
  const mapped = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapNodes(one, map)]))
  return map(mapped)
}
