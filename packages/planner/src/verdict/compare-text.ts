import type { OrgFacts } from '@certsql/catalog'
import type { TextComparison } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import type { FieldPath } from '../logical/remote-scan.js'
import { compareField, isNotNull, NEVER } from '../soql/soql-condition.js'
import { exact, none, superset } from './combine-verdicts.js'
import type { FieldVerdict } from './field-ability.js'
import { notEqual } from './not-equal.js'
import { BLANKS_AROUND, textObstacle } from './text-constant.js'
import type { ConditionVerdict } from './verdict.js'

/**
 * A text field against a constant, for `=` and `<>`.
 *
 *   Name = ''    finds nothing: the org stores '' as null, and its own `Name = ''` finds the null rows
 *   Name <> ''   finds all that are not null
 *
 * Text formulas may be empty without being null. `f = null` may or may not take such a row for null, so that
 *   Formula__c <> 'x' with an empty formula   -- SQL keeps the row, `f != 'x' AND f != null` might not:
 *                                                 f != 'x' alone is asked for, and checked again
 */
export function compareText(
  path: FieldPath,
  operator: ComparisonOperator,
  text: string,
  comparison: TextComparison,
  ability: FieldVerdict,
  org: OrgFacts,
): ConditionVerdict {
  const isFormula = path.column.field.calculated === true
  if (text === '') return compareEmptyText(path, operator, isFormula)
  const obstacle = textObstacle(text, comparison, org)
  if (obstacle === BLANKS_AROUND) return compareBlankedText(path, operator, text, isFormula)
  if (obstacle !== undefined) return none(obstacle)
  const value = { kind: 'text', value: text } as const
  const judge = ability.verdict === 'exact' ? exact : superset
  if (operator === '=') return judge(compareField(path, '=', value), ability.reason)
  return isFormula
    ? superset(
        compareField(path, '!=', value),
        'a text formula may be empty without being null; checked again here',
      )
    : judge(notEqual(path, value), ability.reason)
}

/** If the org trims constants, `Name = 'acme '` finds 'acme' there: too much, but all that it should. */
function compareBlankedText(
  path: FieldPath,
  operator: ComparisonOperator,
  text: string,
  isFormula: boolean,
): ConditionVerdict {
  // What a formula makes need not be trimmed.
  if (operator !== '=' || isFormula) return none(BLANKS_AROUND)
  return superset(
    compareField(path, '=', { kind: 'text', value: text }),
    `${BLANKS_AROUND}; checked again here`,
  )
}

function compareEmptyText(
  path: FieldPath,
  operator: ComparisonOperator,
  isFormula: boolean,
): ConditionVerdict {
  if (isFormula) return none('a text formula may be empty without being null')
  const reason = 'the org stores empty text as null'
  return operator === '=' ? exact(NEVER, reason) : exact(isNotNull(path), reason)
}
