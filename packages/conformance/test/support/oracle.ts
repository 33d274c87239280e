import type { FieldDescribe } from '@certsql/core'
import { parseStatement, printDuckDb, type QueryStatement, type Statement } from '@certsql/sql'
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { upperCase } from './compare-results.js'
import { keepTotals } from './keep-totals.js'
import { mapNodes } from './map-nodes.js'

/** A record as the emulator keeps it: empty fields are left out. */
export type SourceRecord = Readonly<Record<string, unknown>>

/** What the copy needs to know of an object. */
export interface OracleTable {
  readonly name: string
  readonly fields: readonly FieldDescribe[]
}

export interface OracleOptions {
  /** The moment that the statements call now. */
  readonly now: string
  readonly timeZone?: string
  /** Whether text compares without case, as with `Collation=Org`. */
  readonly fold?: boolean
  /** Lets DuckDB order joins, without which `FROM a, b, c` multiplies whole tables. */
  readonly optimize?: boolean
}

/**
 * The third opinion: plain DuckDB over a copy of all records, without planner, SOQL or residual.
 *
 * Text is compared without case, as the org does. Here that needs no rewriting of statements: the copy holds all text in
 * upper case and the statement's literals are put in upper case too, so that plain comparisons give the same rows. Results
 * are compared in upper case as well. (Ids and fields that are `caseSensitive` stay as they are.)
 */
export class Oracle {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly fold: boolean,
    private readonly today: string,
  ) {}

  static async create({
    now,
    timeZone = 'UTC',
    fold = true,
    optimize = false,
  }: OracleOptions): Promise<Oracle> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(
      `SET TimeZone = '${timeZone}'; SET integer_division = true; SET order_by_non_integer_literal = true; ` +
        `SET default_null_order = 'nulls_last_on_asc_first_on_desc'`,
    )
    // Some rewritings of DuckDB 1.5 change the rows; an opinion of its own must not share them with the product.
    if (!optimize) await connection.run('PRAGMA disable_optimizer')
    const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(now))
    return new Oracle(instance, connection, fold, today)
  }

  /** Copies an object; deleted records are left behind, as a query does not see them. */
  async load(object: OracleTable, records: readonly SourceRecord[]): Promise<void> {
    const alive = records.filter((record) => record.IsDeleted !== true)
    await this.#copy(object, alive, object.name)
  }

  async #copy(object: OracleTable, records: readonly SourceRecord[], table: string): Promise<void> {
    const fields = object.fields.filter((field) => !isCompound(field))
    const raw = fields.map((field) => `${quote(field.name)} VARCHAR`).join(', ')
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE raw_copy (${raw})`)
    const appender = await this.connection.createAppender('raw_copy')
    for (const record of records) {
      for (const field of fields) appendText(appender, record[field.name])
      appender.endRow()
    }
    appender.closeSync()
    const columns = fields.map((field) => `${this.#fromText(field)} AS ${quote(field.name)}`).join(', ')
    await this.connection.run(`CREATE TABLE ${quote(table)} AS SELECT ${columns} FROM raw_copy`)
  }

  /**
   * Makes `t.Region__r.Name` readable, up to {@link LONGEST_PATH} hops: what each lookup points to becomes a structure.
   * Paths lead to parents in the recycle bin, too. Comes after all objects were loaded.
   */
  async linkParents(
    objects: readonly OracleTable[],
    recordsOf: (object: string) => readonly SourceRecord[],
  ): Promise<void> {
    const known = new Set(objects.map(({ name }) => name))
    for (const object of objects) {
      await this.#copy(object, recordsOf(object.name), levelOf(object.name, 0))
    }
    for (let level = 1; level <= LONGEST_PATH; level += 1) {
      for (const object of objects) await this.#link(object, known, level)
    }
    for (const { name } of objects) {
      const all = quote(levelOf(name, LONGEST_PATH))
      await this.connection.run(`CREATE OR REPLACE TABLE ${quote(name)} AS FROM ${all} WHERE NOT "IsDeleted"`)
    }
  }

  async #link(object: OracleTable, known: ReadonlySet<string>, level: number): Promise<void> {
    const lookups = singleLookups(object).filter(({ target }) => known.has(target))
    const columns = ['child.*', ...lookups.map(({ relationship }) => `${quote(relationship)}`)]
    const joins = lookups.map(({ field, relationship, target }, index) => {
      const parents = `(SELECT "Id" AS id${index}, p AS ${quote(relationship)} FROM ${quote(levelOf(target, level - 1))} p)`
      return ` LEFT JOIN ${parents} ON id${index} = child.${quote(field)}`
    })
    await this.connection.run(
      `CREATE TABLE ${quote(levelOf(object.name, level))} AS SELECT ${columns.join(', ')} ` +
        `FROM ${quote(levelOf(object.name, 0))} child${joins.join('')}`,
    )
  }

  async query(sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
    return this.#run(parseQuery(sql))
  }

  /** The rows that a LIMIT, OFFSET or FETCH at the end of a statement chooses from. */
  async queryWithoutLimit(sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
    const statement = parseQuery(sql)
    const { limit: _limit, offset: _offset, ...query } = statement.query
    return this.#run({ ...statement, query: { ...query, withTies: false } })
  }

  async #run(statement: QueryStatement): Promise<readonly (readonly DuckDBValue[])[]> {
    const folded = this.fold ? foldLiterals(statement) : statement
    const reader = await this.connection.runAndReadAll(printDuckDb(keepTotals(pinClock(folded, this.today))))
    return reader.getRows()
  }

  #fromText(field: FieldDescribe): string {
    const name = quote(field.name)
    if (field.type === 'double' || field.type === 'currency' || field.type === 'percent') {
      const type =
        field.calculated === true ? 'DOUBLE' : `DECIMAL(${field.precision ?? 18}, ${field.scale ?? 0})`
      return `CAST(${name} AS ${type})`
    }
    if (field.type === 'time') return `CAST(replace(${name}, 'Z', '') AS TIME)`
    const type = TYPES[field.type]
    if (type !== undefined) return `CAST(${name} AS ${type})`
    const isExact = field.caseSensitive === true || field.type === 'id' || field.type === 'reference'
    return isExact || !this.fold ? name : `upper(${name})`
  }

  close(): void {
    this.connection.closeSync()
    this.instance.closeSync()
  }
}

