import type { TableColumn } from '@certsql/catalog'
import type { SqlType } from '@certsql/core'

export interface TypeStyle {
  /** As the property Decimals has it. */
  readonly decimals: 'number' | 'string'
}

/** The type of a column's values in a row, NULL apart. */
export function readType(column: TableColumn, style: TypeStyle): string {
  return picklistType(column, 'every') ?? valueType(column.type, style)
}

/** What an insert or an update may be given for a column, NULL apart. */
export function writeType(column: TableColumn): string {
  return picklistType(column, 'active') ?? writtenType(column.type)
}

/** The values of a picklist; of one that takes others too, the known ones are offered. */
function picklistType({ fieldType, field }: TableColumn, which: 'every' | 'active'): string | undefined {
  if (fieldType !== 'picklist' && fieldType !== 'combobox') return undefined
  const values = (field.picklistValues ?? []).filter(({ active }) => which === 'every' || active === true)
  if (values.length === 0) return undefined
  const texts = values.map(({ value }) => JSON.stringify(value))
  // `string & {}` keeps the known values in completions.
  return [...texts, ...(field.restrictedPicklist === true ? [] : ['(string & {})'])].join(' | ')
}

function valueType(type: SqlType, style: TypeStyle): string {
  switch (type.kind) {
    case 'boolean':
      return 'boolean'
    case 'integer':
    case 'double':
      return 'number'
    case 'decimal':
      return style.decimals
    case 'bigint':
      return 'number | bigint'
    case 'text':
    case 'id':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
      return 'string'
    case 'timestamptz':
      return 'Date'
    case 'json':
    case 'null':
      return 'unknown'
    case 'list':
      return `readonly (${valueType(type.element, style)})[]`
  }
}

/** Numbers and moments may also be texts. */
function writtenType(type: SqlType): string {
  switch (type.kind) {
    case 'decimal':
    case 'double':
      return 'number | string'
    case 'bigint':
      return 'number | bigint | string'
    case 'date':
    case 'timestamptz':
      return 'Date | string'
    default:
      return valueType(type, { decimals: 'number' })
  }
}
