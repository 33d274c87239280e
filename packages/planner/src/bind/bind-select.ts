import type { Expression, OrderItem, Select } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { Aggregate, ComputedColumn, LogicalPlan, SortKey } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { asCondition } from './bind-condition.js'
import { bindFrom } from './bind-from.js'
import { type BoundGrouping, bindGroupBy } from './bind-group-by.js'
import { expandItems, type PendingItem } from './expand-items.js'
import { mayBeNull } from './expression-nullable.js'
import { ordinalOf } from './ordinal.js'
import { type KeyColumn, Regrouping } from './regroup.js'
import { sameName } from './relation.js'
import { sameExpression } from './same-expression.js'
import { withHints } from './scan-hints.js'
import {
  type Binder,
  IN_GROUP_BY,
  IN_HAVING,
  IN_ORDER_BY,
  IN_QUALIFY,
  IN_SELECT,
  IN_WHERE,
  innerScope,
  type Scope,
} from './scope.js'
import { SelectCalls } from './select-calls.js'
import { sortKey } from './sort-keys.js'
import { bindError } from './type-error.js'

/** A SELECT whose rows are not yet sorted. */
export interface BoundSelect {
  /** Gives the visible columns, then those that only the order needs. */
  readonly plan: LogicalPlan
  readonly visible: readonly PlanColumn[]
  /** Over the columns of the plan. */
  readonly orderBy: readonly SortKey[]
}

interface Output {
  readonly name: string
  readonly expression: BoundExpression
}

/**
 * Binds in the order in which SQL gives meaning: FROM, WHERE, GROUP BY, the select list, HAVING, QUALIFY, ORDER BY. Plans
 * are put together only then, when every column that is used is known.
 */
export function bindSelect(
  select: Select,
  order: readonly OrderItem[],
  around: Scope,
  binder: Binder,
): BoundSelect {
  const outer = withHints(around, select.hints)
  const from = bindFrom(select.from, outer, binder)
  const calls = new SelectCalls(binder.ids, select.windows)
  const where = bindOptional(select.where, innerScope(outer, { from, clause: IN_WHERE }), binder)
  const pending = expandItems(select.items, from)
  const grouping =
    select.groupBy === undefined
      ? undefined
      : bindGroupBy(select.groupBy, pending, from, innerScope(outer, { from, clause: IN_GROUP_BY }), binder)
  calls.groupingKeys = grouping?.keys.map((key) => key.expression) ?? []

  const outputs = bindOutputs(pending, innerScope(outer, { from, calls, clause: IN_SELECT }), binder)
  const output = outputNamed(outputs)
  const having = bindOptional(
    select.having,
    innerScope(outer, { from, calls, clause: IN_HAVING, output }),
    binder,
  )
  const qualify = bindOptional(
    select.qualify,
    innerScope(outer, { from, calls, clause: IN_QUALIFY, output }),
    binder,
  )
  const orderScope = innerScope(outer, { from, calls, clause: IN_ORDER_BY, output })
  const distinctOn = (select.distinct?.on ?? []).map((one) =>
    bindOrdered(one, outputs, orderScope, binder, 'DISTINCT ON'),
  )
  const sorted = order.map((item) =>
    sortKey(item, bindOrdered(item.expression, outputs, orderScope, binder, 'ORDER BY')),
  )

  const groups = groupingOf(grouping, having, calls, outer, binder)
  const regrouping = groups === undefined ? undefined : new Regrouping(groups.keys, from)
  const lift = regrouping?.expression ?? ((expression: BoundExpression) => expression)
  const lifted: Lifted = {
    outputs: outputs.map(({ name, expression }) => ({ name, expression: lift(expression) })),
    having: having === undefined ? undefined : lift(having),
    qualify: qualify === undefined ? undefined : lift(qualify),
    distinctOn: distinctOn.map(lift),
    orderBy: sorted.map((key) => ({ ...key, expression: lift(key.expression) })),
    windows: regrouping === undefined ? calls.windows : calls.windows.map(regrouping.window),
  }
  const source = windowed(grouped(filtered(from.assemble(), where), groups), lifted)
  return finish(select, source, lifted, outer, binder)
}