/** So many hops of a dotted path are known to the copy. */
export const LONGEST_PATH = 2

interface SingleLookup {
  readonly field: string
  readonly relationship: string
  readonly target: string
}

/** Lookups to one object, which a dotted path may follow. */
export function singleLookups({ fields }: OracleTable): readonly SingleLookup[] {
  return fields.flatMap(({ name, relationshipName, referenceTo = [] }) => {
    const [target] = referenceTo
    if (target === undefined || referenceTo.length > 1 || typeof relationshipName !== 'string') return []
    return [{ field: name, relationship: relationshipName, target }]
  })
}

function levelOf(object: string, level: number): string {
  return `${object} with ${level} hops`
}

/** Our own reading of describe, written apart from the catalog's. */
const TYPES: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  date: 'DATE',
  datetime: 'TIMESTAMPTZ',
  time: 'TIME',
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

function parseQuery(sql: string): QueryStatement {
  const statement = parseStatement(sql)
  if (statement.kind !== 'QueryStatement') throw new Error('the oracle only answers queries')
  return statement
}

/** Ids compare exactly, and so do the literals that look like one. */
const RECORD_ID = /^[a-zA-Z0-9]{3}[a-zA-Z0-9]{2}0{5}[a-zA-Z0-9]{5}(?:[A-Z0-5]{3})?$/

/** Every string literal in upper case: as the copy's text is. */
function foldLiterals<S extends Statement>(statement: S): S {
  return mapNodes(statement, (node) => {
    if (node.kind !== 'StringLiteral' || RECORD_ID.test(String(node.value))) return node
    return { ...node, value: upperCase(String(node.value)) }
  }) as S
}

/** DuckDB's clock cannot be set, so the statement carries the day. */
function pinClock<S extends Statement>(statement: S, today: string): S {
  return mapNodes(statement, (node) => {
    if (node.kind !== 'CurrentValue' || node.value !== 'CURRENT_DATE') return node
    return { kind: 'TypedLiteral', type: 'DATE', value: today, span: node.span }
  }) as S
}
