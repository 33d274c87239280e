import { formatSqlType, type SqlType } from '@certsql/core'
import type { QueryBody, SetOperation } from '@certsql/sql'
import type { LogicalPlan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { columnValues, convertColumns } from './convert-columns.js'
import type { Binder, Scope } from './scope.js'
import { bindError, countOf } from './type-error.js'
import { unifiedType } from './unify.js'

type BindBody = (body: QueryBody) => LogicalPlan

/** Each one nests the plan one deeper. */
const LONGEST_CHAIN = 400

/** Long chains lean to the left and are taken apart without recursion. */
export function bindSetOperation(
  operation: SetOperation,
  scope: Scope,
  binder: Binder,
  bindBody: BindBody,
): LogicalPlan {
  const chain: SetOperation[] = []
  let first: QueryBody = operation
  while (first.kind === 'SetOperation') {
    chain.push(first)
    first = first.left
  }
  if (chain.length > LONGEST_CHAIN)
    throw bindError({
      code: 'CERT-1003',
      message: `More than ${LONGEST_CHAIN} set operations in one chain are too many.`,
      hint: 'use VALUES for many rows, or IN (…) for many alternatives',
      span: operation.span,
    })
  let plan = bindBody(first)
  for (const node of chain.reverse()) plan = combine(node, plan, bindBody(node.right), scope, binder)
  return plan
}

/** Both sides in common types; the names are those of the left. */
export function combine(
  operation: SetOperation,
  left: LogicalPlan,
  right: LogicalPlan,
  scope: Scope,
  binder: Binder,
): LogicalPlan {
  const types = unifiedTypes(operation, left, right)
  const [a, b] = [convertColumns(left, types, binder), convertColumns(right, types, binder)]
  return {
    kind: 'SetOperationPlan',
    operator: operation.operator,
    all: operation.all,
    left: a,
    right: b,
    columns: a.columns.map(
      (column, index): PlanColumn => ({
        id: binder.ids.nextColumn(),
        name: column.name,
        type: types[index] ?? column.type,
        nullable: scope.nullSupplied || column.nullable || b.columns[index]?.nullable === true,
      }),
    ),
  }
}

export function unifiedTypes(
  operation: SetOperation,
  left: LogicalPlan,
  right: LogicalPlan,
): readonly SqlType[] {
  const [leftValues, rightValues] = [columnValues(left), columnValues(right)]
  const { operator } = operation
  if (leftValues.length !== rightValues.length)
    throw bindError({
      code: 'CERT-3005',
      message: `The sides of ${operator} have ${leftValues.length} and ${countOf(rightValues.length, 'column')}.`,
      span: operation.right.span,
    })
  return leftValues.map((value, index) => {
    const other = rightValues[index] ?? value
    const type = unifiedType([value, other])
    if (type !== undefined) return type
    throw bindError({
      code: 'CERT-3005',
      message: `Column ${index + 1} is ${formatSqlType(value.type)} to the left of ${operator} and ${formatSqlType(other.type)} to the right.`,
      hint: 'convert one of them with CAST',
      span: other.span ?? operation.right.span,
    })
  })
}