/** The parts of a SELECT as they stand above its grouping. */
interface Lifted {
  readonly outputs: readonly Output[]
  readonly having: BoundExpression | undefined
  readonly qualify: BoundExpression | undefined
  readonly distinctOn: readonly BoundExpression[]
  readonly orderBy: readonly SortKey[]
  readonly windows: SelectCalls['windows']
}

function bindOptional(
  expression: Expression | undefined,
  scope: Scope,
  binder: Binder,
): BoundExpression | undefined {
  if (expression === undefined) return undefined
  return asCondition(binder.bindExpression(expression, scope), scope.clause.name, binder.options)
}

function bindOutputs(items: readonly PendingItem[], scope: Scope, binder: Binder): readonly Output[] {
  return items.map((item) => {
    const expression = item.bind(scope, binder)
    return { name: item.nameOf(expression), expression }
  })
}

function outputNamed(outputs: readonly Output[]) {
  return (name: string): BoundExpression | undefined =>
    outputs.find((output) => sameName(output.name, name))?.expression
}

/** ORDER BY: a number is an item, a name is an item's name before it is a column, all else is over the input. */
function bindOrdered(
  source: Expression,
  outputs: readonly Output[],
  scope: Scope,
  binder: Binder,
  clause: string,
): BoundExpression {
  const index = ordinalOf(source, outputs.length, clause)
  const output = index === undefined ? namedOutput(source, outputs) : outputs[index]
  return output?.expression ?? binder.bindExpression(source, scope)
}

function namedOutput(source: Expression, outputs: readonly Output[]): Output | undefined {
  if (source.kind !== 'ColumnReference' || source.path.length !== 1) return undefined
  const [identifier] = source.path
  const matches = outputs.filter((output) => sameName(output.name, identifier?.name ?? ''))
  const [first] = matches
  if (first === undefined || matches.every((one) => sameExpression(one.expression, first.expression)))
    return first
  throw bindError({
    code: 'CERT-2004',
    message: `"${identifier?.name}" is the name of several items of the select list.`,
    hint: 'order by a number or a qualified column',
    span: source.span,
  })
}

// ── Grouping ───────────────────────────────────────────────────────────────────────────────────────────────────

interface Groups {
  readonly keys: readonly KeyColumn[]
  readonly aggregate: Omit<Aggregate, 'input'>
}

function groupingOf(
  grouping: BoundGrouping | undefined,
  having: BoundExpression | undefined,
  calls: SelectCalls,
  scope: Scope,
  binder: Binder,
): Groups | undefined {
  if (grouping === undefined && having === undefined && calls.aggregates.length === 0) return undefined
  const sets = grouping?.sets
  const keys = (grouping?.keys ?? []).map(
    ({ name, expression }): KeyColumn => ({
      column: keyColumn(name, expression, sets !== undefined, scope, binder),
      expression,
    }),
  )
  return {
    keys,
    aggregate: {
      kind: 'Aggregate',
      keys,
      ...(sets === undefined ? {} : { groupingSets: sets }),
      aggregates: calls.aggregates,
      columns: [...keys.map((key) => key.column), ...calls.aggregates.map((call) => call.column)],
    },
  }
}

/** A plain column stays itself, unless a grouping set may leave it out. */
function keyColumn(
  name: string,
  expression: BoundExpression,
  mayBeLeftOut: boolean,
  scope: Scope,
  binder: Binder,
): PlanColumn {
  if (expression.kind === 'ColumnUse' && !mayBeLeftOut) return expression.column
  const nullable = mayBeLeftOut || scope.nullSupplied || mayBeNull(expression)
  return computedColumn(name, expression, nullable, binder)
}

function computedColumn(
  name: string,
  expression: BoundExpression,
  nullable: boolean,
  binder: Binder,
): PlanColumn {
  const origin = expression.kind === 'ColumnUse' ? expression.column.origin : undefined
  return {
    id: binder.ids.nextColumn(),
    name,
    type: expression.type,
    nullable,
    ...(origin === undefined ? {} : { origin }),
  }
}

// ── The plan, from below ───────────────────────────────────────────────────────────────────────────────────────

function filtered(input: LogicalPlan, condition: BoundExpression | undefined): LogicalPlan {
  return condition === undefined ? input : { kind: 'Filter', input, condition, columns: input.columns }
}

