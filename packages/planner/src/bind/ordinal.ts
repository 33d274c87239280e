import type { Expression } from '@certsql/sql'
import { bindError, countOf } from './type-error.js'

/** `ORDER BY 2`: the index of the item that is meant; undefined for what is no number. */
export function ordinalOf(source: Expression, count: number, clause: string): number | undefined {
  if (source.kind !== 'NumberLiteral') return undefined
  const ordinal = Number(source.text)
  if (Number.isInteger(ordinal) && ordinal >= 1 && ordinal <= count) return ordinal - 1
  throw bindError({
    code: 'CERT-3008',
    message: `${clause} ${source.text}: the select list has ${countOf(count, 'item')}.`,
    span: source.span,
  })
}
