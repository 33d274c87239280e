import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed, usesAny } from '../logical/columns-used.js'
import { conjunction, conjunctsOf } from '../logical/conjuncts.js'
import type {
  Aggregate,
  DistinctPlan,
  Filter,
  JoinPlan,
  JoinType,
  LogicalPlan,
  Project,
  SetOperationPlan,
  WindowPlan,
} from '../logical/logical-plan.js'
import { replaceColumns } from '../logical/map-expression.js'
import { mapPlanExpressions } from '../logical/map-plan.js'
import { partition } from '../logical/partition.js'
import { sameItems } from '../logical/same-items.js'
import { type ColumnDefinitions, definitionsOf, idsWithout, sideDefinitions } from './column-definitions.js'
import { cannotFail, ignoresCase, isMovable, isSubqueryTest, rejectsNulls } from './condition-traits.js'
import { mapEveryPlan, mapSubqueries } from './map-every-plan.js'
import { columnIds, filtered } from './plan-nodes.js'
import { ruleFor } from './rule-for.js'

/**
 * Moves conditions towards the rows they speak of.
 *
 *   Filter i.Total > 5 AND a.Name = 'x'    ⇒   InnerJoin i.Account = a.Id
 *   └ LeftJoin i.Account = a.Id                ├ Filter i.Total > 5
 *     ├ i                                      │ └ i
 *     └ a                                      └ Filter a.Name = 'x'
 *                                                └ a
 *
 * A LEFT JOIN whose right side must not be null is an INNER JOIN. Where a condition must not pass:
 *
 *   Limit          WHERE on (… LIMIT 5): the five rows are chosen first
 *   Window         row_number() counts the rows that the condition would take away; only conditions on all its
 *                  PARTITION BY columns take whole partitions
 *   Aggregate      HAVING COUNT(*) > 1; only conditions on keys take whole groups
 *   outer joins    LEFT JOIN … ON a.Name = 'x' is no condition on the left side: all its rows stay
 *   DISTINCT ON    the first of each group is chosen first
 */
export const pushFilterDown = ruleFor(['Filter', 'JoinPlan'], (node) =>
  node.kind === 'Filter'
    ? unlessSame(node, sink(node.input, conjunctsOf(node.condition)))
    : sinkIntoJoin(node, []),
)

function unlessSame(before: Filter, after: LogicalPlan): LogicalPlan {
  if (after.kind !== 'Filter' || after.input !== before.input) return after
  return sameItems(conjunctsOf(before.condition), conjunctsOf(after.condition)) ? before : after
}

/** The rows of a plan that meet the conditions, each condition as far down as it may go. */
function sink(plan: LogicalPlan, conjuncts: readonly BoundExpression[]): LogicalPlan {
  if (conjuncts.length === 0) return plan
  switch (plan.kind) {
    case 'Filter':
      return sink(plan.input, [...conjunctsOf(plan.condition), ...conjuncts])
    case 'Project':
      return sinkIntoProject(plan, conjuncts)
    case 'JoinPlan':
      return sinkIntoJoin(plan, conjuncts)
    case 'Aggregate':
      return sinkIntoAggregate(plan, conjuncts)
    case 'WindowPlan':
      return sinkIntoWindow(plan, conjuncts)
    case 'Sort':
      return sinkWhere(plan, conjuncts, (one) => isMovable(one) || isSubqueryTest(one))
    case 'DistinctPlan':
      return sinkIntoDistinct(plan, conjuncts)
    case 'SetOperationPlan':
      return sinkIntoSetOperation(plan, conjuncts)
    case 'WithPlan':
      return { ...plan, body: sink(plan.body, conjuncts) }
    case 'RemoteScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
    case 'Limit':
      return filtered(plan, conjuncts)
  }
}

// ── Operators with one input ───────────────────────────────────────────────────────────────────────────────────

/** Below an operator that hands its input's rows on: those conditions that pass the test. */
function sinkWhere(
  plan: Extract<LogicalPlan, { input: LogicalPlan }>,
  conjuncts: readonly BoundExpression[],
  passes: (conjunct: BoundExpression) => boolean,
): LogicalPlan {
  const [moving, staying] = partition(conjuncts, passes)
  if (moving.length === 0) return filtered(plan, staying)
  const input = sink(plan.input, moving)
  return filtered({ ...plan, input }, staying)
}

