import { INTEGER } from '@certsql/core'
import type { Expression, FunctionCall } from '@certsql/sql'
import type { AggregateFunction } from '../functions/function-definition.js'
import { resolveCall } from '../functions/resolve-call.js'
import { formatSignature } from '../functions/signature.js'
import { atSpan } from '../logical/at-span.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { addColumnsUsed } from '../logical/columns-used.js'
import type { AggregateCall, SortKey } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { asCondition } from './bind-condition.js'
import { textType } from './bound-type.js'
import { describeArgument } from './call-argument.js'
import { coerce } from './coerce.js'
import { sameExpression } from './same-expression.js'
import { type Binder, IN_AGGREGATE, type Scope } from './scope.js'
import { sortKey } from './sort-keys.js'
import { bindError } from './type-error.js'

/** An aggregate of a SELECT: computed below its select list, and used there like a column. */
export function bindAggregate(
  definition: AggregateFunction,
  call: FunctionCall,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const parts = bindAggregateParts(definition, call, { ...scope, clause: IN_AGGREGATE }, binder)
  const owner = ownerOf(parts, scope)
  requireAllowed(definition, call, owner)
  const column = {
    id: binder.ids.nextColumn(),
    name: definition.name,
    type: parts.type,
    nullable: scope.nullSupplied || definition.name !== 'count',
  }
  const { type: _, ...facts } = parts
  const added = owner.calls?.addAggregate({ column, function: definition.name, ...facts })
  return atSpan(columnUse(added?.column ?? column), call.span)
}

export type AggregateParts = Omit<AggregateCall, 'column' | 'function'> & {
  readonly type: AggregateCall['column']['type']
}

/** Arguments, FILTER and ORDER BY, over the rows that are aggregated. */
export function bindAggregateParts(
  definition: AggregateFunction,
  call: FunctionCall,
  scope: Scope,
  binder: Binder,
): AggregateParts {
  requireForm(definition, call)
  const bind = (expression: Expression) => binder.bindExpression(expression, scope)
  const args = call.arguments.map(bind)
  const order = [...call.orderBy, ...call.withinGroup]
  const sortValues = order.map((item) => bind(item.expression))
  const described = [...args, ...(definition.orderedSet === true ? sortValues : [])].map(describeArgument)
  const { types, result } = call.star
    ? { types: [], result: resolveCall(definition, [], textType(binder.options), call.span).result }
    : resolveCall(definition, described, textType(binder.options), call.span)
  const typed = (expression: BoundExpression, index: number) =>
    coerce(expression, types[index] ?? expression.type, binder.options)
  const sorted = sortValues.map((value, index) =>
    definition.orderedSet === true ? typed(value, args.length + index) : value,
  )
  const boundArguments = args.map(typed)
  const orderBy = order.map((item, index): SortKey => sortKey(item, sorted[index] ?? bind(item.expression)))
  if (call.distinct) requireOrderAmongArguments(call, boundArguments, orderBy)
  const filter =
    call.filter === undefined ? undefined : asCondition(bind(call.filter), 'FILTER', binder.options)
  return {
    arguments: boundArguments,
    distinct: call.distinct,
    orderBy,
    type: result,
    ...(filter === undefined ? {} : { filter }),
  }
}

function requireForm(definition: AggregateFunction, call: FunctionCall): void {
  const { name } = definition
  const problem =
    call.star && name !== 'count'
      ? `${name}(*) does not exist; only count takes *.`
      : call.star && call.distinct
        ? 'count(DISTINCT *) does not exist.'
        : !call.star && name === 'count' && call.arguments.length === 0
          ? 'count needs an argument, or *.'
          : definition.orderedSet === true && call.withinGroup.length === 0
            ? `${name} takes its values from WITHIN GROUP (ORDER BY …).`
            : definition.orderedSet !== true && call.withinGroup.length > 0
              ? `${name} takes no WITHIN GROUP.`
              : undefined
  if (problem === undefined) return
  const example = definition.signatures.map((signature) => formatSignature(name, signature)).join(' or ')
  throw bindError({
    code: 'CERT-3002',
    message: problem,
    hint: `it is called as ${example}`,
    span: call.span,
  })
}

function requireOrderAmongArguments(
  call: FunctionCall,
  args: readonly BoundExpression[],
  orderBy: readonly SortKey[],
): void {
  if (orderBy.every((key) => args.some((argument) => sameExpression(argument, key.expression)))) return
  throw bindError({
    code: 'CERT-3004',
    message: 'With DISTINCT, an aggregate can only be ordered by its own arguments.',
    span: call.span,
  })
}

/**
 * The SELECT that an aggregate belongs to: the innermost one whose columns it is over. `max(a.x)` in a subquery without
 * other columns is the outer query's. Without columns it belongs where it stands.
 */
function ownerOf(parts: AggregateParts, scope: Scope): Scope {
  const used = new Set<number>()
  for (const one of parts.arguments) addColumnsUsed(one, used)
  for (const key of parts.orderBy) addColumnsUsed(key.expression, used)
  if (parts.filter !== undefined) addColumnsUsed(parts.filter, used)
  if (used.size === 0) return scope
  for (let level: Scope | undefined = scope; level !== undefined; level = level.outer)
    if (level.from.relations.some((relation) => relation.ownsAny(used))) return level
  return scope
}

function requireAllowed(definition: AggregateFunction, call: FunctionCall, { clause, calls }: Scope): void {
  if (clause.aggregates && calls !== undefined) return
  const isNested = clause === IN_AGGREGATE
  throw bindError({
    code: 'CERT-3004',
    message: isNested
      ? `${definition.name} cannot stand inside another aggregate.`
      : `${definition.name} is an aggregate; it cannot stand in ${clause.name}.`,
    hint: isNested
      ? 'aggregate in a subquery first'
      : clause.name === 'WHERE'
        ? 'filter groups with HAVING'
        : undefined,
    span: call.span,
  })
}

/** `GROUPING(a, b)`: which of these keys are left out of the row's grouping set, as bits. */
export function bindGrouping(
  call: FunctionCall,
  scope: Scope,
  args: readonly BoundExpression[],
): BoundExpression {
  const { calls } = scope
  const isAllowed = scope.clause.aggregates && calls !== undefined && args.length > 0
  const keys = calls?.groupingKeys ?? []
  const areKeys = args.every((argument) => keys.some((key) => sameExpression(key, argument)))
  if (!isAllowed || !areKeys)
    throw bindError({
      code: 'CERT-3004',
      message: 'The arguments of GROUPING must be expressions of the GROUP BY.',
      span: call.span,
    })
  const column = { id: calls.nextColumnId(), name: 'grouping', type: INTEGER, nullable: scope.nullSupplied }
  const added = calls.addAggregate({
    column,
    function: 'grouping',
    arguments: args,
    distinct: false,
    orderBy: [],
  })
  return { ...columnUse(added.column), span: call.span }
}
