import { BIGINT, internalError, isFoldedText } from '@certsql/core'
import {
  type Expression,
  makeCall,
  makeCase,
  makeCaseBranch,
  makeCast,
  makeGroupBy,
  makeGroupingExpressions,
  makeNumber,
} from '@certsql/sql'
import { sameExpression } from '../bind/same-expression.js'
import { isRepeatable } from '../bind/volatile.js'
import { sumType } from '../functions/aggregate-functions.js'
import { sameType } from '../functions/common-type.js'
import type { Aggregate, AggregateCall, LogicalPlan } from '../logical/logical-plan.js'
import { lowerAggregateCall } from './lower-call.js'
import { lowerType } from './lower-type.js'
import type { PlanLowering } from './plan-lowering.js'
import { definitionOf, type SelectBlock, Stage } from './select-block.js'
import { comparisonKey, foldText } from './text-folding.js'
import type { GroupedRows } from './text-groupings.js'

/**
 * A grouping by texts in two steps:
 *
 *   SELECT min(name), sum(n) FROM (SELECT name, count(*) AS n FROM t GROUP BY name) GROUP BY upper(name)
 *
 * The first tells texts apart byte by byte, which costs a fraction of upper case; the second has but a row for each spelling.
 */
export interface SpellingGroups {
  readonly rows: GroupedRows
  /** The first step: a row for each spelling of the keys. */
  lower(
    block: SelectBlock,
    keys: readonly Expression[],
    ofCall: (call: AggregateCall) => Expression,
    lowering: PlanLowering,
  ): SelectBlock
  /** An aggregate in the second step. */
  merge(call: AggregateCall, grouped: SelectBlock): Expression
}

/** Absent where there are no texts to put together, or an aggregate needs each row. */
export function groupSpellings(plan: Aggregate): SpellingGroups | undefined {
  const groupsTexts = plan.keys.some(({ expression }) => isFoldedText(expression.type))
  const textCall = plan.aggregates.find(countsTexts) ?? (groupsTexts ? undefined : onlyText(plan))
  if (!groupsTexts && textCall === undefined) return undefined
  const takesText = (call: AggregateCall) => textCall !== undefined && looksAtSameText(call, textCall)
  const others = plan.aggregates.filter((call) => !takesText(call) && call.function !== 'grouping')
  const keys = [
    ...plan.keys.map(({ expression }) => expression),
    ...(textCall === undefined ? [] : operandsOfCall(textCall)),
  ]
  if (!others.every(isMergeable) || !keys.every(isRepeatable) || isGroupedByOrg(plan.input)) return undefined
  return {
    rows: {
      inputs: [plan.input],
      keys: keys.flatMap((key) => (key.kind === 'ColumnUse' ? [key.column] : [])),
      // To put each text into upper case costs MIN and MAX less than the look at all rows would.
      isSampled: textCall !== undefined && !countsTexts(textCall),
    },
    lower: (block, keys, ofCall, lowering) => firstStep(plan, block, keys, ofCall, takesText, lowering),
    merge: (call, grouped) => mergedCall(call, plan, grouped),
  }
}

/** The MIN or MAX that compares texts, where all that do compare the same column. */
function onlyText({ aggregates }: Aggregate): AggregateCall | undefined {
  const [first, ...others] = aggregates.filter(comparesTexts)
  if (first?.arguments[0]?.kind !== 'ColumnUse') return undefined
  return others.every((call) => looksAtSameText(call, first)) ? first : undefined
}

function looksAtSameText(call: AggregateCall, other: AggregateCall): boolean {
  if (!countsTexts(call) && !comparesTexts(call)) return false
  const [operands, others] = [operandsOfCall(call), operandsOfCall(other)]
  return (
    operands.length === others.length &&
    operands.every((operand, index) => sameExpression(operand, others[index] ?? operand))
  )
}

