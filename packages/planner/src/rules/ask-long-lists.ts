import { isTextual } from '@certsql/core'
import { commonTypeOf, sameType } from '../functions/common-type.js'
import type { BoundExpression, InListTest } from '../logical/bound-expression.js'
import type { ValuesRows } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { scanToSoql } from '../soql/scan-to-soql.js'
import { mapConjuncts } from './plan-nodes.js'
import type { RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'

/**
 * A list that no single query can hold becomes rows of its own, whose values are asked for in parts like the keys of a join:
 *
 *   Name IN ('a', …, 20,000 of them)   ⇒   Name IN (VALUES ('a'), …)
 *
 * How many parts there are, and whether they are cheaper than the whole object, is decided when the statement runs. NOT IN
 * stays as it is: rows that are in none of the parts are in no part.
 */
export const askLongLists = ruleFor(['Filter'], (filter, context) => {
  const scan = filter.input
  if (scan.kind !== 'RemoteScan') return filter
  return mapConjuncts(filter, (one) => (isLongList(one, scan) ? (amongRows(one, context) ?? one) : one))
})

/** The longest query that the org reads, less a little for what later rules add. */
export const LONGEST_SOQL = 100_000 - 2_000

function isLongList(condition: BoundExpression, scan: RemoteScan): condition is InListTest {
  if (condition.kind !== 'InListTest' || condition.negated) return false
  // The quotes and the comma of a text; nothing else is written longer than it is kept.
  const least = condition.items.reduce(
    (length, item) => length + (item.kind === 'Literal' ? String(item.value).length + "'', ".length : 0),
    scanToSoql(scan).text.length,
  )
  return least > LONGEST_SOQL
}

function amongRows(test: InListTest, { ids }: RuleContext): BoundExpression | undefined {
  const { operand, items } = test
  const type = commonTypeOf(items.map((item) => item.type))
  if (type === undefined || !items.every((item) => !isTextual(type) || sameType(item.type, type)))
    return undefined
  const column = { id: ids.nextColumn(), name: 'listed', type, nullable: false }
  const plan: ValuesRows = { kind: 'ValuesRows', rows: items.map((item) => [item]), columns: [column] }
  return {
    kind: 'InSubqueryTest',
    operands: [operand],
    plan,
    negated: false,
    type: test.type,
    ...(test.span === undefined ? {} : { span: test.span }),
  }
}
