import type { SqlValue } from '@certsql/core'
import type { WriteAction, WriteColumn } from '@certsql/planner'
import { type ValueContext, type WireValue, wireValue } from './wire-value.js'

/** The value of a column as it travels: what `wireValue` says, and what depends on the place as well. */
export function fieldValue(
  value: SqlValue,
  column: WriteColumn,
  action: WriteAction,
  inTransaction: boolean,
  context: ValueContext,
): WireValue {
  const { target, prefixes } = column
  const wire = wireValue(value, target.kind === 'field' ? target.column : target.key, context)
  if (wire.kind === 'problem') return wire
  const sent = wire.value
  if (sent === null) return nullValue(column, action)
  if (typeof sent !== 'string') return wire
  if (inTransaction && sent.includes('@{'))
    return {
      kind: 'problem',
      message: "holds '@{', which a transaction takes for a reference",
      advice: 'write this row outside of the transaction',
    }
  if (target.kind === 'field' && prefixes.length > 0 && !prefixes.includes(sent.slice(0, 3))) {
    const targets = target.column.field.referenceTo?.join(' or ')
    return {
      kind: 'problem',
      message: `is not the Id of ${targets}: those begin with ${prefixes.join(', ')}`,
    }
  }
  return wire
}

function nullValue({ target }: WriteColumn, { operation, externalIdField: key }: WriteAction): WireValue {
  const { field, fieldType, name } = target.column
  if (operation === 'upsert' && key?.name === name)
    return {
      kind: 'problem',
      message: 'is NULL, and the key says which record is meant',
      advice: 'INSERT adds records without a key',
    }
  if (fieldType === 'boolean')
    return { kind: 'problem', message: 'is NULL, and a checkbox is TRUE or FALSE', advice: 'write FALSE' }
  const mayBeEmpty = field.nillable === true || (operation === 'insert' && field.defaultedOnCreate === true)
  return mayBeEmpty
    ? { kind: 'value', value: null }
    : { kind: 'problem', message: 'is NULL, and the field must be filled' }
}
