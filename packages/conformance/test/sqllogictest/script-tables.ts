import type { ObjectDescribe } from '@certsql/core'
import type { OrgRecord, RecordValue } from '../support/adversarial-records.js'
import { field, number, object, text } from '../support/adversarial-schema.js'
import { recordId } from '../support/record-id.js'

interface Column {
  readonly name: string
  readonly kind: 'integer' | 'number' | 'text'
}

interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly RecordValue[])[]
}

/** The tables that the statements of a script make, as objects and records of an org. */
export class ScriptTables {
  readonly #tables = new Map<string, Table>()
  /** Grows with every change. */
  version = 0

  /** Whether the statement could be followed. */
  run(sql: string): boolean {
    const statement = sql.trim().replace(/;$/, '')
    const isDone =
      this.#create(statement) ||
      this.#insert(statement) ||
      this.#copy(statement) ||
      this.#drop(statement) ||
      isIndex(statement)
    this.version += 1
    return isDone
  }

  get objects(): readonly ObjectDescribe[] {
    return [...this.#tables.values()].map(({ name, columns }, index) =>
      object(`${name}__c`, prefixOf(index), columns.map(describeColumn)),
    )
  }

  get records(): Readonly<Record<string, readonly OrgRecord[]>> {
    return Object.fromEntries(
      [...this.#tables.values()].map(({ name, columns, rows }, index) => [
        `${name}__c`,
        rows.map((row, position) => ({
          Id: recordId(prefixOf(index), position + 1),
          Name: String(position),
          ...Object.fromEntries(columns.map((column, at) => [`${column.name}__c`, row[at] ?? null])),
        })),
      ]),
    )
  }

  /** The query over tables that have no other columns than the script's: `*` would show those of every object too. */
  withoutSystemColumns(sql: string): string {
    const named = [...this.#tables.values()].filter(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(sql))
    if (named.length === 0) return sql
    const tables = named.map(({ name, columns }) => {
      const items = columns.map((column) => `${column.name}__c AS ${column.name}`)
      return `${name} AS (SELECT ${items.join(', ')} FROM ${name}__c)`
    })
    return `WITH ${tables.join(', ')} ${sql}`
  }

  #create(sql: string): boolean {
    const { name, body } = /^CREATE TABLE (?<name>\w+)\s*\((?<body>[\s\S]*)\)$/i.exec(sql)?.groups ?? {}
    if (name === undefined || body === undefined) return false
    const columns = body.split(',').flatMap((part) => {
      const [column = '', type = ''] = part.trim().split(/[\s(]+/)
      return /^(PRIMARY|UNIQUE|CHECK|FOREIGN)$/i.test(column) ? [] : [{ name: column, kind: kindOf(type) }]
    })
    this.#tables.set(name.toLowerCase(), { name, columns, rows: [] })
    return true
  }

  #insert(sql: string): boolean {
    const pattern = /^INSERT INTO (?<name>\w+)\s*(?:\((?<list>[^)]*)\))?\s*VALUES\s*(?<rows>[\s\S]*)$/i
    const { name = '', list, rows = '' } = pattern.exec(sql)?.groups ?? {}
    const table = this.#tables.get(name.toLowerCase())
    if (table === undefined) return false
    const names = list?.split(',').map((one) => one.trim().toLowerCase())
    const added = readRows(rows).map((values) =>
      table.columns.map((column, index) => {
        const value = values[names === undefined ? index : names.indexOf(column.name.toLowerCase())]
        return readValue(value, column)
      }),
    )
    this.#tables.set(name.toLowerCase(), { ...table, rows: [...table.rows, ...added] })
    return true
  }

  #copy(sql: string): boolean {
    const { name = '', from = '' } =
      /^INSERT INTO (?<name>\w+) SELECT \* FROM (?<from>\w+)$/i.exec(sql)?.groups ?? {}
    const table = this.#tables.get(name.toLowerCase())
    const source = this.#tables.get(from.toLowerCase())
    if (table === undefined || source === undefined) return false
    this.#tables.set(name.toLowerCase(), { ...table, rows: [...table.rows, ...source.rows] })
    return true
  }

  #drop(sql: string): boolean {
    const name = /^DROP TABLE (?:IF EXISTS )?(\w+)$/i.exec(sql)?.[1]
    return name !== undefined && this.#tables.delete(name.toLowerCase())
  }
}

/** An org has no indexes to make, and none changes an answer. */
function isIndex(sql: string): boolean {
  return /^(CREATE (UNIQUE )?|DROP |RE)INDEX /i.test(sql)
}

function prefixOf(index: number): string {
  return `b${String(index).padStart(2, '0')}`
}

function kindOf(type: string): Column['kind'] {
  if (/^(INT|SMALLINT|BIGINT|TINYINT)/i.test(type)) return 'integer'
  return /^(FLOAT|REAL|DOUBLE|DECIMAL|NUMERIC)/i.test(type) ? 'number' : 'text'
}

function describeColumn({ name, kind }: Column) {
  const field_ = `${name}__c`
  switch (kind) {
    case 'integer':
      return field(field_, 'int', { digits: 9, groupable: true, aggregatable: true })
    case 'number':
      return number(field_, 18, 6)
    case 'text':
      return text(field_)
  }
}

const VALUE = /\(|\)|'(?:[^']|'')*'|[^\s,()']+/g

/** `(1,'a'),(2,NULL)`, value by value. */
function readRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  for (const [token] of text.matchAll(VALUE)) {
    if (token === '(') rows.push([])
    else if (token !== ')') rows.at(-1)?.push(token)
  }
  return rows
}

function readValue(token: string | undefined, { kind }: Column): RecordValue {
  if (token === undefined || /^NULL$/i.test(token)) return null
  const value = token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token
  return kind === 'text' ? value : Number(value)
}
