import type { Aggregate, DistinctPlan, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { pushAggregate } from './push-aggregate-into-scan.js'
import { rowsOfScan } from './rows-of-scan.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'

/**
 * Lets the org make rows distinct: to SOQL that is a grouping without aggregates.
 *
 *   Distinct StageName, IsWon      ⇒   Aggregate StageName, IsWon
 *   └ RemoteScan Opportunity           └ RemoteScan SELECT StageName k0, IsWon k1 … GROUP BY StageName, IsWon
 *
 * Records that show their own Id are distinct already. Else it is judged as GROUP BY is, and merges as GROUP BY does. NULL is one value to both.
 */
export const pushDistinctIntoScan = ruleFor(['DistinctPlan'], (distinct, context) =>
  context.pushAggregates ? pushDistinct(distinct, context) : distinct,
)

function pushDistinct(distinct: DistinctPlan, context: RuleContext): LogicalPlan {
  if (distinct.on !== undefined) return distinct
  if (showsIds(distinct)) return distinct.input
  const keys = distinct.columns.map((column) => ({ column, expression: columnUse(column) }))
  const isSet = new Set(distinct.columns.map(({ id }) => id)).size === distinct.columns.length
  if (!isSet) return distinct
  const grouped: Aggregate = {
    kind: 'Aggregate',
    input: distinct.input,
    keys,
    aggregates: [],
    columns: distinct.columns,
  }
  return pushAggregate(grouped, context) ?? distinct
}

function showsIds({ input, columns }: DistinctPlan): boolean {
  const rows = rowsOfScan(input)
  if (rows === undefined || rows.scan.grouping !== undefined) return false
  return columns.some((column) => {
    const source = rows.resolve(columnUse(column))
    if (source.kind !== 'ColumnUse') return false
    const output =
      rows.scan.outputs[rows.scan.columns.findIndex(({ id }) => id === source.column.id)]?.expression
    return (
      output?.kind === 'SoqlField' &&
      output.path.relationships.length === 0 &&
      output.path.column.fieldType === 'id'
    )
  })
}
