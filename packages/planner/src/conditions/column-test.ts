import { BOOLEAN, isFoldedText, isTextual, type SqlType } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { PRINTABLE_ASCII } from '../constants/ascii.js'
import { evaluateConstant, literal } from '../constants/evaluate-constant.js'
import { commonText, sameType } from '../functions/common-type.js'
import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'

/** A test of one column against constants, none of them null: what can be reasoned about. */
export type ColumnTest =
  | {
      readonly kind: 'compared'
      readonly column: PlanColumn
      readonly operator: ComparisonOperator
      readonly value: Literal
    }
  | {
      readonly kind: 'listed'
      readonly column: PlanColumn
      readonly values: readonly Literal[]
      readonly negated: boolean
    }
  | { readonly kind: 'like'; readonly column: PlanColumn }
  | { readonly kind: 'null'; readonly column: PlanColumn; readonly negated: boolean }

/** The condition as a test of one column; undefined for all others. */
export function columnTestOf(condition: BoundExpression): ColumnTest | undefined {
  switch (condition.kind) {
    case 'Comparison': {
      const { left, operator, right } = condition
      if (left.kind !== 'ColumnUse' || !isValue(right)) return undefined
      return { kind: 'compared', column: left.column, operator, value: right }
    }
    case 'InListTest': {
      const { operand, items, negated } = condition
      const values = items.filter(isValue)
      if (operand.kind !== 'ColumnUse' || values.length < items.length || !compareAlike(values))
        return undefined
      return { kind: 'listed', column: operand.column, values, negated }
    }
    case 'LikeTest':
      return condition.operand.kind === 'ColumnUse' && isValue(condition.pattern)
        ? { kind: 'like', column: condition.operand.column }
        : undefined
    case 'ColumnUse':
      return { kind: 'compared', column: condition.column, operator: '=', value: YES }
    case 'Not':
      return condition.operand.kind === 'ColumnUse'
        ? { kind: 'compared', column: condition.operand.column, operator: '=', value: NO }
        : undefined
    case 'IsNullTest':
      return condition.operand.kind === 'ColumnUse'
        ? { kind: 'null', column: condition.operand.column, negated: condition.negated }
        : undefined
    default:
      return undefined
  }
}

const YES = literal(BOOLEAN, true)
const NO = literal(BOOLEAN, false)

function isValue(expression: BoundExpression): expression is Literal {
  return expression.kind === 'Literal' && expression.value !== null
}

/** The only values that a column may have where the test holds; undefined where they are not counted. */
export function valuesOf(test: ColumnTest): readonly Literal[] | undefined {
  if (test.kind === 'compared' && test.operator === '=') return [test.value]
  return test.kind === 'listed' && !test.negated ? test.values : undefined
}

/** Whether the test holds for a value of its column; undefined where only DuckDB can tell. */
export function holdsFor(test: ColumnTest, value: Literal): boolean | undefined {
  switch (test.kind) {
    case 'compared':
      return compareConstants(value, test.operator, test.value, test.column.type)
    case 'listed': {
      const answers = test.values.map((one) => compareConstants(value, '=', one, test.column.type))
      if (answers.includes(true)) return !test.negated
      return answers.includes(undefined) ? undefined : test.negated
    }
    case 'like':
      return undefined
    case 'null':
      return test.negated
  }
}

/** Compares two constants as values of a column of this type. */
export function compareConstants(
  left: Literal,
  operator: ComparisonOperator,
  right: Literal,
  type: SqlType,
): boolean | undefined {
  const [a, b] = isTextual(type) ? [asText(left, type), asText(right, type)] : [left, right]
  const answer = evaluateConstant({ kind: 'Comparison', operator, left: a, right: b, type: BOOLEAN })?.value
  return typeof answer === 'boolean' ? answer : undefined
}

function asText(value: Literal, column: SqlType): Literal {
  const type = commonText(column, value.type)
  return sameType(type, value.type) ? value : { ...value, type }
}

/** Whether texts among the constants are all compared in one way. */
export function compareAlike(values: readonly Literal[]): boolean {
  const texts = values.filter(({ type }) => isTextual(type))
  return texts.every(({ type }) => sameType(type, texts[0]?.type ?? type))
}

/** What tells two constants of a list apart: the same text where they are certainly equal. */
export function constantKey({ type, value }: Literal, column: SqlType): string {
  const text = String(value)
  const isFolded = [type, column].every(isFoldedText)
  const shown = isFolded && PRINTABLE_ASCII.test(text) ? text.toUpperCase() : text
  return `${type.kind === 'text' ? type.comparison : type.kind} ${shown}`
}
