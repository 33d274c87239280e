import type { FieldPath } from '../logical/remote-scan.js'
import { idOfPath } from '../soql/field-path.js'
import { allOf, anyOf, compareField, isNotNull, isNull } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import { exact, none } from './combine-verdicts.js'
import type { ConditionVerdict } from './verdict.js'

/** What a condition may ask of a boolean. The last two let the unknown in. */
export type BooleanQuestion = 'is true' | 'is false' | 'is not true' | 'is not false'

/**
 * A boolean field. The org never stores null in one, but over a path the parent may be missing: SQL then has null, and
 * SOQL has false (`Account.Active__c = false` finds contacts without an account). So `= false` takes care that there is
 * a parent, and IS NOT TRUE, which wants those rows, is SOQL's `= false` as it stands.
 */
export function booleanVerdict(path: FieldPath, question: BooleanQuestion): ConditionVerdict {
  const parentId = path.relationships.length === 0 ? undefined : idOfPath(path)
  if (path.relationships.length > 0 && (parentId === undefined || !parentId.column.capabilities.filterable))
    return none('whether there is a parent cannot be asked')
  const isTrue = compareField(path, '=', { kind: 'boolean', value: true })
  const isFalse = compareField(path, '=', { kind: 'boolean', value: false })
  return exact(conditionFor(question, isTrue, isFalse, parentId), 'SOQL compares booleans as SQL does')
}

function conditionFor(
  question: BooleanQuestion,
  isTrue: SoqlCondition,
  isFalse: SoqlCondition,
  parentId: FieldPath | undefined,
): SoqlCondition {
  switch (question) {
    case 'is true':
      return isTrue
    case 'is false':
      return parentId === undefined ? isFalse : allOf([isFalse, isNotNull(parentId)])
    case 'is not true':
      return isFalse
    case 'is not false':
      return parentId === undefined ? isTrue : anyOf([isTrue, isNull(parentId)])
  }
}
