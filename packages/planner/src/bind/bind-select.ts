import type { Expression, OrderItem, Select } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import type { Aggregate, LogicalPlan } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { asCondition } from './bind-condition.js'
import { bindFrom } from './bind-from.js'
import { type BoundGrouping, bindGroupBy } from './bind-group-by.js'
import { expandItems, type PendingItem } from './expand-items.js'
import { mayBeNull } from './expression-nullable.js'
import { type FromItem, ownerOf } from './from-item.js'
import { ordinalOf } from './ordinal.js'
import {
  type BoundSelect,
  computedColumn,
  type Output,
  projectSelect,
  type SelectOutputs,
} from './project-select.js'
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
  const plainOutput = withoutWindows(output, calls)
  const having = bindOptional(
    select.having,
    innerScope(outer, { from, calls, clause: IN_HAVING, output: plainOutput }),
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

  const groups = groupingOf(grouping, having, calls, from, outer, binder)
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
  return projectSelect(select, source, lifted, outer, binder)
}

/** The parts of a SELECT as they stand above its grouping. */
interface Lifted extends SelectOutputs {
  readonly having: BoundExpression | undefined
  readonly qualify: BoundExpression | undefined
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

type OutputNames = (name: string) => BoundExpression | undefined

function outputNamed(outputs: readonly Output[]): OutputNames {
  return (name) => outputs.find((output) => sameName(output.name, name))?.expression
}

/** HAVING may use the names of the select list, but windows are computed after it. */
function withoutWindows(output: OutputNames, { windows }: SelectCalls): OutputNames {
  return (name) => {
    const expression = output(name)
    const used = expression === undefined ? undefined : columnsUsed(expression)
    if (!windows.some((call) => used?.has(call.column.id) === true)) return expression
    throw bindError({
      code: 'CERT-3004',
      message: `"${name}" is a window function; HAVING is decided before windows are computed.`,
      hint: 'filter by it with QUALIFY',
      span: expression?.span,
    })
  }
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
  from: FromItem,
  scope: Scope,
  binder: Binder,
): Groups | undefined {
  if (grouping === undefined && having === undefined && calls.aggregates.length === 0) return undefined
  const sets = grouping?.sets
  const keys = (grouping?.keys ?? []).map(
    ({ name, expression }): KeyColumn => ({
      column: keyColumn(name, expression, sets !== undefined, from, scope, binder),
      expression,
    }),
  )
  return {
    keys,
    aggregate: {
      kind: 'Aggregate',
      keys,
      aggregates: calls.aggregates,
      columns: [...keys.map((key) => key.column), ...calls.aggregates.map((call) => call.column)],
      ...(sets === undefined ? {} : { groupingSets: sets }),
    },
  }
}

/** A plain column stays itself, unless a grouping set may leave it out. */
function keyColumn(
  name: string,
  expression: BoundExpression,
  mayBeLeftOut: boolean,
  from: FromItem,
  scope: Scope,
  binder: Binder,
): PlanColumn {
  const isOwn = expression.kind === 'ColumnUse' && ownerOf(from, expression.column) !== undefined
  if (isOwn && !mayBeLeftOut) return expression.column
  const nullable = mayBeLeftOut || scope.nullSupplied || mayBeNull(expression)
  return computedColumn(name, expression, nullable, binder)
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
