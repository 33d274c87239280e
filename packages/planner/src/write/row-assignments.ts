import {
  type AnyAssignment,
  type Assignment,
  type Expression,
  makeQuery,
  makeScalarSubquery,
  makeSelect,
  type Query,
  type RowAssignment,
  type SelectExpression,
} from '@certsql/sql'
import { bindError, countOf } from '../bind/type-error.js'

/** One assignment for each column: `(a, b) = (x, y)` is `a = x, b = y`, and a subquery is asked for each of its columns. */
export function columnAssignments(assignments: readonly AnyAssignment[]): readonly Assignment[] {
  return assignments.flatMap((one) => (one.kind === 'Assignment' ? [one] : ofRow(one)))
}

function ofRow({ columns, value, span }: RowAssignment): readonly Assignment[] {
  const values = valuesOf(value, columns.length)
  if (values.length !== columns.length)
    throw bindError({
      code: 'CERT-3005',
      message: `${countOf(columns.length, 'column')} ${columns.length === 1 ? 'is' : 'are'} set, but ${countOf(values.length, 'value')} ${values.length === 1 ? 'is' : 'are'} given.`,
      span,
    })
  return columns.map((column, index) => ({
    kind: 'Assignment',
    span,
    column,
    ...(values[index] !== undefined && { value: values[index] }),
  }))
}

function valuesOf(value: Expression, width: number): readonly Expression[] {
  if (value.kind === 'RowValue') return value.items
  if (value.kind === 'ScalarSubquery' && width > 1) return columnsOf(value.query)
  return [value]
}

/** A subquery for each of its columns. That all of them are of the same row must be beyond doubt. */
function columnsOf(query: Query): readonly Expression[] {
  const { body, limit, offset, span } = query
  const refused = (message: string, hint: string) => bindError({ code: 'CERT-4002', message, hint, span })
  const ofOne = 'make it one row with MAX(…) or a condition; or write UPDATE … SET … FROM'
  if (limit !== undefined || offset !== undefined)
    throw refused(
      'A subquery that sets several columns takes no LIMIT: it could choose another row for each.',
      ofOne,
    )
  if (body.kind !== 'Select') throw refused('A subquery that sets several columns is one SELECT.', ofOne)
  if (body.distinct !== undefined && body.distinct.on.length > 0)
    throw refused(
      'A subquery that sets several columns takes no DISTINCT ON: it could choose another row for each.',
      ofOne,
    )
  return body.items.map((item) => {
    if (item.kind === 'SelectStar')
      throw refused(
        'A subquery that sets several columns names them one by one.',
        'write the columns instead of *',
      )
    return ofItem(query, item)
  })
}

function ofItem(query: Query, item: SelectExpression): Expression {
  const { body } = query
  if (body.kind !== 'Select') return item.expression
  const { kind: _, span, items: __, ...parts } = body
  const select = makeSelect([item], parts, span)
  const { with: tables } = query
  return makeScalarSubquery(
    makeQuery(select, tables === undefined ? {} : { with: tables }, query.span),
    query.span,
  )
}