function grouped(input: LogicalPlan, groups: Groups | undefined): LogicalPlan {
  return groups === undefined ? input : { ...groups.aggregate, input }
}

function windowed(input: LogicalPlan, { having, qualify, windows }: Lifted): LogicalPlan {
  const groups = filtered(input, having)
  if (windows.length === 0) return filtered(groups, qualify)
  const columns = [...groups.columns, ...windows.map((call) => call.column)]
  return filtered({ kind: 'WindowPlan', input: groups, calls: windows, columns }, qualify)
}

function finish(
  select: Select,
  input: LogicalPlan,
  { outputs, distinctOn, orderBy }: Lifted,
  scope: Scope,
  binder: Binder,
): BoundSelect {
  const items = projectItems(outputs, scope, binder)
  const visible = items.map((item) => item.column)
  const hidden: ComputedColumn[] = []
  const columnOf = (expression: BoundExpression): BoundExpression => {
    const known = [...items, ...hidden].find((item) => sameExpression(item.expression, expression))
    if (known !== undefined) return columnUse(known.column)
    if (select.distinct !== undefined && select.distinct.on.length === 0) throw notInDistinct(expression)
    const [item] = projectItems(
      [{ name: 'order', expression }],
      scope,
      binder,
      takenIds([...items, ...hidden]),
    )
    if (item === undefined) return expression
    hidden.push(item)
    return columnUse(item.column)
  }
  const keys = orderBy.map((key) => ({ ...key, expression: columnOf(key.expression) }))
  const on = distinctOn.map(columnOf)
  const project: LogicalPlan = {
    kind: 'Project',
    input,
    items: [...items, ...hidden],
    columns: [...visible, ...hidden.map((item) => item.column)],
  }
  return { plan: distinct(select, project, on, keys), visible, orderBy: keys }
}

function takenIds(items: readonly ComputedColumn[]): ReadonlySet<number> {
  return new Set(items.map((item) => item.column.id))
}

/** A column that shows under its own name keeps its identity; a second mention of it, or another name, does not. */
function projectItems(
  outputs: readonly Output[],
  scope: Scope,
  binder: Binder,
  alreadyTaken: ReadonlySet<number> = new Set(),
): ComputedColumn[] {
  const taken = new Set(alreadyTaken)
  return outputs.map(({ name, expression }) => {
    const own = expression.kind === 'ColumnUse' ? expression.column : undefined
    const keeps = own !== undefined && !taken.has(own.id) && (own.name === name || name === 'order')
    const column = keeps
      ? own
      : computedColumn(name, expression, scope.nullSupplied || mayBeNull(expression), binder)
    taken.add(column.id)
    return { column, expression }
  })
}

function distinct(
  select: Select,
  input: LogicalPlan,
  on: readonly BoundExpression[],
  keys: readonly SortKey[],
): LogicalPlan {
  if (select.distinct === undefined) return input
  if (on.length === 0) return { kind: 'DistinctPlan', input, columns: input.columns }
  requireOrderStartsWith(select, on, keys)
  return { kind: 'DistinctPlan', input, on: { expressions: on, keys }, columns: input.columns }
}

/** The first keys of ORDER BY must be those of DISTINCT ON: they decide which row of each group is the first. */
function requireOrderStartsWith(
  select: Select,
  on: readonly BoundExpression[],
  keys: readonly SortKey[],
): void {
  const first = keys.slice(0, on.length)
  const isAmong = (one: BoundExpression, all: readonly BoundExpression[]) =>
    all.some((other) => sameExpression(one, other))
  const fits = first.every((key) => isAmong(key.expression, on))
  const covers =
    keys.length <= on.length ||
    on.every((one) =>
      isAmong(
        one,
        first.map((key) => key.expression),
      ),
    )
  if (fits && covers) return
  throw bindError({
    code: 'CERT-3004',
    message: 'ORDER BY must start with the expressions of DISTINCT ON.',
    span: select.distinct?.span,
  })
}

function notInDistinct(expression: BoundExpression) {
  return bindError({
    code: 'CERT-3004',
    message: 'With SELECT DISTINCT, ORDER BY can only use what is selected.',
    hint: 'add the expression to the select list, or group by it',
    span: expression.span,
  })
}
