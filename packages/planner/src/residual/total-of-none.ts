import { type Expression, makeBinary, makeCall, makeNumber } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { Aggregate, LogicalPlan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { SelectBlock } from './select-block.js'

/** One row of all, also of no rows. */
export function isTotal({ keys, groupingSets }: Aggregate): boolean {
  return keys.length === 0 && groupingSets === undefined
}

/**
 * A subquery that DuckDB 1.5.6 computes for each row around it loses the total of no rows wherever it believes that NULL
 * in place of the row says the same: within UNION, DISTINCT and WITH, below joins, and where a value of the query around
 * stands beside the total. It never believes so of a count.
 */
export function keepTotal(block: SelectBlock): SelectBlock {
  const counted = makeBinary('>=', makeCall('count', [], { star: true }), makeNumber(0))
  return { ...block, having: [...block.having, counted] }
}

/** DuckDB knows of COUNT alone that it is 0 of no rows; other counts would be NULL there. */
export function countOfNone(name: string, count: Expression): Expression {
  return name === 'regr_count' || name === 'approx_count_distinct'
    ? makeCall('coalesce', [count, makeNumber(0)])
    : count
}

/**
 * The total that a scalar subquery gives as it is, or in an expression that is NULL where the total is, or says by COALESCE
 * what to put for it: there a row that is missing does no harm.
 */
export function totalAsValue(plan: LogicalPlan): Aggregate | undefined {
  switch (plan.kind) {
    case 'Aggregate':
      return isTotal(plan) ? plan : undefined
    case 'Project':
      return plan.items.every(({ expression }) => mayBeMissing(expression, plan.input.columns))
        ? totalAsValue(plan.input)
        : undefined
    default:
      return undefined
  }
}

function mayBeMissing(expression: BoundExpression, columns: readonly PlanColumn[]): boolean {
  switch (expression.kind) {
    case 'ColumnUse':
      return columns.some(({ id }) => id === expression.column.id)
    case 'CastExpression':
      return mayBeMissing(expression.operand, columns)
    case 'Arithmetic': {
      const operands = [expression.left, expression.right].filter(({ kind }) => kind !== 'Literal')
      return operands.length > 0 && operands.every((one) => mayBeMissing(one, columns))
    }
    case 'Call': {
      const [first, ...others] = expression.arguments
      return (
        expression.function === 'coalesce' &&
        first !== undefined &&
        mayBeMissing(first, columns) &&
        others.every(({ kind }) => kind === 'Literal')
      )
    }
    default:
      return false
  }
}
