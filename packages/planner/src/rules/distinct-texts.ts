import { BIGINT, BOOLEAN, EXACT_TEXT, INTEGER, isFoldedText } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { isRepeatable } from '../bind/volatile.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { conjunction } from '../logical/conjuncts.js'
import type { Aggregate, AggregateCall, WindowCall } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'

/**
 * Takes one of each text into an aggregate over the distinct ones, as DuckDB would take `acme` and `ACME` for two.
 *
 *   Aggregate STRING_AGG(DISTINCT Name)   ⇒   Aggregate STRING_AGG(Name)
 *                                             └ Aggregate <keys>, Name
 *
 * So it is where no other aggregate needs each row. Else the first of the rows with a text is taken:
 *
 *   Aggregate STRING_AGG(DISTINCT Name)   ⇒   Aggregate STRING_AGG(Name) FILTER (WHERE first = 1)
 *                                             └ Window ROW_NUMBER() OVER (PARTITION BY <keys>, Name ORDER BY Name) AS first
 *
 * There a condition of the aggregate is one more key: the first of all rows may be one that it leaves out. MIN and MAX don't mind
 * repetition, and COUNT(DISTINCT) counts texts in upper case. Subtotals would need first rows of their own.
 */
export const distinctTexts = ruleFor(['Aggregate'], (aggregate, context) =>
  aggregate.groupingSets === undefined && aggregate.aggregates.some(isOverDistinctTexts)
    ? (overGroups(aggregate, context) ?? overFirstRows(aggregate, context))
    : aggregate,
)

/** Absent where an aggregate is over anything but the one text, or under a condition. */
function overGroups(aggregate: Aggregate, context: RuleContext): Aggregate | undefined {
  const text = aggregate.aggregates.find(isOverDistinctTexts)?.arguments[0]
  if (text === undefined || !isRepeatable(text)) return undefined
  const isOverText = ({ arguments: [one], distinct, filter }: AggregateCall) =>
    distinct && filter === undefined && one !== undefined && sameExpression(one, text)
  if (!aggregate.aggregates.every(isOverText)) return undefined
  const column: PlanColumn = { id: context.ids.nextColumn(), name: 'text', type: text.type, nullable: true }
  const keys = [...aggregate.keys, { column, expression: text }]
  const input: Aggregate = {
    kind: 'Aggregate',
    input: aggregate.input,
    keys,
    aggregates: [],
    columns: keys.map((key) => key.column),
  }
  const own = (expression: BoundExpression) =>
    sameExpression(expression, text) ? columnUse(column) : expression
  return {
    ...aggregate,
    input,
    keys: aggregate.keys.map((key) => ({ column: key.column, expression: columnUse(key.column) })),
    aggregates: aggregate.aggregates.map((call) => ({
      ...call,
      distinct: false,
      arguments: call.arguments.map(own),
      orderBy: call.orderBy.map((key) => ({ ...key, expression: own(key.expression) })),
    })),
  }
}

function overFirstRows(aggregate: Aggregate, context: RuleContext): Aggregate {
  const windows: WindowCall[] = []
  const aggregates = aggregate.aggregates.map((call) => {
    const [text] = call.arguments
    if (text === undefined || !isOverDistinctTexts(call)) return call
    const window = firstRow(aggregate, text, call.filter, context)
    windows.push(window)
    const isFirst: BoundExpression = {
      kind: 'Comparison',
      operator: '=',
      left: columnUse(window.column),
      right: { kind: 'Literal', value: '1', type: INTEGER },
      type: BOOLEAN,
    }
    const filter = conjunction([...(call.filter === undefined ? [] : [call.filter]), isFirst])
    return { ...call, distinct: false, filter }
  })
  const { input } = aggregate
  const columns = [...input.columns, ...windows.map(({ column }) => column)]
  return { ...aggregate, input: { kind: 'WindowPlan', input, calls: windows, columns }, aggregates }
}

/** Numbers the rows that have a text in a group; among its spellings the smallest comes first. */
function firstRow(
  { keys }: Aggregate,
  text: BoundExpression,
  filter: BoundExpression | undefined,
  context: RuleContext,
): WindowCall {
  const column: PlanColumn = {
    id: context.ids.nextColumn(),
    name: 'first',
    type: BIGINT,
    nullable: false,
  }
  const spelling: BoundExpression = { kind: 'CastExpression', operand: text, safe: false, type: EXACT_TEXT }
  return {
    column,
    function: 'row_number',
    arguments: [],
    distinct: false,
    partitionBy: [
      ...keys.map(({ expression }) => expression),
      text,
      ...(filter === undefined ? [] : [isTrue(filter)]),
    ],
    orderBy: [{ expression: spelling, direction: 'ASC', nulls: 'LAST' }],
  }
}

function isTrue(operand: BoundExpression): BoundExpression {
  return { kind: 'IsTruthTest', operand, truth: true, negated: false, type: BOOLEAN }
}

/** MIN, MAX and COUNT compare texts themselves. */
const FOLDED_ANYWAY: ReadonlySet<string> = new Set(['min', 'max', 'count'])

function isOverDistinctTexts(call: AggregateCall): boolean {
  const [text] = call.arguments
  if (!call.distinct || text === undefined || FOLDED_ANYWAY.has(call.function)) return false
  if (!isFoldedText(text.type) || !isRepeatable(text)) return false
  return call.filter === undefined || isRepeatable(call.filter)
}
