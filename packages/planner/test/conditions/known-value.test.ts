import { isNeverTrue, type KnownValue, knownValue } from '../../src/conditions/known-value.js'
import type { BoundExpression } from '../../src/logical/bound-expression.js'
import type { LogicalPlan } from '../../src/logical/logical-plan.js'
import { bound } from '../support/bound.js'

/** As the sums of a FULL JOIN are: one is zero, of the other there is none, and of the rest nothing is known. */
const KNOWN: Readonly<Record<string, KnownValue>> = { score__c: 0, amount: null }

function expressionOf(plan: LogicalPlan): BoundExpression | undefined {
  return plan.kind === 'Project' ? plan.items[0]?.expression : undefined
}

function read(sql: string) {
  const plan = bound(`SELECT ${sql} FROM Account a, Opportunity o`)
  const names = new Map<number, string>()
  const collect = (node: LogicalPlan): void => {
    for (const { id, name } of node.columns) names.set(id, name.toLowerCase())
    if ('input' in node) collect(node.input)
    if ('left' in node) for (const side of [node.left, node.right]) collect(side)
  }
  collect(plan)
  const expression = expressionOf(plan)
  if (expression === undefined) throw new Error(`no expression: ${sql}`)
  return { expression, columns: (id: number) => KNOWN[names.get(id) ?? ''] }
}

test.each<readonly [string, KnownValue | undefined]>([
  ['Score__c', 0],
  ['Amount', null],
  ['Rating__c', undefined],
  ['COALESCE(Amount, 0)', 0],
  ['COALESCE(Amount, Score__c, Rating__c)', 0],
  ['COALESCE(Rating__c, 0)', undefined],
  ['ABS(COALESCE(Score__c, 0) - COALESCE(Amount, 0))', 0],
  ['Score__c + 0.005', 0.005],
  ['Score__c * 7', 0],
  ['Score__c * Rating__c', undefined],
  ['1 / Score__c', undefined],
  ['Amount / 2', null],
  ['Amount * Rating__c', null],
  ['ROUND(Score__c, 2)', 0],
  ['Score__c > 0.005', false],
  ['Score__c >= 0', true],
  ['Score__c <> 0', false],
  ['Score__c = COALESCE(Amount, 0)', true],
  ['Score__c + 5 > 4', undefined],
  ['Amount > 5', null],
  ['Amount IS NULL', true],
  ['Score__c IS NOT NULL', true],
  ['NOT Score__c > 5', true],
  ['Rating__c > 5', undefined],
])('%s is %p', (sql, value) => {
  const { expression, columns } = read(sql)
  expect(knownValue(expression, columns)).toBe(value)
})

test.each([
  ['Score__c > 5', true],
  ['Amount > 5', true],
  ['Score__c > 5 AND Rating__c > 5', true],
  ['Score__c > 5 OR Rating__c > 5', false],
  ['Score__c > 5 OR Amount < 5', true],
  ['Score__c > 5 OR Amount IS NULL', false],
  ['Score__c < 5', false],
  ['Rating__c > 5', false],
])('%s is never true: %p', (sql, never) => {
  const { expression, columns } = read(sql)
  expect(isNeverTrue(expression, columns)).toBe(never)
})