function firstStep(
  plan: Aggregate,
  block: SelectBlock,
  keys: readonly Expression[],
  ofCall: (call: AggregateCall) => Expression,
  takesText: (call: AggregateCall) => boolean,
  lowering: PlanLowering,
): SelectBlock {
  const columns = new Map(block.columns)
  const grouped = [...keys]
  plan.keys.forEach(({ column }, index) => {
    const key = keys[index]
    if (key !== undefined) columns.set(column.id, key)
  })
  const calls = plan.aggregates.filter((call) => call.function !== 'grouping')
  const textCall = calls.find(takesText)
  const text = textCall && textOf(textCall, block, lowering)
  if (text !== undefined) grouped.push(text)
  for (const call of calls)
    columns.set(call.column.id, text !== undefined && takesText(call) ? text : ofCall(call))
  return {
    ...block,
    columns,
    outputs: [...plan.keys.map(({ column }) => column), ...calls.map(({ column }) => column)],
    groupBy: makeGroupBy(grouped.map((key) => makeGroupingExpressions([key]))),
    stage: Stage.Group,
  }
}

/** The text that aggregates look at, which becomes one more key; null where a condition leaves it out. */
function textOf(call: AggregateCall, block: SelectBlock, lowering: PlanLowering): Expression {
  const [text, condition] = operandsOfCall(call).map((one) => lowering.expression(one, block))
  if (text === undefined) throw internalError('an aggregate of texts looks at nothing')
  return condition === undefined ? text : makeCase([makeCaseBranch(condition, text)])
}

function mergedCall(call: AggregateCall, plan: Aggregate, grouped: SelectBlock): Expression {
  if (call.function === 'grouping')
    return makeCall(
      'grouping',
      call.arguments.flatMap((argument) => {
        const key = plan.keys.find(({ expression }) => sameExpression(expression, argument))
        return key === undefined ? [] : [comparisonKey(definitionOf(grouped, key.column), argument.type)]
      }),
    )
  const { type } = call.column
  const figure = definitionOf(grouped, call.column)
  if (countsTexts(call)) return makeCall('count', [foldText(figure)], { distinct: true })
  switch (call.function) {
    case 'count': {
      const sum = makeCast(makeCall('sum', [figure]), lowerType(BIGINT))
      return mayHaveNoRows(plan) ? makeCall('coalesce', [sum, makeNumber(0)]) : sum
    }
    case 'sum': {
      const sum = lowerAggregateCall('sum', [figure], [type], {})
      return sameType(sumType([type]), type) ? sum : makeCast(sum, lowerType(type))
    }
    default:
      return lowerAggregateCall(call.function, [figure], [type], {})
  }
}

/** A total over all rows is there though no row is. */
function mayHaveNoRows({ keys, groupingSets }: Aggregate): boolean {
  return keys.length === 0 || groupingSets?.some((set) => set.length === 0) === true
}

function countsTexts({ function: name, distinct, arguments: [text] }: AggregateCall): boolean {
  return name === 'count' && distinct && text !== undefined && isFoldedText(text.type)
}

function comparesTexts({ function: name, arguments: [text] }: AggregateCall): boolean {
  return (name === 'min' || name === 'max') && text !== undefined && isFoldedText(text.type)
}

function operandsOfCall({ arguments: operands, filter }: AggregateCall) {
  return filter === undefined ? operands : [...operands, filter]
}

/** Whether the figure of a whole is made of those of its parts, to the last digit. */
function isMergeable({ function: name, distinct, orderBy, column: { type } }: AggregateCall): boolean {
  if (orderBy.length > 0) return false
  switch (name) {
    case 'count':
      return !distinct
    case 'sum':
      return !distinct && type.kind !== 'double'
    case 'min':
    case 'max':
    case 'bool_and':
    case 'bool_or':
      return true
    default:
      return false
  }
}

/** What the org has grouped has few rows, nearly each of them a group. */
function isGroupedByOrg(plan: LogicalPlan): boolean {
  switch (plan.kind) {
    case 'RemoteScan':
      return plan.grouping !== undefined
    case 'Filter':
    case 'Project':
      return isGroupedByOrg(plan.input)
    case 'SetOperationPlan':
      return plan.all && isGroupedByOrg(plan.left) && isGroupedByOrg(plan.right)
    default:
      return false
  }
}
