import { isFoldedText, type SqlType } from '@certsql/core'
import { containsRandom, isRepeatable } from '../bind/volatile.js'
import type { BoundExpression, Call } from '../logical/bound-expression.js'
import type { LogicalPlan } from '../logical/logical-plan.js'
import { operandsOf, visitExpression } from '../logical/map-expression.js'
import { visitPlanExpressions } from '../logical/map-plan.js'

/** Whether a condition may be computed elsewhere in the plan: nothing random, no subquery. */
export function isMovable(condition: BoundExpression): boolean {
  return isRepeatable(condition)
}

/** [NOT] EXISTS (…) and x [NOT] IN (…): a test of each row that gives the same wherever it is made. */
export function isSubqueryTest(condition: BoundExpression): boolean {
  if (condition.kind === 'Not')
    return condition.operand.kind === 'ExistsTest' && isSubqueryTest(condition.operand)
  if (condition.kind !== 'ExistsTest' && condition.kind !== 'InSubqueryTest') return false
  let isStable = operandsOf(condition).every(isMovable)
  visitPlanExpressions(condition.plan, (one) => {
    isStable &&= !containsRandom(one)
  })
  return isStable
}

/**
 * Whether computing a condition can raise no error, so that it may see rows that it would not see in its place:
 *
 *   FROM a JOIN b ON … WHERE 1 / a.x > 2   -- rows with x = 0 that the join drops must not be divided by
 */
export function cannotFail(condition: BoundExpression): boolean {
  let safe = true
  visitExpression(condition, (one) => {
    if (!isTotal(one)) safe = false
  })
  return safe
}

const TOTAL_FUNCTIONS: ReadonlySet<string> = new Set([
  'upper',
  'lower',
  'trim',
  'ltrim',
  'rtrim',
  'length',
  'coalesce',
  'includes_any',
])

function isTotal(expression: BoundExpression): boolean {
  switch (expression.kind) {
    case 'Call':
      return TOTAL_FUNCTIONS.has(expression.function)
    case 'Arithmetic':
      return false
    case 'CastExpression':
      return expression.safe || isWideningCast(expression.operand.type, expression.type)
    case 'ExistsTest':
    case 'InSubqueryTest':
      return isTotalPlan(expression.plan)
    case 'ScalarSubqueryValue':
    case 'QuantifiedTest':
      return false
    case 'Literal':
    case 'ColumnUse':
    case 'And':
    case 'Or':
    case 'Not':
    case 'Comparison':
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'DistinctTest':
    case 'InListTest':
    case 'LikeTest':
    case 'CaseExpression':
    case 'ExtractPart':
      return true
  }
}

function isTotalPlan(plan: LogicalPlan): boolean {
  let safe = true
  visitPlanExpressions(plan, (one) => {
    safe &&= cannotFail(one)
  })
  return safe
}

function isWideningCast(from: SqlType, to: SqlType): boolean {
  const isText = (type: SqlType) => type.kind === 'text' || type.kind === 'id'
  const isMoment = (type: SqlType) =>
    type.kind === 'timestamp' || type.kind === 'timestamptz' || type.kind === 'date'
  const isNumber = (type: SqlType) =>
    type.kind === 'integer' || type.kind === 'bigint' || type.kind === 'decimal'
  return (
    (isText(from) && isText(to)) ||
    (isMoment(from) && isMoment(to)) ||
    (isNumber(from) && to.kind === 'double')
  )
}

