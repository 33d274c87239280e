import type { FieldDescribe, ObjectDescribe } from '@certsql/core'
import type { OrgRecord } from '../support/adversarial-records.js'
import { LONGEST_PATH, singleLookups } from '../support/oracle.js'

/**
 * What can be compared with what. `code` is text that is compared exactly whatever the collation, `id` likewise: they
 * never meet other text.
 */
export type ValueType = 'text' | 'number' | 'integer' | 'boolean' | 'date' | 'moment' | 'id' | 'code'

export interface TableColumn {
  readonly name: string
  readonly type: ValueType
  /** Sums and products of it may not fit what plain DuckDB computes in. */
  readonly wide: boolean
  /** Of a lookup: the objects whose Ids it holds. */
  readonly targets: readonly string[]
}

export interface RandomTable {
  readonly name: string
  readonly rows: number
  readonly columns: readonly TableColumn[]
}

/** All that a random statement is made of. */
export interface Vocabulary {
  readonly tables: readonly RandomTable[]
  /** SQL literals of each type, those that occur in the records first. */
  readonly literals: Readonly<Record<ValueType, readonly string[]>>
}

export interface VocabularyOptions {
  /** Columns with large numbers, by name. */
  readonly wide?: readonly string[]
}

export function vocabularyOf(
  objects: readonly ObjectDescribe[],
  records: Readonly<Record<string, readonly OrgRecord[]>>,
  { wide = [] }: VocabularyOptions = {},
): Vocabulary {
  const tables = objects.map((object) => ({
    name: object.name,
    rows: records[object.name]?.length ?? 0,
    columns: [
      ...object.fields.flatMap((field) => readColumn(field, wide)),
      ...readPaths(object, objects, wide, LONGEST_PATH),
    ],
  }))
  return { tables, literals: readLiterals(objects, records) }
}

function readColumn(field: FieldDescribe, wide: readonly string[]): readonly TableColumn[] {
  const type = valueTypeOf(field)
  if (type === undefined || UNPREDICTABLE.has(field.name) || hasManyDecimals(field)) return []
  const isWide = field.calculated === true || wide.includes(field.name)
  return [{ name: field.name, type, wide: isWide, targets: field.referenceTo ?? [] }]
}

/** The fields of parents, as many hops away as the copy of plain DuckDB knows. */
function readPaths(
  object: ObjectDescribe,
  objects: readonly ObjectDescribe[],
  wide: readonly string[],
  hops: number,
): readonly TableColumn[] {
  if (hops === 0) return []
  return singleLookups(object).flatMap(({ relationship, target }) => {
    const parent = objects.find(({ name }) => name === target)
    if (parent === undefined) return []
    const columns = [
      ...parent.fields.flatMap((field) => readColumn(field, wide)),
      ...readPaths(parent, objects, wide, hops - 1),
    ]
    return columns.map((column) => ({ ...column, name: `${relationship}.${column.name}` }))
  })
}

/** Beside a SUM of cents, DECIMAL(38, 2), plain DuckDB rounds what has more decimals. */
function hasManyDecimals({ scale = 0 }: FieldDescribe): boolean {
  return scale > MOST_DECIMALS
}

const MOST_DECIMALS = 2

/** The org's own clock writes these. */
const UNPREDICTABLE: ReadonlySet<string> = new Set([
  'CreatedDate',
  'LastModifiedDate',
  'SystemModstamp',
  'IsDeleted',
])

function valueTypeOf(field: FieldDescribe): ValueType | undefined {
  if (field.caseSensitive === true) return 'code'
  switch (field.type) {
    case 'id':
    case 'reference':
      return 'id'
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'multipicklist':
    case 'email':
      return 'text'
    case 'double':
    case 'currency':
    case 'percent':
      return 'number'
    case 'int':
      return 'integer'
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'date'
    case 'datetime':
      return 'moment'
    default:
      return undefined
  }
}

function readLiterals(
  objects: readonly ObjectDescribe[],
  records: Readonly<Record<string, readonly OrgRecord[]>>,
): Vocabulary['literals'] {
  const valuesOf = (type: ValueType): readonly string[] => {
    const values = objects.flatMap((object) =>
      object.fields
        .filter(
          (field) => valueTypeOf(field) === type && !UNPREDICTABLE.has(field.name) && !hasManyDecimals(field),
        )
        .flatMap((field) => (records[object.name] ?? []).map((record) => record[field.name])),
    )
    return [...new Set(values.filter((value) => value !== null && value !== undefined).map(String))]
  }
  return {
    text: [...valuesOf('text'), 'A', 'acmE', 'none', ''].map(quoteText),
    number: ['0', '1', '-1', '0.5', '12.50', ...valuesOf('number').slice(0, 20)],
    integer: ['0', '1', '2', '-5', '100', ...valuesOf('integer').slice(0, 10)],
    boolean: ['TRUE', 'FALSE'],
    date: [...valuesOf('date'), '2025-03-01', '2024-01-01'].map((day) => `DATE '${day}'`),
    moment: [...valuesOf('moment'), '2025-01-01T00:00:00.001Z'].map((moment) => `TIMESTAMPTZ '${moment}'`),
    id: [...valuesOf('id').slice(0, 40)].map(quoteText),
    code: [],
  }
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
