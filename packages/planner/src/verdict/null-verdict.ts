import type { FieldPath } from '../logical/remote-scan.js'
import { idOfPath } from '../soql/field-path.js'
import { ALWAYS, isNotNull, isNull, NEVER } from '../soql/soql-condition.js'
import { exact, none, superset } from './combine-verdicts.js'
import { fieldAbility, type Surroundings } from './field-ability.js'
import { isNeverNull } from './not-equal.js'
import type { ConditionVerdict } from './verdict.js'

/**
 * IS [NOT] NULL. Over a path it holds where the parent is missing, in SOQL as in SQL's LEFT JOIN.
 *
 * Booleans and Ids of the scanned object are never null, and SOQL takes `b = null` for `b = false`; over a path they
 * are null exactly where there is no parent, which its Id tells.
 */
export function nullVerdict(path: FieldPath, negated: boolean, surroundings: Surroundings): ConditionVerdict {
  if (isNeverNull(path)) return exact(negated ? ALWAYS : NEVER, 'the org never stores null here')
  const asked = path.column.nullable ? path : idOfPath(path)
  if (asked === undefined) return none('whether there is a parent cannot be asked')
  const operation = negated ? 'IS NOT NULL' : 'IS NULL'
  const ability = fieldAbility(asked.column, operation, 'folded', surroundings)
  if (ability.verdict === 'none') return none(ability.reason)
  const condition = negated ? isNotNull(asked) : isNull(asked)
  return ability.verdict === 'exact' ? exact(condition, ability.reason) : superset(condition, ability.reason)
}
