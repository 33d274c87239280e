import { BOOLEAN } from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import { conjunction, conjunctsOf } from '../logical/conjuncts.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Filter, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse, replaceColumns } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { isMovable } from './condition-traits.js'
import { type ParentRows, parentRows, readAlongLookup } from './join-to-relationship-path.js'
import { filtered, shown } from './plan-nodes.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'
import { scannedColumn } from './scan-columns.js'

/**
 * A test whether the parent is one of some records, as a condition on the parent, which is read along the lookup:
 *
 *   Account IN (SELECT Id FROM Account WHERE Active) OR IsWon   ⇒   (Account.Id IS NOT NULL AND Account.Active) OR IsWon
 *   NOT EXISTS (SELECT 1 FROM Account a WHERE a.Id = o.Account AND a.Active)
 *                                                               ⇒   (Account.Id IS NOT NULL AND Account.Active) IS NOT TRUE
 *
 * What SOQL has a semi-join for stays one: a test that all rows must pass, of another object.
 *
 * Data that would break it, and what is done:
 *   a null lookup        NULL NOT IN (…) is NULL, but true where the list is empty. So what is negated must be EXISTS, or of a
 *                        lookup that the same rows must have. Where it is not negated, NULL is as good as false.
 *   a deleted parent     is none: as with joins that are read along a lookup.
 *   random(), subqueries in the condition on the parent: they stay where they are.
 *   (…) IS NULL, CASE    want to know whether a test is false or unknown: they stay too.
 */
export const parentTestAsPath = ruleFor(['Filter'], (filter, context) =>
  hasSubquery(filter.condition) ? readingParents(filter, context) : filter,
)

function readingParents(filter: Filter, context: RuleContext): LogicalPlan {
  const conjuncts = conjunctsOf(filter.condition)
  const reader = new ParentReader(filter.input, knownNotNull(conjuncts), context)
  const changed = conjuncts.map((one) => (hasSubquery(one) ? reader.asPath(one, true) : one))
  if (changed.every((one, index) => one === conjuncts[index])) return filter
  return shown(filtered(reader.rows, changed), filter.columns)
}

/** Columns that a row must have to pass. */
function knownNotNull(conjuncts: readonly BoundExpression[]): ReadonlySet<number> {
  const tested = conjuncts.flatMap((one) =>
    one.kind === 'IsNullTest' && one.negated && one.operand.kind === 'ColumnUse'
      ? [one.operand.column.id]
      : [],
  )
  return new Set(tested)
}

/** The rows of a filter, with the columns of the parents that its condition asks for. */
class ParentReader {
  rows: LogicalPlan

  constructor(
    rows: LogicalPlan,
    private readonly neverNull: ReadonlySet<number>,
    private readonly context: RuleContext,
  ) {
    this.rows = rows
  }

  /** The condition without the tests that can be paths; where it stands, unknown is as good as false. */
  asPath(condition: BoundExpression, isForAll: boolean): BoundExpression {
    switch (condition.kind) {
      case 'And':
      case 'Or': {
        const operands = condition.operands.map((one) => this.asPath(one, false))
        const isSame = operands.every((one, index) => one === condition.operands[index])
        return isSame ? condition : { kind: condition.kind, operands, type: BOOLEAN }
      }
      case 'InSubqueryTest':
        return this.membership(condition, isForAll) ?? condition
      case 'ExistsTest':
        return this.existence(condition.plan, isForAll) ?? condition
      case 'Not': {
        if (condition.operand.kind !== 'ExistsTest') return condition
        // An anti-join needs a lookup that is never null.
        const exists = this.existence(condition.operand.plan, false)
        return exists === undefined ? condition : { kind: 'Not', operand: exists, type: BOOLEAN }
      }
      default:
        return condition
    }
  }

  private membership(
    { operands, plan, negated }: BoundExpression & { readonly kind: 'InSubqueryTest' },
    isForAll: boolean,
  ): BoundExpression | undefined {
    const [operand, ...others] = operands
    const [id] = plan.columns
    if (operand?.kind !== 'ColumnUse' || others.length > 0 || id === undefined) return undefined
    const { column: lookup } = operand
    if (negated && !this.neverNull.has(lookup.id) && !this.isRequired(lookup)) return undefined
    const parent = parentRows(plan)
    if (parent === undefined) return undefined
    const found = this.found(lookup, id, parent, parent.conditions, isForAll)
    return found === undefined || !negated ? found : { kind: 'Not', operand: found, type: BOOLEAN }
  }

  /** Joins may leave out what its object must have. */
  private isRequired(lookup: PlanColumn): boolean {
    return this.rows.kind === 'RemoteScan' && !lookup.nullable
  }

  private existence(plan: LogicalPlan, isForAll: boolean): BoundExpression | undefined {
    const parent = parentRows(plan)
    if (parent === undefined) return undefined
    const own = new Set(parent.columns.map(({ column }) => column.id))
    for (const condition of parent.conditions) {
      if (condition.kind !== 'Comparison' || condition.operator !== '=') continue
      const { left, right } = condition
      if (left.kind !== 'ColumnUse' || right.kind !== 'ColumnUse') continue
      const [id, lookup] = own.has(left.column.id) ? [left.column, right.column] : [right.column, left.column]
      if (!own.has(id.id) || own.has(lookup.id)) continue
      const others = parent.conditions.filter((one) => one !== condition)
      const found = this.found(lookup, id, parent, others, isForAll)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** That there is a parent which meets the conditions. */
  private found(
    lookup: PlanColumn,
    id: PlanColumn,
    parent: ParentRows,
    conditions: readonly BoundExpression[],
    isForAll: boolean,
  ): BoundExpression | undefined {
    const { scan } = parent
    const child = scannedColumn(this.rows, lookup.id)?.scan
    if (child === undefined || (isForAll && child.table.name !== scan.table.name)) return undefined
    if (conditions.some((one) => !isMovable(one) || hasSubquery(one))) return undefined
    const used = new Set([id.id, ...conditions.flatMap((one) => [...columnsUsed(one)])])
    // Of its own, as the same test may stand in the condition twice.
    const columns = parent.columns
      .filter(({ column }) => used.has(column.id))
      .map(({ column, output }) => ({ from: column.id, column: this.copyOf(column), output }))
    const uses = new Map(columns.map(({ from, column }) => [from, columnUse(column)]))
    const parentId = uses.get(id.id)
    if (parentId === undefined) return undefined
    const read = readAlongLookup(
      {
        kind: 'JoinPlan',
        type: 'LEFT',
        left: this.rows,
        right: {
          ...scan,
          columns: columns.map(({ column }) => column),
          outputs: columns.map(({ output }) => output),
        },
        condition: {
          kind: 'Comparison',
          operator: '=',
          left: columnUse(lookup),
          right: parentId,
          type: BOOLEAN,
        },
        lateral: false,
        columns: [...this.rows.columns, ...columns.map(({ column }) => column)],
      },
      this.context,
    )
    if (read === undefined) return undefined
    this.rows = read
    const isThere: BoundExpression = { kind: 'IsNullTest', operand: parentId, negated: true, type: BOOLEAN }
    const operand = conjunction([isThere, ...conditions.map((one) => replaceColumns(one, uses))])
    return { kind: 'IsTruthTest', operand, truth: true, negated: false, type: BOOLEAN }
  }

  private copyOf(column: PlanColumn): PlanColumn {
    return { ...column, id: this.context.ids.nextColumn(), nullable: true }
  }
}
