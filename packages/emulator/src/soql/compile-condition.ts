import type { FieldValue } from '../org/record-sink.js'
import type { Variants } from '../variants.js'
import { comparisonKey, constantOf, keyOrder } from './comparison.js'
import type { Evaluation } from './evaluation.js'
import { likeMatcher } from './like-pattern.js'
import type { Operand } from './operand.js'
import type {
  Comparison,
  ComparisonOperator,
  Condition,
  Expression,
  ListCondition,
  Literal,
  SemiJoin,
} from './query-tree.js'
import { decodePattern, decodeText } from './text-literal.js'

export type Predicate = (row: number) => boolean

export interface ConditionContext {
  readonly evaluation: Evaluation
  /** Finds what a condition compares, and refuses what may not be compared here. */
  readonly operandOf: (expression: Expression) => Operand
  /** The Ids that an inner query of a semi-join gives. */
  readonly idsOf: (semiJoin: SemiJoin, left: Operand) => ReadonlySet<FieldValue>
}

/**
 * A condition as a test of rows. It has two values only: where SQL says UNKNOWN, every comparison says here what the org
 * says. NOT is carried down to the comparisons, since what they say about null under NOT is not always certain.
 */
export function compileCondition(
  condition: Condition,
  context: ConditionContext,
  isNegated = false,
): Predicate {
  switch (condition.kind) {
    case 'And':
    case 'Or': {
      const items = condition.items.map((item) => compileCondition(item, context, isNegated))
      return (condition.kind === 'And') === isNegated ? anyOf(items) : allOf(items)
    }
    case 'Not':
      return compileCondition(condition.item, context, !isNegated)
    case 'Comparison':
      return compileComparison(condition, context, isNegated)
    case 'List':
      return compileList(condition, context, isNegated)
    case 'SemiJoin':
      return compileSemiJoin(condition, context)
  }
}

function allOf(items: readonly Predicate[]): Predicate {
  const [first, second] = items
  if (first !== undefined && second !== undefined && items.length === 2)
    return (row) => first(row) && second(row)
  return (row) => items.every((item) => item(row))
}

function anyOf(items: readonly Predicate[]): Predicate {
  const [first, second] = items
  if (first !== undefined && second !== undefined && items.length === 2)
    return (row) => first(row) || second(row)
  return (row) => items.some((item) => item(row))
}

type Value = Exclude<FieldValue, null>

/** A test of the operand's value, with an answer of its own for null. */
function onValue(
  operand: Operand,
  isNegated: boolean,
  onNull: boolean,
  test: (value: Value) => boolean,
): Predicate {
  const { read } = operand
  // Booleans are never null, not even where the parent is missing.
  const missing = operand.kind === 'boolean' ? test(false) !== isNegated : onNull
  if (isNegated) {
    return (row) => {
      const value = read(row)
      return value === null ? missing : !test(value)
    }
  }
  return (row) => {
    const value = read(row)
    return value === null ? missing : test(value)
  }
}

function compileComparison(comparison: Comparison, context: ConditionContext, isNegated: boolean): Predicate {
  const { evaluation } = context
  const { operator, right } = comparison
  const operand = comparedOperand(context.operandOf(comparison.left), right)
  checkOperator(operand, operator, evaluation)
  if (operator === 'LIKE') return compileLike(operand, right, evaluation, isNegated)
  if (isEmpty(operand, right, operator, evaluation))
    return compileNullTest(operand, comparison, evaluation, isNegated)
  const constant = constantOf(operand, right, evaluation)
  if (constant.kind === 'null') return compileNullTest(operand, comparison, evaluation, isNegated)
  const keyOf = comparisonKey(operand)
  const onNull = nullAnswer(operator, isNegated, evaluation.variants)
  if (constant.kind === 'range') {
    const test = rangeTest(operator, constant.start, constant.end)
    return onValue(operand, isNegated, onNull, (value) => test(String(value)))
  }
  const wanted = constant.value
  if (operator === '=') return onValue(operand, isNegated, onNull, (value) => keyOf(value) === wanted)
  if (operator === '!=') return onValue(operand, isNegated, onNull, (value) => keyOf(value) !== wanted)
  const order = keyOrder(operand, evaluation)
  const accepts = signTest(operator)
  return onValue(operand, isNegated, onNull, (value) => accepts(order(keyOf(value), wanted)))
}

/** `Amount > USD5000` compares what amounts are worth; without a currency the numbers are compared as they are. */
function comparedOperand(operand: Operand, right: Literal): Operand {
  if (right.kind !== 'currency' || operand.inCurrency === undefined) return operand
  return { ...operand, read: operand.inCurrency('corporate') }
}

/** `= ''` on a text is `= null`: the org knows no empty text. */
function isEmpty(
  operand: Operand,
  literal: Literal,
  operator: ComparisonOperator,
  { complaints }: Evaluation,
): boolean {
  const isText = operand.kind === 'text' || operand.kind === 'multipicklist'
  if (!isText || literal.kind !== 'text' || (operator !== '=' && operator !== '!=')) return false
  return decodeText(literal.raw, literal.span, complaints) === ''
}

function compileNullTest(
  operand: Operand,
  { operator, right }: Comparison,
  { complaints }: Evaluation,
  isNegated: boolean,
): Predicate {
  if (operator !== '=' && operator !== '!=') {
    throw complaints.invalidOperator(`invalid operator: ${operator} cannot be used with null`, right.span)
  }
  const wantsNull = (operator === '=') !== isNegated
  const { read } = operand
  // A boolean that "is null" is false.
  if (operand.kind === 'boolean') return (row) => (read(row) === true) !== wantsNull
  return (row) => (read(row) === null) === wantsNull
}

