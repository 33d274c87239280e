import type { BoundExpression, Call } from '../logical/bound-expression.js'
import { soqlField } from '../soql/field-path.js'
import { allOf, isNotNull, NEVER } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import { exact, none, superset } from './combine-verdicts.js'
import { fieldAbility } from './field-ability.js'
import { fieldOf } from './subject.js'
import { textObstacle } from './text-constant.js'
import type { ConditionVerdict } from './verdict.js'
import type { VerdictContext } from './verdict-context.js'

/** The binder's name for INCLUDES; EXCLUDES is its negation. */
export const INCLUDES = 'includes_any'

/**
 * INCLUDES(field, 'a;b', 'c'): has a and b, or has c. EXCLUDES is its opposite, and null satisfies neither; whether the
 * org gives null rows for EXCLUDES is not known, so they are taken out.
 */
export function includesVerdict(call: Call, excludes: boolean, context: VerdictContext): ConditionVerdict {
  const [operand, ...items] = call.arguments
  const path = operand === undefined ? undefined : fieldOf(operand, context)
  if (path === undefined) return none('SOQL compares fields only')
  const values = items.map(textOf)
  if (values.some((value) => value === null)) return exact(NEVER, 'a comparison with NULL is never true')
  const texts = values.filter((value) => typeof value === 'string')
  if (texts.length !== values.length || texts.length === 0) return none('SOQL takes constants only')
  const comparison = context.options.collation === 'Binary' ? 'exact' : 'folded'
  const ability = fieldAbility(path.column, excludes ? 'EXCLUDES' : 'INCLUDES', comparison, context)
  if (ability.verdict === 'none') return none(ability.reason)
  const parts = texts.flatMap((text) => text.split(';'))
  const obstacle = parts.map((part) => textObstacle(part, comparison, context.org)).find(Boolean)
  if (obstacle !== undefined || parts.includes(''))
    return none(obstacle ?? 'an empty value is none of a picklist')
  const includes: SoqlCondition = {
    kind: 'SoqlIncludes',
    left: soqlField(path),
    values: [...new Set(texts)],
    negated: excludes,
  }
  const condition = excludes ? allOf([includes, isNotNull(path)]) : includes
  return ability.verdict === 'exact' ? exact(condition, ability.reason) : superset(condition, ability.reason)
}

function textOf(expression: BoundExpression): string | null | undefined {
  if (expression.kind !== 'Literal') return undefined
  return expression.value === null ? null : String(expression.value)
}
