import { isTextual } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { columnTestOf } from '../conditions/column-test.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import { conjunctsOf } from '../logical/conjuncts.js'
import type { Filter, JoinPlan, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse, replaceColumns } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { columnIds, filtered } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * What is equal meets the same conditions, so that both sides of a join can be asked:
 *
 *   Join i.Currency = r.Currency      ⇒   Join i.Currency = r.Currency
 *   ├ Filter i.Currency = 'EUR'           ├ Filter i.Currency = 'EUR'
 *   └ r                                   └ Filter r.Currency = 'EUR'
 *                                           └ r
 *
 * Only from the side whose rows are kept to the other one:
 *
 *   a LEFT JOIN b ON b.x = a.x AND b.x = 5   -- rows of a with other x stay, beside nulls; with a.x = 5, only b is asked
 *
 * and only between columns that compare alike: a code that is told apart by case and a name that is not may be equal though
 * just one of them meets `= 'acme'`. It comes after joins have become paths, which need no condition twice.
 */
export const deriveConditions = ruleFor(['JoinPlan', 'Filter'], (node) => {
  if (node.kind === 'Filter') return withinFilter(node)
  return node.lateral ? node : acrossJoin(node)
})

interface Equality {
  readonly one: PlanColumn
  readonly other: PlanColumn
}

function acrossJoin(join: JoinPlan): LogicalPlan {
  const equalities = equalitiesOf(conjunctsOf(join.condition))
  if (equalities.length === 0) return join
  const isInner = join.type === 'INNER'
  // A partner meets all of the join's own condition, in an outer join too.
  const own = conjunctsOf(join.condition)
  const right =
    isInner || join.type === 'LEFT'
      ? derived([...knownConditions(join.left), ...own], equalities, join.right)
      : []
  const left =
    isInner || join.type === 'RIGHT'
      ? derived([...knownConditions(join.right), ...own], equalities, join.left)
      : []
  if (left.length === 0 && right.length === 0) return join
  return { ...join, left: filtered(join.left, left), right: filtered(join.right, right) }
}

function withinFilter(filter: Filter): LogicalPlan {
  const conjuncts = conjunctsOf(filter.condition)
  const equalities = equalitiesOf(conjuncts)
  if (equalities.length === 0) return filter
  const added = derived(conjuncts, equalities, filter)
  return filtered(filter, added)
}

/** The conditions that hold for columns of the target, and that it does not know yet. */
function derived(
  conditions: readonly BoundExpression[],
  equalities: readonly Equality[],
  target: LogicalPlan,
): readonly BoundExpression[] {
  const columns = columnIds(target.columns)
  const known = [...knownConditions(target)]
  const found: BoundExpression[] = []
  for (const condition of conditions.filter(isSimple)) {
    const [used] = columnsUsed(condition)
    for (const { one, other } of equalities) {
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        if (from.id !== used || !columns.has(to.id)) continue
        const moved = replaceColumns(condition, new Map([[from.id, columnUse(to)]]))
        if (known.some((one) => sameExpression(one, moved))) continue
        known.push(moved)
        found.push(moved)
      }
    }
  }
  return found
}

function equalitiesOf(conjuncts: readonly BoundExpression[]): readonly Equality[] {
  return conjuncts.flatMap((one) => {
    if (one.kind !== 'Comparison' || one.operator !== '=') return []
    const { left, right } = one
    if (left.kind !== 'ColumnUse' || right.kind !== 'ColumnUse') return []
    return compareAlike(left.column, right.column) ? [{ one: left.column, other: right.column }] : []
  })
}

function compareAlike({ type: a }: PlanColumn, { type: b }: PlanColumn): boolean {
  if (a.kind === 'double' || b.kind === 'double') return false
  if (isTextual(a) || isTextual(b)) return sameType(a, b)
  return a.kind === b.kind || (NUMBERS.has(a.kind) && NUMBERS.has(b.kind))
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal'])

/** Tests of one column against constants, alone or as alternatives, which the org may be asked. */
function isSimple(condition: BoundExpression): boolean {
  if (columnsUsed(condition).size !== 1) return false
  if (condition.kind === 'Or' || condition.kind === 'And') return condition.operands.every(isSimple)
  const test = columnTestOf(condition)
  if (test === undefined) return false
  const isTextRange =
    test.kind === 'compared' && isTextual(test.column.type) && test.operator !== '=' && test.operator !== '<>'
  return !isTextRange && (test.kind !== 'null' || !test.negated)
}

/** Conditions that every row of a plan meets. */
function knownConditions(plan: LogicalPlan): readonly BoundExpression[] {
  switch (plan.kind) {
    case 'Filter':
      return [...conjunctsOf(plan.condition), ...knownConditions(plan.input)]
    case 'Sort':
    case 'Limit':
    case 'DistinctPlan':
    case 'WindowPlan':
      return knownConditions(plan.input)
    case 'WithPlan':
      return knownConditions(plan.body)
    case 'Project': {
      const renamed = plan.items.flatMap(({ column, expression }) =>
        expression.kind === 'ColumnUse' && expression.column.id !== column.id
          ? [[expression.column.id, columnUse(column)] as const]
          : [],
      )
      const known = knownConditions(plan.input)
      if (renamed.length === 0) return known
      return [...known, ...known.map((condition) => replaceColumns(condition, new Map(renamed)))]
    }
    case 'JoinPlan':
      return knownOfJoin(plan)
    case 'RemoteScan':
      return (plan.pushed ?? []).flatMap(({ check }) => check ?? [])
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
    case 'Aggregate':
    case 'SetOperationPlan':
      return []
  }
}

function knownOfJoin({ type, left, right, condition }: JoinPlan): readonly BoundExpression[] {
  switch (type) {
    case 'INNER':
    case 'CROSS':
      return [...knownConditions(left), ...knownConditions(right), ...conjunctsOf(condition)]
    case 'LEFT':
      return knownConditions(left)
    case 'RIGHT':
      return knownConditions(right)
    case 'FULL':
      return []
  }
}