/** What a comparison with a value says about null. */
function nullAnswer(operator: ComparisonOperator, isNegated: boolean, variants: Variants): boolean {
  switch (operator) {
    case '=':
      return isNegated
    case '!=':
      return !isNegated
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isNegated && variants.nullsMatchNotRange
    case 'LIKE':
      return isNegated && variants.nullsMatchNotLike
  }
}

function signTest(operator: Exclude<ComparisonOperator, 'LIKE'>): (sign: number) => boolean {
  switch (operator) {
    case '=':
      return (sign) => sign === 0
    case '!=':
      return (sign) => sign !== 0
    case '<':
      return (sign) => sign < 0
    case '<=':
      return (sign) => sign <= 0
    case '>':
      return (sign) => sign > 0
    case '>=':
      return (sign) => sign >= 0
  }
}

/** `=` is inside, `<` before the start, `>` after the end; `<=` and `>=` take the range in. */
function rangeTest(
  operator: Exclude<ComparisonOperator, 'LIKE'>,
  start: string,
  end: string,
): (value: string) => boolean {
  switch (operator) {
    case '=':
      return (value) => value >= start && value < end
    case '!=':
      return (value) => value < start || value >= end
    case '<':
      return (value) => value < start
    case '<=':
      return (value) => value < end
    case '>':
      return (value) => value >= end
    case '>=':
      return (value) => value >= start
  }
}

function compileLike(
  operand: Operand,
  right: Literal,
  evaluation: Evaluation,
  isNegated: boolean,
): Predicate {
  const { complaints, variants } = evaluation
  if (right.kind !== 'text') {
    throw complaints.invalidField(
      `value of filter criterion for field '${operand.label}' must be of type string and should be enclosed in quotes`,
      right.span,
    )
  }
  const steps = decodePattern(right.raw, right.span, complaints)
  const matches = likeMatcher(steps, operand.field.isExact && operand.functions.length === 0)
  const onNull = nullAnswer('LIKE', isNegated, variants)
  return onValue(operand, isNegated, onNull, (value) => matches(String(value)))
}

function compileList(condition: ListCondition, context: ConditionContext, isNegated: boolean): Predicate {
  const operand = context.operandOf(condition.left)
  const { evaluation } = context
  if (condition.operator === 'INCLUDES' || condition.operator === 'EXCLUDES') {
    return compileIncludes(operand, condition, evaluation, isNegated)
  }
  checkOperator(operand, 'IN', evaluation)
  const keyOf = comparisonKey(operand)
  const wanted = new Set<Value>()
  let wantsNull = false
  for (const item of condition.items) {
    if (item.kind === 'currency') {
      throw evaluation.complaints.malformed('currency literals cannot be used in a list', item.span)
    }
    const constant = constantOf(operand, item, evaluation)
    if (constant.kind === 'range') {
      throw evaluation.complaints.malformed('date literals cannot be used in a list', item.span)
    }
    if (constant.kind === 'null' || constant.value === '') wantsNull = true
    else wanted.add(constant.value)
  }
  const isNotIn = (condition.operator === 'NOT IN') !== isNegated
  const onNull = isNotIn ? !wantsNull && evaluation.variants.nullsMatchNotIn : wantsNull
  return onValue(operand, isNotIn, onNull, (value) => wanted.has(keyOf(value)))
}

/** `INCLUDES ('a;b', 'c')`: has both a and b, or has c. */
function compileIncludes(
  operand: Operand,
  condition: ListCondition,
  evaluation: Evaluation,
  isNegated: boolean,
): Predicate {
  const { complaints, variants } = evaluation
  if (operand.kind !== 'multipicklist') {
    throw complaints.invalidOperator(
      `${condition.operator} can only be used with multi-select picklists: ${operand.label}`,
      condition.span,
    )
  }
  const keyOf = comparisonKey(operand)
  const alternatives = condition.items.map((item) => {
    if (item.kind !== 'text') throw complaints.malformed(`${condition.operator} takes texts`, item.span)
    return decodeText(item.raw, item.span, complaints)
      .split(';')
      .map((part) => String(keyOf(part)))
  })
  const includes = (value: Value) => {
    const parts = new Set(String(keyOf(value)).split(';'))
    return alternatives.some((alternative) => alternative.every((part) => parts.has(part)))
  }
  const excludes = (condition.operator === 'EXCLUDES') !== isNegated
  return onValue(operand, excludes, excludes && variants.nullsMatchExcludes, includes)
}

function compileSemiJoin(semiJoin: SemiJoin, context: ConditionContext): Predicate {
  const operand = context.operandOf(semiJoin.left)
  const ids = context.idsOf(semiJoin, operand)
  const onNull = semiJoin.negated && context.evaluation.variants.antiJoinKeepsNullLeft
  return onValue(operand, semiJoin.negated, onNull, (value) => ids.has(value))
}

/** Operators that a type does not have. */
function checkOperator(
  operand: Operand,
  operator: ComparisonOperator | 'IN',
  { complaints }: Evaluation,
): void {
  const isEquality = operator === '=' || operator === '!='
  const refuse = () => {
    const place = operand.kind === 'id' ? 'id field' : `${operand.field.schema.type} field '${operand.label}'`
    return complaints.invalidOperator(`invalid operator on ${place}: ${operator}`, operand.span)
  }
  if (operand.functions[0] === 'DISTANCE' && operator !== '<' && operator !== '>') throw refuse()
  switch (operand.kind) {
    case 'boolean':
      if (!isEquality && operator !== 'IN') throw refuse()
      return
    case 'multipicklist':
      if (!isEquality) throw refuse()
      return
    case 'text':
      return
    case 'id':
    case 'int':
    case 'double':
    case 'date':
    case 'datetime':
    case 'time':
    case 'compound':
    case 'base64':
      if (operator === 'LIKE') throw refuse()
  }
}
