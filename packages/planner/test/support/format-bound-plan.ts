import { formatSqlType } from '@certsql/core'
import { formatColumn, formatExpression, formatSortKey } from '../../src/explain/format-expression.js'
import type { AggregateCall, LogicalPlan, WindowCall } from '../../src/logical/logical-plan.js'
import { subqueryPlans } from '../../src/logical/map-expression.js'
import { expressionsOf, inputsOf } from '../../src/logical/map-plan.js'
import type { PlanColumn } from '../../src/logical/plan-column.js'
import type { ScanOutput } from '../../src/logical/remote-scan.js'

/**
 * A plan as the binder leaves it: the types of its columns, then one operator a line, inputs and subqueries indented. A
 * line shows what its operator says and nothing that its input says already.
 *
 *   Name TEXT, n BIGINT
 *   Project Name, count AS n
 *     Aggregate by Name: count(*)
 *       Scan Account a: Name
 */
export function formatBoundPlan(plan: LogicalPlan): string {
  const columns = plan.columns.map((column) => `${column.name} ${formatSqlType(column.type)}`)
  return [columns.join(', '), ...lines(plan, 0)].join('\n')
}

function lines(plan: LogicalPlan, depth: number): readonly string[] {
  const subqueries = expressionsOf(plan).flatMap(subqueryPlans)
  return [
    `${'  '.repeat(depth)}${headline(plan)}`,
    ...inputsOf(plan).flatMap((input) => lines(input, depth + 1)),
    ...subqueries.flatMap((inner) => [`${'  '.repeat(depth + 1)}Subquery`, ...lines(inner, depth + 2)]),
  ]
}

function headline(plan: LogicalPlan): string {
  switch (plan.kind) {
    case 'RemoteScan': {
      const name = plan.table.name === plan.alias ? plan.alias : `${plan.table.name} ${plan.alias}`
      const marks = [
        plan.includeDeleted ? ' with deleted' : '',
        plan.scope === undefined ? '' : ` scope ${plan.scope}`,
        plan.transport === undefined ? '' : ` over ${plan.transport}`,
      ]
      return `Scan ${name}: ${plan.outputs.map(formatOutput).join(', ') || 'nothing'}${marks.join('')}`
    }
    case 'MetadataScan':
      return `Metadata ${plan.table.schema}.${plan.table.name}`
    case 'SoqlScan':
      return `Soql ${plan.soql}`
    case 'LocalScan':
      return `Local ${plan.table.name}`
    case 'CommonTableScan':
      return `CommonTable ${plan.name}: ${names(plan.columns)}`
    case 'TableFunctionScan':
      return `Function ${plan.function}(${plan.arguments.map(formatExpression).join(', ')})${plan.withOrdinality ? ' with ordinality' : ''}`
    case 'ValuesRows':
      return `Values ${plan.rows.map((row) => `(${row.map(formatExpression).join(', ')})`).join(', ')}`
    case 'Filter':
      return `Filter ${formatExpression(plan.condition)}`
    case 'Project':
      return `Project ${plan.items.map(({ column, expression }) => item(column, formatExpression(expression))).join(', ')}`
    case 'JoinPlan':
      return `${plan.lateral ? 'Lateral ' : ''}${plan.type} Join${plan.condition === undefined ? '' : ` on ${formatExpression(plan.condition)}`}`
    case 'Aggregate': {
      const keys = plan.keys.map(({ column, expression }) => item(column, formatExpression(expression)))
      const sets = plan.groupingSets?.map((set) => `(${set.join(' ')})`).join(' ')
      const by = keys.length === 0 ? '' : ` by ${keys.join(', ')}`
      return `Aggregate${by}${sets === undefined ? '' : ` sets ${sets}`}: ${plan.aggregates.map(formatAggregate).join(', ') || 'nothing'}`
    }
    case 'WindowPlan':
      return `Window ${plan.calls.map(formatWindow).join(', ')}`
    case 'Sort':
      return `Sort ${plan.keys.map(formatSortKey).join(', ')}`
    case 'Limit':
      return `Limit ${plan.count ?? 'all'}${plan.offset === 0 ? '' : ` offset ${plan.offset}`}${plan.ties === undefined ? '' : ' with ties'}`
    case 'DistinctPlan':
      return plan.on === undefined
        ? 'Distinct'
        : `Distinct on ${plan.on.expressions.map(formatExpression).join(', ')} by ${plan.on.keys.map(formatSortKey).join(', ')}`
    case 'SetOperationPlan':
      return `${plan.operator}${plan.all ? ' ALL' : ''}`
    case 'WithPlan':
      return `With ${plan.definitions.map(({ name, recursive }) => (recursive ? `recursive ${name}` : name)).join(', ')}`
  }
}

function formatOutput({ expression }: ScanOutput): string {
  if (expression.kind === 'SoqlField')
    return [...expression.path.relationships, expression.path.column.name].join('.')
  const name = expression.kind === 'SoqlFunction' ? expression.name : expression.function
  return `${name}(${formatOutput({ expression: expression.argument })})`
}

function formatAggregate(call: AggregateCall): string {
  const order = call.orderBy.map(formatSortKey).join(', ')
  return `${formatCall(call)}${order === '' ? '' : ` order by ${order}`}`
}

function formatWindow(call: WindowCall): string {
  const partition = call.partitionBy.map(formatExpression).join(', ')
  const order = call.orderBy.map(formatSortKey).join(', ')
  const frame = call.frame === undefined ? '' : ` ${call.frame.unit.toLowerCase()}`
  const nulls = call.nulls === undefined ? '' : ` ${call.nulls.toLowerCase()} nulls`
  return `${formatCall(call)}${nulls} over (${[partition === '' ? '' : `by ${partition}`, order].filter(Boolean).join('; ')}${frame})`
}

function formatCall(call: AggregateCall | WindowCall): string {
  const values = call.arguments.map(formatExpression).join(', ') || '*'
  const filter = call.filter === undefined ? '' : ` filter ${formatExpression(call.filter)}`
  return `${call.function}(${call.distinct ? 'DISTINCT ' : ''}${values})${filter}`
}

function names(columns: readonly PlanColumn[]): string {
  return columns.map((column) => column.name).join(', ')
}

/** `a.Name`, or `UPPER(a.Name) AS n` where the column is called otherwise. */
function item(column: PlanColumn, expression: string): string {
  const own = formatColumn(column)
  return expression === own || expression.endsWith(`.${column.name}`)
    ? expression
    : `${expression} AS ${column.name}`
}
