/**
 * How two texts are compared. `folded`: without case and with accents, as the org does. `exact`: byte for byte,
 * as Ids and fields that describe calls `caseSensitive`.
 */
export type TextComparison = 'folded' | 'exact'

/** The type of a SQL value, told apart by `kind`. */
export type SqlType =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'bigint' }
  | { readonly kind: 'double' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'text'; readonly comparison: TextComparison }
  | { readonly kind: 'id' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'timestamptz' }
  | { readonly kind: 'interval' }
  | { readonly kind: 'json' }
  | { readonly kind: 'list'; readonly element: SqlType }

export type SqlTypeKind = SqlType['kind']

export const NULL: SqlType = { kind: 'null' }
export const BOOLEAN: SqlType = { kind: 'boolean' }
export const INTEGER: SqlType = { kind: 'integer' }
export const BIGINT: SqlType = { kind: 'bigint' }
export const DOUBLE: SqlType = { kind: 'double' }
export const TEXT: SqlType = { kind: 'text', comparison: 'folded' }
export const EXACT_TEXT: SqlType = { kind: 'text', comparison: 'exact' }
export const ID: SqlType = { kind: 'id' }
export const DATE: SqlType = { kind: 'date' }
export const TIME: SqlType = { kind: 'time' }
export const TIMESTAMP: SqlType = { kind: 'timestamp' }
export const TIMESTAMPTZ: SqlType = { kind: 'timestamptz' }
export const INTERVAL: SqlType = { kind: 'interval' }
export const JSON_TYPE: SqlType = { kind: 'json' }

export function decimal(precision: number, scale: number): SqlType {
  return { kind: 'decimal', precision, scale }
}

export function list(element: SqlType): SqlType {
  return { kind: 'list', element }
}

export function isNumeric(type: SqlType): boolean {
  return (
    type.kind === 'integer' || type.kind === 'bigint' || type.kind === 'double' || type.kind === 'decimal'
  )
}

/** A day with a clock. */
export function isMoment({ kind }: SqlType): boolean {
  return kind === 'timestamp' || kind === 'timestamptz'
}

export function isTextual(type: SqlType): boolean {
  return type.kind === 'text' || type.kind === 'id'
}

/** Whether such texts are compared without case. */
export function isFoldedText(type: SqlType): boolean {
  return type.kind === 'text' && type.comparison === 'folded'
}

export function isTemporal(type: SqlType): boolean {
  return (
    type.kind === 'date' || type.kind === 'time' || type.kind === 'timestamp' || type.kind === 'timestamptz'
  )
}

/** The SQL spelling, as `certsql.fields` and error messages print it: `DECIMAL(18,2)`. */
export function formatSqlType(type: SqlType): string {
  switch (type.kind) {
    case 'null':
      return 'NULL'
    case 'boolean':
      return 'BOOLEAN'
    case 'integer':
      return 'INTEGER'
    case 'bigint':
      return 'BIGINT'
    case 'double':
      return 'DOUBLE'
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'text':
      return 'TEXT'
    case 'id':
      return 'ID'
    case 'date':
      return 'DATE'
    case 'time':
      return 'TIME'
    case 'timestamp':
      return 'TIMESTAMP'
    case 'timestamptz':
      return 'TIMESTAMPTZ'
    case 'interval':
      return 'INTERVAL'
    case 'json':
      return 'JSON'
    case 'list':
      return `${formatSqlType(type.element)}[]`
  }
}