function sinkIntoProject(project: Project, conjuncts: readonly BoundExpression[]): LogicalPlan {
  const definitions = definitionsOf(project.items)
  const blocked = idsWithout(project.columns, definitions)
  const computed = columnIds(
    project.items.filter(({ expression }) => expression.kind !== 'ColumnUse').map(({ column }) => column),
  )
  const [moving, staying] = partition(
    conjuncts,
    (conjunct) =>
      !usesAny(conjunct, blocked) &&
      (isMovable(conjunct) || (isSubqueryTest(conjunct) && !usesAny(conjunct, computed))),
  )
  if (moving.length === 0) return filtered(project, staying)
  const input = sink(
    project.input,
    moving.map((conjunct) => replaceColumnsEverywhere(conjunct, definitions)),
  )
  return filtered({ ...project, input }, staying)
}

function sinkIntoAggregate(aggregate: Aggregate, conjuncts: readonly BoundExpression[]): LogicalPlan {
  const definitions = definitionsOf(aggregate.keys)
  const blocked = idsWithout(aggregate.columns, definitions)
  const groupsBySomething = aggregate.keys.length > 0 && aggregate.groupingSets === undefined
  const [moving, staying] = partition(
    conjuncts,
    (conjunct) =>
      groupsBySomething && isMovable(conjunct) && ignoresCase(conjunct) && !usesAny(conjunct, blocked),
  )
  if (moving.length === 0) return filtered(aggregate, staying)
  const input = sink(
    aggregate.input,
    moving.map((conjunct) => replaceColumns(conjunct, definitions)),
  )
  return filtered({ ...aggregate, input }, staying)
}

function sinkIntoWindow(window: WindowPlan, conjuncts: readonly BoundExpression[]): LogicalPlan {
  const partitions = window.calls.map(
    (call) => new Set(call.partitionBy.flatMap((one) => (one.kind === 'ColumnUse' ? [one.column.id] : []))),
  )
  const inputColumns = columnIds(window.input.columns)
  const takesWholePartitions = (conjunct: BoundExpression) =>
    isMovable(conjunct) &&
    ignoresCase(conjunct) &&
    usesAny(conjunct, inputColumns) &&
    partitions.every((keys) => isWithin(conjunct, keys, columnIds(window.columns)))
  return sinkWhere(window, conjuncts, takesWholePartitions)
}

function sinkIntoDistinct(distinct: DistinctPlan, conjuncts: readonly BoundExpression[]): LogicalPlan {
  const isPlain = distinct.on === undefined
  return sinkWhere(distinct, conjuncts, (one) => isPlain && isMovable(one) && ignoresCase(one))
}

/** Both sides are asked. Columns go by position, and must not change the way in which they compare. */
function sinkIntoSetOperation(
  operation: SetOperationPlan,
  conjuncts: readonly BoundExpression[],
): LogicalPlan {
  const [left, right] = [sideDefinitions(operation, 'left'), sideDefinitions(operation, 'right')]
  const blocked = idsWithout(operation.columns, left, right)
  const [moving, staying] = partition(
    conjuncts,
    (conjunct) => isMovable(conjunct) && ignoresCase(conjunct) && !usesAny(conjunct, blocked),
  )
  if (moving.length === 0) return filtered(operation, staying)
  const pushed = {
    ...operation,
    left: sink(
      operation.left,
      moving.map((conjunct) => replaceColumns(conjunct, left)),
    ),
    right: sink(
      operation.right,
      moving.map((conjunct) => replaceColumns(conjunct, right)),
    ),
  }
  return filtered(pushed, staying)
}

// ── Joins ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where the rows of each kind of join may be asked before they are joined. */
const SIDES: Readonly<Record<JoinType, { readonly where: Sides; readonly on: Sides }>> = {
  INNER: { where: { left: true, right: true }, on: { left: true, right: true } },
  CROSS: { where: { left: true, right: true }, on: { left: true, right: true } },
  LEFT: { where: { left: true, right: false }, on: { left: false, right: true } },
  RIGHT: { where: { left: false, right: true }, on: { left: true, right: false } },
  FULL: { where: { left: false, right: false }, on: { left: false, right: false } },
}

