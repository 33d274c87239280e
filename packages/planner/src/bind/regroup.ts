import { atSpan } from '../logical/at-span.js'
import type { BoundExpression, ColumnUse } from '../logical/bound-expression.js'
import { FingerprintIndex, fingerprintOf } from '../logical/fingerprint.js'
import type { LogicalPlan, SortKey, WindowCall } from '../logical/logical-plan.js'
import { columnUse, mapOperands, subqueryPlan } from '../logical/map-expression.js'
import { mapPlan, mapPlanExpressions } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { FromItem } from './from-item.js'
import { sameExpression } from './same-expression.js'
import { bindError, shortText } from './type-error.js'

export interface KeyColumn {
  readonly column: PlanColumn
  readonly expression: BoundExpression
}

/**
 * Moves expressions from below a grouping to above it: what equals a key becomes the key's column, and any other column
 * of the FROM is an error, for it has no one value in a group.
 */
export class Regrouping {
  private readonly keys = new FingerprintIndex<KeyColumn>()

  constructor(
    keys: readonly KeyColumn[],
    private readonly from: FromItem,
  ) {
    for (const key of keys) this.keys.add(fingerprintOf(key.expression), key)
  }

  readonly expression = (expression: BoundExpression): BoundExpression => {
    const key = this.keys.find(fingerprintOf(expression), (one) => sameExpression(one.expression, expression))
    if (key !== undefined) return atSpan(columnUse(key.column), expression.span)
    if (expression.kind === 'ColumnUse') return this.requireGrouped(expression)
    const mapped = mapOperands(expression, this.expression)
    const plan = subqueryPlan(mapped)
    if (plan === undefined) return mapped
    const regrouped = this.plan(plan)
    return regrouped === plan ? mapped : withPlan(mapped, regrouped)
  }

  readonly sortKey = (key: SortKey): SortKey => ({ ...key, expression: this.expression(key.expression) })

  readonly window = (call: WindowCall): WindowCall => ({
    ...call,
    arguments: call.arguments.map(this.expression),
    ...(call.filter === undefined ? {} : { filter: this.expression(call.filter) }),
    partitionBy: call.partitionBy.map(this.expression),
    orderBy: call.orderBy.map(this.sortKey),
  })

  /** A subquery may use the outer query's keys, too. */
  private plan(plan: LogicalPlan): LogicalPlan {
    return mapPlan(plan, (node) => mapPlanExpressions(node, this.expression))
  }

  private requireGrouped(use: ColumnUse): ColumnUse {
    if (!this.from.relations.some((relation) => relation.owns(use.column))) return use
    throw bindError({
      code: 'CERT-3004',
      message: `${shortText(use)} must be in GROUP BY, or inside an aggregate.`,
      hint: `add it to GROUP BY, or take one of its values: MIN(${shortText(use)})`,
      span: use.span,
    })
  }
}

function withPlan(expression: BoundExpression, plan: LogicalPlan): BoundExpression {
  switch (expression.kind) {
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
    case 'InSubqueryTest':
    case 'QuantifiedTest':
      return { ...expression, plan }
    default:
      return expression
  }
}
