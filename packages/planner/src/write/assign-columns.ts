import type { TableColumn } from '@certsql/catalog'
import { formatSqlType, isNumeric, type SqlType, TEXT } from '@certsql/core'
import { isNullLiteral, isUntyped } from '../bind/coerce.js'
import { columnValues, convertColumns } from '../bind/convert-columns.js'
import { readLiteral } from '../bind/read-literal.js'
import type { Binder } from '../bind/scope.js'
import { bindError, withType } from '../bind/type-error.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { WriteColumn, WriteTarget } from './write-plan.js'

/** The plan with each written column in a type that its field takes. */
export function assignColumns(
  plan: LogicalPlan,
  columns: readonly WriteColumn[],
  binder: Binder,
): LogicalPlan {
  const values = columnValues(plan)
  const types = plan.columns.map((column) => column.type)
  for (const { position, target, name } of columns) {
    const value = values[position]
    if (value !== undefined) types[position] = assignedType(value, target, name, binder)
  }
  return convertColumns(plan, types, binder)
}

/** The field whose kind of value is written: the lookup's own, or the key of its parent. */
export function valueColumn(target: WriteTarget): TableColumn {
  return target.kind === 'field' ? target.column : target.key
}

/**
 * The type in which a value is handed over; an error where the field could never take it. Numbers stay as they are:
 * rounding to the scale of the field would be silent, so what does not fit is told when the value is known. Texts stay
 * too, and are read then, since a file or a parameter has nothing but texts; a constant for a date is read in the
 * session's zone.
 */
export function assignedType(
  value: BoundExpression,
  target: WriteTarget,
  name: string,
  binder: Binder,
): SqlType {
  const { type: wanted, fieldType } = valueColumn(target)
  const { type } = value
  if (type.kind === 'null' || isNullLiteral(value)) return type
  if (isUntyped(value)) return isMoment(wanted) && isReadable(value.value, wanted, binder) ? wanted : type
  if (type.kind === 'text') return type
  if (isMoment(type) && isMoment(wanted) && canBecome(type, wanted)) return wanted
  switch (wanted.kind) {
    case 'text':
      if (type.kind === 'id' || fieldType === 'base64') return type
      if (type.kind !== 'list' && type.kind !== 'json') return TEXT
      break
    case 'id':
      if (type.kind === 'id') return type
      break
    case 'boolean':
      if (type.kind === 'boolean') return type
      break
    case 'integer':
    case 'bigint':
    case 'double':
    case 'decimal':
      if (isNumeric(type)) return type
      break
    default:
      break
  }
  throw bindError({
    code: 'CERT-3001',
    message: `${name} is ${formatSqlType(wanted)}; ${withType(value)} is not.`,
    hint: `convert it: CAST(… AS ${formatSqlType(wanted)})`,
    span: value.span,
  })
}

function isMoment({ kind }: SqlType): boolean {
  return kind === 'date' || kind === 'time' || kind === 'timestamp' || kind === 'timestamptz'
}

/** As PostgreSQL assigns: a moment may lose its clock or its day, a day begins at midnight. */
function canBecome(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'time') return to.kind === 'time'
  return to.kind !== 'time' || from.kind !== 'date'
}

/** What is no date is told together with all else that is wrong with the rows. */
function isReadable(text: string, type: SqlType, binder: Binder): boolean {
  return readLiteral(text, type, binder.options) !== undefined
}
