import type { BoundExpression } from './bound-expression.js'
import { hasSubquery } from './has-subquery.js'
import type { AggregateCall, LogicalPlan, SortKey } from './logical-plan.js'
import { mapAll, subqueryPlans } from './map-expression.js'

/** The plans that a plan reads; subqueries in its expressions are not among them. */
export function inputsOf(plan: LogicalPlan): readonly LogicalPlan[] {
  switch (plan.kind) {
    case 'RemoteScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
      return []
    case 'Filter':
    case 'Project':
    case 'Aggregate':
    case 'WindowPlan':
    case 'Sort':
    case 'Limit':
    case 'DistinctPlan':
      return [plan.input]
    case 'JoinPlan':
    case 'SetOperationPlan':
      return [plan.left, plan.right]
    case 'WithPlan':
      return [...plan.definitions.map((definition) => definition.plan), plan.body]
  }
}

/** The same plan over mapped inputs; the old object when no input changed. Columns are kept as they are. */
export function mapInputs(plan: LogicalPlan, map: (input: LogicalPlan) => LogicalPlan): LogicalPlan {
  switch (plan.kind) {
    case 'RemoteScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'TableFunctionScan':
    case 'ValuesRows':
      return plan
    case 'Filter':
    case 'Project':
    case 'Aggregate':
    case 'WindowPlan':
    case 'Sort':
    case 'Limit':
    case 'DistinctPlan': {
      const input = map(plan.input)
      return input === plan.input ? plan : { ...plan, input }
    }
    case 'JoinPlan':
    case 'SetOperationPlan': {
      const left = map(plan.left)
      const right = map(plan.right)
      return left === plan.left && right === plan.right ? plan : { ...plan, left, right }
    }
    case 'WithPlan': {
      const definitions = mapAll(plan.definitions, (definition) => {
        const mapped = map(definition.plan)
        return mapped === definition.plan ? definition : { ...definition, plan: mapped }
      })
      const body = map(plan.body)
      return definitions === plan.definitions && body === plan.body ? plan : { ...plan, definitions, body }
    }
  }
}

/** The same node over mapped expressions; its inputs are left alone. */
export function mapPlanExpressions(
  plan: LogicalPlan,
  map: (expression: BoundExpression) => BoundExpression,
): LogicalPlan {
  switch (plan.kind) {
    case 'RemoteScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'SetOperationPlan':
    case 'WithPlan':
      return plan
    case 'TableFunctionScan': {
      const mapped = mapAll(plan.arguments, map)
      return mapped === plan.arguments ? plan : { ...plan, arguments: mapped }
    }
    case 'ValuesRows': {
      const rows = mapAll(plan.rows, (row) => mapAll(row, map))
      return rows === plan.rows ? plan : { ...plan, rows }
    }
    case 'Filter': {
      const condition = map(plan.condition)
      return condition === plan.condition ? plan : { ...plan, condition }
    }
    case 'Project': {
      const items = mapAll(plan.items, (item) => mapComputed(item, map))
      return items === plan.items ? plan : { ...plan, items }
    }
    case 'JoinPlan': {
      if (plan.condition === undefined) return plan
      const condition = map(plan.condition)
      return condition === plan.condition ? plan : { ...plan, condition }
    }
    case 'Aggregate': {
      const keys = mapAll(plan.keys, (key) => mapComputed(key, map))
      const aggregates = mapAll(plan.aggregates, (call) => {
        const mapped = mapAll(call.arguments, map)
        const filter = call.filter === undefined ? undefined : map(call.filter)
        const orderBy = mapSortKeys(call.orderBy, map)
        return mapped === call.arguments && filter === call.filter && orderBy === call.orderBy
          ? call
          : { ...call, arguments: mapped, ...(filter === undefined ? {} : { filter }), orderBy }
      })
      return keys === plan.keys && aggregates === plan.aggregates ? plan : { ...plan, keys, aggregates }
    }
    case 'WindowPlan': {
      const calls = mapAll(plan.calls, (call) => {
        const mapped = mapAll(call.arguments, map)
        const filter = call.filter === undefined ? undefined : map(call.filter)
        const partitionBy = mapAll(call.partitionBy, map)
        const orderBy = mapSortKeys(call.orderBy, map)
        const same =
          mapped === call.arguments &&
          filter === call.filter &&
          partitionBy === call.partitionBy &&
          orderBy === call.orderBy
        return same
          ? call
          : { ...call, arguments: mapped, ...(filter === undefined ? {} : { filter }), partitionBy, orderBy }
      })
      return calls === plan.calls ? plan : { ...plan, calls }
    }
    case 'Sort': {
      const keys = mapSortKeys(plan.keys, map)
      return keys === plan.keys ? plan : { ...plan, keys }
    }
    case 'Limit': {
      if (plan.ties === undefined) return plan
      const ties = mapSortKeys(plan.ties, map)
      return ties === plan.ties ? plan : { ...plan, ties }
    }
    case 'DistinctPlan': {
      if (plan.on === undefined) return plan
      const expressions = mapAll(plan.on.expressions, map)
      const keys = mapSortKeys(plan.on.keys, map)
      const same = expressions === plan.on.expressions && keys === plan.on.keys
      return same ? plan : { ...plan, on: { expressions, keys } }
    }
  }
}

