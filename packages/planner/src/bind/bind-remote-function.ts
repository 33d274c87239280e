import { isNumeric, isTemporal, isTextual, type SqlType } from '@certsql/core'
import type { FunctionCall } from '@certsql/sql'
import type { SpecialForm } from '../functions/function-definition.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { textType } from './bound-type.js'
import { ownerOf } from './from-item.js'
import { RemoteRelation } from './remote-relation.js'
import type { Binder, Scope } from './scope.js'
import { bindError, shortText } from './type-error.js'

/**
 * toLabel, FORMAT and convertCurrency: only the org knows their answer, so they are read like a column of the scan. Their
 * argument must be a column of a table of the org.
 */
export function bindRemoteFunction(
  definition: SpecialForm,
  argument: BoundExpression,
  call: FunctionCall,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const spelled = SPELLING.get(definition.name) ?? definition.name
  const relation = findRemoteColumn(argument, scope)
  if (relation === undefined || argument.kind !== 'ColumnUse')
    throw bindError({
      code: 'CERT-4002',
      message: `${spelled} is computed by the org, for a column of one of its tables; ${shortText(argument)} is none.`,
      hint: 'call it where the table is read, in the subquery if there is one',
      span: call.span,
    })
  requireFitting(spelled, argument, call, binder)
  const output = relation.useFunction(spelled, argument.column, resultOf(spelled, argument.type, binder))
  return output === undefined ? argument : { ...output, span: call.span }
}

/** SOQL's own spelling. */
const SPELLING: ReadonlyMap<string, string> = new Map([
  ['tolabel', 'toLabel'],
  ['format', 'FORMAT'],
  ['convertcurrency', 'convertCurrency'],
])

/** The table of the org whose column this is, if it is one. */
export function findRemoteColumn(expression: BoundExpression, scope: Scope): RemoteRelation | undefined {
  if (expression.kind !== 'ColumnUse') return undefined
  for (let level: Scope | undefined = scope; level !== undefined; level = level.outer) {
    const owner = ownerOf(level.from, expression.column)
    if (owner !== undefined) return owner instanceof RemoteRelation ? owner : undefined
  }
  return undefined
}

function resultOf(name: string, type: SqlType, binder: Binder): SqlType {
  return name === 'convertCurrency' ? type : textType(binder.options)
}

function requireFitting(name: string, argument: BoundExpression, call: FunctionCall, binder: Binder): void {
  if (name === 'convertCurrency' && !binder.view.org.multiCurrency)
    throw bindError({
      code: 'CERT-4002',
      message: 'convertCurrency works in orgs with several currencies only; this org has one.',
      hint: 'read the column itself',
      span: call.span,
    })
  const fits =
    name === 'toLabel'
      ? isTextual(argument.type)
      : name === 'FORMAT'
        ? isNumeric(argument.type) || isTemporal(argument.type)
        : isNumeric(argument.type)
  if (fits) return
  const wanted = { toLabel: 'a picklist', FORMAT: 'a number, a date or a time' }[name] ?? 'an amount'
  throw bindError({
    code: 'CERT-3002',
    message: `${name} takes ${wanted}; ${shortText(argument)} is none.`,
    span: call.span,
  })
}