interface Sides {
  readonly left: boolean
  readonly right: boolean
}

function sinkIntoJoin(join: JoinPlan, conjuncts: readonly BoundExpression[]): LogicalPlan {
  const [left, right] = [columnIds(join.left.columns), columnIds(join.right.columns)]
  const type = strengthened(join.type, conjuncts, left, right)
  const isInner = type === 'INNER' || type === 'CROSS'
  const into = { left: [] as BoundExpression[], right: [] as BoundExpression[] }
  const on: BoundExpression[] = []
  const above: BoundExpression[] = []
  const place = (conjunct: BoundExpression, allowed: Sides, otherwise: BoundExpression[]) => {
    const mayMove = (isMovable(conjunct) || isSubqueryTest(conjunct)) && cannotFail(conjunct)
    const side = mayMove ? sideOf(conjunct, left, right) : 'unknown'
    if (side === 'left' && allowed.left) into.left.push(conjunct)
    else if (side === 'right' && allowed.right && !join.lateral) into.right.push(conjunct)
    else if (side === 'both' && isInner && !join.lateral && isMovable(conjunct)) on.push(conjunct)
    else otherwise.push(conjunct)
  }
  for (const conjunct of conjunctsOf(join.condition)) place(conjunct, SIDES[type].on, on)
  for (const conjunct of conjuncts) place(conjunct, SIDES[type].where, above)
  const changes =
    type !== join.type ||
    into.left.length + into.right.length > 0 ||
    on.length !== conjunctsOf(join.condition).length
  if (!changes) return filtered(join, above)
  const pushed = joined(join, type, sink(join.left, into.left), sink(join.right, into.right), on)
  return filtered(pushed, above)
}

function joined(
  join: JoinPlan,
  type: JoinType,
  left: LogicalPlan,
  right: LogicalPlan,
  on: readonly BoundExpression[],
): JoinPlan {
  const isInner = type === 'INNER' || type === 'CROSS'
  if (isInner && on.length === 0) {
    const { condition: _, ...unconditional } = join
    return { ...unconditional, type: 'CROSS', left, right }
  }
  return { ...join, type: isInner ? 'INNER' : type, left, right, condition: conjunction(on) }
}

/** What an outer join would add, and the conditions above would take away, need not be added. */
function strengthened(
  type: JoinType,
  conjuncts: readonly BoundExpression[],
  left: ReadonlySet<number>,
  right: ReadonlySet<number>,
): JoinType {
  const needsLeft = conjuncts.some((conjunct) => rejectsNulls(conjunct, left))
  const needsRight = conjuncts.some((conjunct) => rejectsNulls(conjunct, right))
  switch (type) {
    case 'INNER':
    case 'CROSS':
      return type
    case 'LEFT':
      return needsRight ? 'INNER' : 'LEFT'
    case 'RIGHT':
      return needsLeft ? 'INNER' : 'RIGHT'
    case 'FULL':
      if (needsLeft && needsRight) return 'INNER'
      return needsLeft ? 'LEFT' : needsRight ? 'RIGHT' : 'FULL'
  }
}

function sideOf(
  conjunct: BoundExpression,
  left: ReadonlySet<number>,
  right: ReadonlySet<number>,
): 'left' | 'right' | 'both' | 'neither' {
  const [usesLeft, usesRight] = [usesAny(conjunct, left), usesAny(conjunct, right)]
  if (usesLeft && usesRight) return 'both'
  return usesLeft ? 'left' : usesRight ? 'right' : 'neither'
}

// ── Columns ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Also where a subquery looks out at a column. */
function replaceColumnsEverywhere(
  conjunct: BoundExpression,
  definitions: ColumnDefinitions,
): BoundExpression {
  const replaced = replaceColumns(conjunct, definitions)
  return mapSubqueries(replaced, (plan) =>
    mapEveryPlan(plan, (node) => mapPlanExpressions(node, (one) => replaceColumns(one, definitions))),
  )
}

/** Whether, of the known columns, only these are used. Columns of outer queries do not count. */
function isWithin(
  conjunct: BoundExpression,
  columns: ReadonlySet<number>,
  known: ReadonlySet<number>,
): boolean {
  return [...columnsUsed(conjunct)].every((id) => columns.has(id) || !known.has(id))
}