function mapComputed<T extends { readonly expression: BoundExpression }>(
  item: T,
  map: (expression: BoundExpression) => BoundExpression,
): T {
  const expression = map(item.expression)
  return expression === item.expression ? item : { ...item, expression }
}

function mapSortKeys(
  keys: readonly SortKey[],
  map: (expression: BoundExpression) => BoundExpression,
): readonly SortKey[] {
  return mapAll(keys, (key) => mapComputed(key, map))
}

/** The expressions of one node, its inputs' not. */
export function expressionsOf(plan: LogicalPlan): readonly BoundExpression[] {
  const expressions: BoundExpression[] = []
  someOwnExpression(plan, (expression) => {
    expressions.push(expression)
    return false
  })
  return expressions
}

/** Whether one of the expressions of a node passes the test; its inputs' and what is below expressions is not looked at. */
export function someOwnExpression(
  plan: LogicalPlan,
  test: (expression: BoundExpression) => boolean,
): boolean {
  switch (plan.kind) {
    case 'RemoteScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'LocalScan':
    case 'CommonTableScan':
    case 'SetOperationPlan':
    case 'WithPlan':
      return false
    case 'TableFunctionScan':
      return plan.arguments.some(test)
    case 'ValuesRows':
      return plan.rows.some((row) => row.some(test))
    case 'Filter':
      return test(plan.condition)
    case 'Project':
      return someComputed(plan.items, test)
    case 'JoinPlan':
      return plan.condition !== undefined && test(plan.condition)
    case 'Aggregate':
      return someComputed(plan.keys, test) || plan.aggregates.some((call) => someInCall(call, test))
    case 'WindowPlan':
      return plan.calls.some((call) => someInCall(call, test) || call.partitionBy.some((one) => test(one)))
    case 'Sort':
      return someComputed(plan.keys, test)
    case 'Limit':
      return plan.ties !== undefined && someComputed(plan.ties, test)
    case 'DistinctPlan':
      if (plan.on === undefined) return false
      return plan.on.expressions.some((one) => test(one)) || someComputed(plan.on.keys, test)
  }
}

function someInCall(
  call: Pick<AggregateCall, 'arguments' | 'filter' | 'orderBy'>,
  test: (expression: BoundExpression) => boolean,
): boolean {
  return (
    call.arguments.some((one) => test(one)) ||
    (call.filter !== undefined && test(call.filter)) ||
    someComputed(call.orderBy, test)
  )
}

function someComputed(
  items: readonly { readonly expression: BoundExpression }[],
  test: (expression: BoundExpression) => boolean,
): boolean {
  for (const { expression } of items) if (test(expression)) return true
  return false
}

/** Whether there is a query within the expressions of a node, its inputs' not. */
export function holdsSubquery(plan: LogicalPlan): boolean {
  return someOwnExpression(plan, hasSubquery)
}

/** Calls `visit` for the expressions of the plan and of all plans below it, subqueries included. */
export function visitPlanExpressions(plan: LogicalPlan, visit: (expression: BoundExpression) => void): void {
  visitPlan(plan, (node) => {
    for (const expression of expressionsOf(node)) visit(expression)
  })
}

/** Calls `visit` for the plan and all plans below it, those of subqueries included; parents first. */
export function visitPlan(plan: LogicalPlan, visit: (node: LogicalPlan) => void): void {
  visit(plan)
  if (holdsSubquery(plan)) {
    for (const expression of expressionsOf(plan))
      for (const inner of subqueryPlans(expression)) visitPlan(inner, visit)
  }
  for (const input of inputsOf(plan)) visitPlan(input, visit)
}

/** Maps bottom-up through inputs; subqueries only where `map` does so itself. */
export function mapPlan(plan: LogicalPlan, map: (node: LogicalPlan) => LogicalPlan): LogicalPlan {
  return map(mapInputs(plan, (input) => mapPlan(input, map)))
}
