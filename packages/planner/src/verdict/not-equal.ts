import type { FieldPath } from '../logical/remote-scan.js'
import { allOf, compareField, isNotNull } from '../soql/soql-condition.js'
import type { SoqlCondition, SoqlValue } from '../soql/soql-query.js'

/**
 * `f <> v` as SQL means it. SOQL knows no UNKNOWN and gives the null rows of `f != v` too, so they are taken out:
 *
 *   StageName <> 'Closed Won'   ⇒   StageName != 'Closed Won' AND StageName != null
 *
 * Over a path, `Parent.f != null` takes out the rows without a parent as well.
 */
export function notEqual(path: FieldPath, value: SoqlValue): SoqlCondition {
  const differs = compareField(path, '!=', value)
  return isNeverNull(path) ? differs : allOf([differs, isNotNull(path)])
}

/** Ids and booleans of the scanned object itself. Over a path the parent may be missing. */
export function isNeverNull({ relationships, column }: FieldPath): boolean {
  return relationships.length === 0 && !column.nullable
}
