import { formatExpression, formatSortKey } from '../../src/explain/format-expression.js'
import type { LogicalPlan } from '../../src/logical/logical-plan.js'
import { subqueryPlans } from '../../src/logical/map-expression.js'
import { expressionsOf, inputsOf } from '../../src/logical/map-plan.js'
import type { PlanColumn } from '../../src/logical/plan-column.js'
import { scanToSoql } from '../../src/soql/scan-to-soql.js'

/**
 * A logical plan as text, one operator per line, inputs and subqueries indented; scans as the SOQL they send.
 *
 *   Filter length(Name) > 3
 *     Scan SELECT Name FROM Account WHERE Industry = 'Energy'
 */
export function formatPlan(plan: LogicalPlan): string {
  return lines(plan, 0).join('\n')
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
      const certified = plan.grouping?.certificates.length ?? 0
      const skipped = plan.skip === undefined ? '' : `   -- behind ${plan.skip} rows`
      return `Scan ${scanToSoql(plan).text}${certified > 0 ? `   -- ${certified} certified` : ''}${skipped}`
    }
    case 'MetadataScan':
      return `Metadata ${plan.table.schema}.${plan.table.name}`
    case 'SoqlScan':
      return `Soql ${plan.soql}`
    case 'LocalScan':
      return `Local ${plan.table.name}`
    case 'CommonTableScan':
      return `CommonTable ${plan.name}`
    case 'TableFunctionScan':
      return `TableFunction ${plan.function}`
    case 'ValuesRows':
      return plan.rows.length === 0 ? 'NoRows' : `Values ${plan.rows.length}`
    case 'Filter':
      return `Filter ${formatExpression(plan.condition)}`
    case 'Project':
      return `Project ${plan.items.map(({ column, expression }) => item(column, formatExpression(expression))).join(', ')}`
    case 'JoinPlan':
      return `${plan.type} Join${plan.condition === undefined ? '' : ` ${formatExpression(plan.condition)}`}`
    case 'Aggregate': {
      const calls = plan.aggregates.map(
        (call) =>
          `${call.function}(${call.distinct ? 'DISTINCT ' : ''}${call.arguments.map(formatExpression).join(', ') || '*'})${call.filter === undefined ? '' : ` FILTER ${formatExpression(call.filter)}`}`,
      )
      const keys = plan.keys.map(({ column, expression }) => item(column, formatExpression(expression)))
      return `Aggregate ${[...keys, ...calls].join(', ')}`
    }
    case 'WindowPlan':
      return `Window ${plan.calls.map((call) => call.function).join(', ')}`
    case 'Sort':
      return `Sort ${plan.keys.map(formatSortKey).join(', ')}`
    case 'Limit':
      return `Limit ${plan.count ?? 'all'}${plan.offset === 0 ? '' : ` offset ${plan.offset}`}`
    case 'DistinctPlan':
      return plan.on === undefined
        ? 'Distinct'
        : `DistinctOn ${plan.on.expressions.map(formatExpression).join(', ')}`
    case 'SetOperationPlan':
      return `${plan.operator}${plan.all ? ' ALL' : ''}`
    case 'WithPlan':
      return `With ${plan.definitions.map(({ name }) => name).join(', ')}`
  }
}

/** `Name`, or `UPPER(Name) AS n` where the column is called otherwise. */
function item(column: PlanColumn, expression: string): string {
  return expression === column.name || expression.endsWith(`.${column.name}`)
    ? expression
    : `${expression} AS ${column.name}`
}
