import type { BoundExpression } from '../logical/bound-expression.js'
import type { JoinPlan, LogicalPlan, SetOperationPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { besideNulls, emptyRows, isEmpty, projected } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * Takes out what can give no rows, so that nothing is fetched only to be joined with nothing.
 *
 *   INNER JOIN            ⇒   no rows
 *   ├ RemoteScan Account
 *   └ no rows
 *
 * An aggregate without keys gives its one row over nothing too (COUNT(*) is 0), and stays. So does the left side of a
 * LEFT JOIN, beside nulls; and so it does where the condition of the join never holds.
 */
export const eliminateEmptyInputs = ruleFor(
  [
    'Filter',
    'Project',
    'WindowPlan',
    'Sort',
    'DistinctPlan',
    'Limit',
    'Aggregate',
    'JoinPlan',
    'SetOperationPlan',
  ],
  (node) => {
    switch (node.kind) {
      case 'Filter':
      case 'Project':
      case 'WindowPlan':
      case 'Sort':
      case 'DistinctPlan':
        return isEmpty(node.input) ? emptyRows(node.columns) : node
      case 'Limit':
        return isEmpty(node.input) || (node.count === 0 && node.ties === undefined)
          ? emptyRows(node.columns)
          : node
      case 'Aggregate':
        return isEmpty(node.input) && node.keys.length > 0 && node.groupingSets === undefined
          ? emptyRows(node.columns)
          : node
      case 'JoinPlan':
        return withoutEmptySide(node)
      case 'SetOperationPlan':
        return withoutEmptyPart(node)
    }
  },
)

function withoutEmptySide(join: JoinPlan): LogicalPlan {
  const [noLeft, noRight] = [isEmpty(join.left), isEmpty(join.right)]
  if (!noLeft && !noRight) return neverMet(join.condition) ? withoutPartners(join) : join
  switch (join.type) {
    case 'INNER':
    case 'CROSS':
      return emptyRows(join.columns)
    case 'LEFT':
      return noLeft ? emptyRows(join.columns) : besideNulls(join.left, join.columns)
    case 'RIGHT':
      return noRight ? emptyRows(join.columns) : besideNulls(join.right, join.columns)
    case 'FULL':
      return noLeft && noRight
        ? emptyRows(join.columns)
        : besideNulls(noLeft ? join.right : join.left, join.columns)
  }
}

/** What never holds: FALSE, and NULL. */
function neverMet(condition: BoundExpression | undefined): boolean {
  return condition?.kind === 'Literal' && condition.value !== true
}

/** No row of one side has a partner on the other. */
function withoutPartners(join: JoinPlan): LogicalPlan {
  switch (join.type) {
    case 'INNER':
    case 'CROSS':
      return emptyRows(join.columns)
    case 'LEFT':
      return besideNulls(join.left, join.columns)
    case 'RIGHT':
      return besideNulls(join.right, join.columns)
    case 'FULL':
      return join
  }
}

/** UNION ALL with nothing is the other part, under the names of the union. */
function withoutEmptyPart(union: SetOperationPlan): LogicalPlan {
  if (union.operator !== 'UNION' || !union.all) return union
  if (!isEmpty(union.left) && !isEmpty(union.right)) return union
  const rest = isEmpty(union.left) ? union.right : union.left
  if (isEmpty(rest)) return emptyRows(union.columns)
  return projected(
    rest,
    union.columns.map((column, index) => {
      const source = rest.columns[index] ?? column
      return { column, expression: columnUse(source) }
    }),
  )
}