/** Whether a condition is not true when all of these columns are null; what an outer join adds is then dropped. */
export function rejectsNulls(condition: BoundExpression, columns: ReadonlySet<number>): boolean {
  switch (condition.kind) {
    case 'And':
      return condition.operands.some((operand) => rejectsNulls(operand, columns))
    case 'Or':
      return condition.operands.every((operand) => rejectsNulls(operand, columns))
    case 'Comparison':
      return isNullWith(condition.left, columns) || isNullWith(condition.right, columns)
    case 'IsNullTest':
      return condition.negated && isNullWith(condition.operand, columns)
    case 'LikeTest':
    case 'InListTest':
      return isNullWith(condition.operand, columns)
    case 'ColumnUse':
      return isNullWith(condition, columns)
    case 'Not':
      return condition.operand.kind === 'ColumnUse' && isNullWith(condition.operand, columns)
    case 'Literal':
    case 'IsTruthTest':
    case 'DistinctTest':
    case 'Arithmetic':
    case 'CaseExpression':
    case 'CastExpression':
    case 'ExtractPart':
    case 'Call':
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
    case 'InSubqueryTest':
    case 'QuantifiedTest':
      return false
  }
}

const STRICT_FUNCTIONS: ReadonlySet<string> = new Set([
  'upper',
  'lower',
  'trim',
  'ltrim',
  'rtrim',
  'length',
  'abs',
  'floor',
  'ceil',
  'last_day',
  'date_diff',
  'date_add',
  'date_subtract',
  'age_between',
  'to_char',
])

/** To a number of digits that is a column, what is null may be rounded to 0. */
const STRICT_TO_DIGITS: ReadonlySet<string> = new Set(['round', 'trunc'])

function isStrict({ function: name, arguments: [, digits] }: Call): boolean {
  if (STRICT_TO_DIGITS.has(name)) return digits === undefined || digits.kind === 'Literal'
  return STRICT_FUNCTIONS.has(name)
}

export function isNullWith(expression: BoundExpression, columns: ReadonlySet<number>): boolean {
  switch (expression.kind) {
    case 'ColumnUse':
      return columns.has(expression.column.id)
    case 'CastExpression':
    case 'ExtractPart':
      return isNullWith(expression.operand, columns)
    case 'Arithmetic':
      return isNullWith(expression.left, columns) || isNullWith(expression.right, columns)
    case 'Call':
      return isStrict(expression) && expression.arguments.some((one) => isNullWith(one, columns))
    default:
      return false
  }
}

/**
 * Whether a condition says the same of `acme` and `ACME`, which one group or one DISTINCT row may stand for. A condition
 * on the group may only then be asked of each of its rows:
 *
 *   SELECT Name … GROUP BY Name HAVING ascii(Name) = 97   -- the group shows one spelling, its rows have two
 */
export function ignoresCase(expression: BoundExpression): boolean {
  return isFoldedText(expression.type) ? keepsTwins(expression) : saysTheSameOfTwins(expression)
}

/** Texts that differ in case only give texts that differ in case only. */
function keepsTwins(expression: BoundExpression): boolean {
  switch (expression.kind) {
    case 'ColumnUse':
    case 'Literal':
      return true
    case 'CaseExpression':
      return operandsOf(expression).every(ignoresCase)
    case 'Call':
      return KEEPS_TWINS.has(expression.function) && expression.arguments.every(ignoresCase)
    case 'CastExpression':
      return isFoldedText(expression.operand.type) && keepsTwins(expression.operand)
    default:
      return false
  }
}

const KEEPS_TWINS: ReadonlySet<string> = new Set(['coalesce', 'upper', 'lower', 'concat', '||'])

function saysTheSameOfTwins(expression: BoundExpression): boolean {
  const operands = operandsOf(expression)
  switch (expression.kind) {
    case 'And':
    case 'Or':
    case 'Not':
    case 'IsTruthTest':
    case 'IsNullTest':
    case 'CaseExpression':
      return operands.every(ignoresCase)
    case 'Comparison':
    case 'DistinctTest':
    case 'InListTest':
    case 'LikeTest': {
      const comparesFolded = !operands.some(({ type }) => type.kind === 'text' && type.comparison === 'exact')
      return operands.every((operand) => ignoresCase(operand) && (comparesFolded || !isFoldedValue(operand)))
    }
    default:
      return operands.every((operand) => !isFoldedValue(operand) && ignoresCase(operand))
  }
}

/** A constant text has no twin. */
function isFoldedValue({ kind, type }: BoundExpression): boolean {
  return kind !== 'Literal' && isFoldedText(type)
}
