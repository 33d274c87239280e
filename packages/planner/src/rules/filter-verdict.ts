import type { BoundExpression } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { allOf, anyOf, compareField } from '../soql/soql-condition.js'
import { anyVerdict, everyVerdict, exact, none } from '../verdict/combine-verdicts.js'
import { conditionVerdict } from '../verdict/condition-verdict.js'
import type { ConditionVerdict } from '../verdict/verdict.js'
import { rejectsNulls } from './condition-traits.js'
import type { ScanVerdictContext } from './scan-verdict-context.js'

/**
 * How far SOQL can say a condition that may ask about parents in the recycle bin. To SQL they are none, and their columns are
 * null; a path of the org leads to them all the same. So their IsDeleted is asked as well:
 *
 *   a.Name = 'x'     ⇒  Account.Name = 'x' AND Account.IsDeleted = false
 *   a.Name IS NULL   ⇒  Account.Name = null OR Account.IsDeleted = true
 *
 * A parent that is missing has `IsDeleted = false` to SOQL, and then null in all its fields: the first finds it as little as
 * SQL does, and the second as well.
 */
export function filterVerdict(condition: BoundExpression, context: ScanVerdictContext): ConditionVerdict {
  switch (condition.kind) {
    case 'And':
      return everyVerdict(condition.operands.map((operand) => filterVerdict(operand, context)))
    case 'Or':
      return anyVerdict(condition.operands.map((operand) => filterVerdict(operand, context)))
    default: {
      const flags = context.deletedFlagsOf(condition)
      return flags.length === 0
        ? conditionVerdict(condition, context)
        : guardedVerdict(condition, flags, context)
    }
  }
}

function guardedVerdict(
  condition: BoundExpression,
  flags: readonly FieldPath[],
  context: ScanVerdictContext,
): ConditionVerdict {
  const answer = answerForNull(condition)
  const stuck = flags.find(({ column }) => !column.capabilities.filterable)
  if (answer === undefined || stuck !== undefined)
    return none('the parent may be in the recycle bin, where the org still finds it')
  const living = conditionVerdict(condition, context.living)
  const isDeleted = (value: boolean) =>
    flags.map((flag) => compareField(flag, '=', { kind: 'boolean', value }))
  const reason = 'parents in the recycle bin are left out'
  return answer
    ? anyVerdict([living, exact(anyOf(isDeleted(true)), reason)])
    : everyVerdict([living, exact(allOf(isDeleted(false)), reason)])
}

/** Whether the condition lets a row pass whose columns of the parent are null; undefined where that depends on more. */
function answerForNull(condition: BoundExpression): boolean | undefined {
  const isColumn = (operand: BoundExpression) => operand.kind === 'ColumnUse'
  if (condition.kind === 'IsNullTest' && isColumn(condition.operand)) return !condition.negated
  if (condition.kind === 'IsTruthTest' && isColumn(condition.operand)) return condition.negated
  if (condition.kind === 'DistinctTest') {
    const isAgainstValue =
      isColumn(condition.left) && condition.right.kind === 'Literal' && condition.right.value !== null
    return isAgainstValue ? !condition.negated : undefined
  }
  const columns = [...columnsUsed(condition)]
  return columns.every((column) => rejectsNulls(condition, new Set([column]))) ? false : undefined
}
