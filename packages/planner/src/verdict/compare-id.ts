import type { ComparisonOperator } from '@certsql/sql'
import { widenId } from '../functions/widen-id.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { ALWAYS, compareField, isNotNull, NEVER } from '../soql/soql-condition.js'
import { exact, none } from './combine-verdicts.js'
import { isNeverNull, notEqual } from './not-equal.js'
import type { ConditionVerdict } from './verdict.js'

const LONG_ID = /^[0-9A-Za-z]{18}$/
const SHORT_ID_LENGTH = 15

/**
 * An Id or a lookup against a constant, for `=` and `<>`. The org refuses what is no Id, and here it equals none:
 *
 *   AccountId = 'acme'   ⇒   no rows, without asking
 *
 * The same holds for 18 characters whose checksum is wrong: the org might look at the first 15 only and find a row.
 */
export function compareId(path: FieldPath, operator: ComparisonOperator, id: string): ConditionVerdict {
  if (id.length === SHORT_ID_LENGTH) return none('a short Id equals no Id as the org shows them')
  const isId = LONG_ID.test(id) && widenId(id.slice(0, SHORT_ID_LENGTH)) === id
  if (!isId) {
    const all = isNeverNull(path) ? ALWAYS : isNotNull(path)
    return exact(operator === '=' ? NEVER : all, 'this is no Id')
  }
  const value = { kind: 'text', value: id } as const
  const condition = operator === '=' ? compareField(path, '=', value) : notEqual(path, value)
  return exact(condition, 'Ids compare exactly on both sides')
}
