import type { FieldPath } from '../logical/remote-scan.js'
import { soqlField } from './field-path.js'
import { printCondition, printExpression } from './print-soql.js'
import type { SoqlCondition, SoqlExpression, SoqlOperator, SoqlValue } from './soql-query.js'

export const NEVER: SoqlCondition = { kind: 'SoqlNever' }
export const ALWAYS: SoqlCondition = { kind: 'SoqlAlways' }
export const NULL_VALUE: SoqlValue = { kind: 'null' }

export function compare(left: SoqlExpression, operator: SoqlOperator, value: SoqlValue): SoqlCondition {
  return { kind: 'SoqlComparison', left, operator, value }
}

export function compareField(path: FieldPath, operator: SoqlOperator, value: SoqlValue): SoqlCondition {
  return compare(soqlField(path), operator, value)
}

export function isNull(path: FieldPath): SoqlCondition {
  return compareField(path, '=', NULL_VALUE)
}

export function isNotNull(path: FieldPath): SoqlCondition {
  return compareField(path, '!=', NULL_VALUE)
}

/** Flat, without repetitions; one impossible part makes the whole impossible. */
export function allOf(conditions: readonly SoqlCondition[]): SoqlCondition {
  const parts = distinct(conditions.flatMap((one) => (one.kind === 'SoqlAnd' ? one.operands : [one])))
  if (parts.some((part) => part.kind === 'SoqlNever')) return NEVER
  const needed = parts.filter((part) => part.kind !== 'SoqlAlways')
  const [first] = needed
  if (first === undefined) return ALWAYS
  return needed.length === 1 ? first : { kind: 'SoqlAnd', operands: needed }
}

/** Flat, without repetitions; impossible parts are left out. */
export function anyOf(conditions: readonly SoqlCondition[]): SoqlCondition {
  const flat = conditions.flatMap((one) => (one.kind === 'SoqlOr' ? one.operands : [one]))
  const parts = distinct(withoutNullTests(flat))
  if (parts.some((part) => part.kind === 'SoqlAlways')) return ALWAYS
  const possible = parts.filter((part) => part.kind !== 'SoqlNever')
  const [first] = possible
  if (first === undefined) return NEVER
  return possible.length === 1 ? first : { kind: 'SoqlOr', operands: possible }
}

/** (f != 'x' AND f != null) OR f = null   ⇒   f != 'x' OR f = null */
function withoutNullTests(parts: readonly SoqlCondition[]): readonly SoqlCondition[] {
  const nulls = new Set(parts.flatMap((part) => nullTestOf(part, '=') ?? []))
  if (nulls.size === 0) return parts
  return parts.map((part) => {
    if (part.kind !== 'SoqlAnd') return part
    const needed = part.operands.filter((one) => !nulls.has(nullTestOf(one, '!=') ?? ''))
    return needed.length === part.operands.length ? part : allOf(needed)
  })
}

/** The field that is tested for null, as text. */
function nullTestOf(condition: SoqlCondition, operator: '=' | '!='): string | undefined {
  const isTest =
    condition.kind === 'SoqlComparison' && condition.operator === operator && condition.value.kind === 'null'
  return isTest ? printExpression(condition.left) : undefined
}

function distinct(conditions: readonly SoqlCondition[]): readonly SoqlCondition[] {
  if (conditions.length < 2) return conditions
  return [...new Map(conditions.map((condition) => [printCondition(condition), condition])).values()]
}

/** How many groups stand in each other: 0 for a single test, 1 for an AND of tests. */
export function depthOf(condition: SoqlCondition): number {
  if (condition.kind !== 'SoqlAnd' && condition.kind !== 'SoqlOr') return 0
  return 1 + condition.operands.reduce((deepest, operand) => Math.max(deepest, depthOf(operand)), 0)
}
