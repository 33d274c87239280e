import type { TextComparison } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { parseDecimal, trimScale } from '../constants/decimal-number.js'
import type { BoundExpression, Comparison, Literal } from '../logical/bound-expression.js'
import { MIRRORED } from '../logical/mirrored-operators.js'
import type { FieldPath } from '../logical/remote-scan.js'
import { NEVER } from '../soql/soql-condition.js'
import { booleanVerdict } from './boolean-verdict.js'
import { exact, none } from './combine-verdicts.js'
import { compareCalendarPart } from './compare-calendar-part.js'
import { compareId } from './compare-id.js'
import { compareMoment, compareYear } from './compare-moment.js'
import { compareNumber } from './compare-number.js'
import { compareText } from './compare-text.js'
import { cutCaseVerdict } from './cut-case-verdict.js'
import { type FieldVerdict, fieldAbility } from './field-ability.js'
import { type Subject, subjectOf } from './subject.js'
import type { ConditionVerdict } from './verdict.js'
import type { VerdictContext } from './verdict-context.js'

/** <field> <operator> <constant>, in either order. */
export function comparisonVerdict(comparison: Comparison, context: VerdictContext): ConditionVerdict {
  const { left, operator, right } = comparison
  if (right.kind === 'Literal') return compareWithLiteral(left, operator, right, context)
  if (left.kind === 'Literal') return compareWithLiteral(right, MIRRORED[operator], left, context)
  return none('SOQL compares a field with a constant only')
}

/** Only the rows for which the comparison is true are wanted; false and unknown are one. */
export function compareWithLiteral(
  operand: BoundExpression,
  operator: ComparisonOperator,
  literal: Literal,
  context: VerdictContext,
): ConditionVerdict {
  if (literal.value === null) return exact(NEVER, 'a comparison with NULL is never true')
  const comparison = comparisonOf(operand, literal, context)
  const subject = subjectOf(operand, context)
  if (subject === undefined)
    return cutCaseVerdict(operand, operator, literal, context) ?? none(noSubjectReason(operand, context))
  const ability = fieldAbility(subject.path.column, operator, comparison, context)
  const isCut = subject.kind !== 'field'
  if (isCut && !subject.path.column.capabilities.filterable)
    return none(`the org says that ${subject.path.column.name} is not filterable`)
  // Of what is cut to a period only `>=` and `<` are asked, which need no more than a filterable field.
  if (!isCut && ability.verdict === 'none') return none(ability.reason)
  return compareSubject(subject, operator, literal, { comparison, ability, context })
}

interface Judgement {
  readonly comparison: TextComparison
  readonly ability: FieldVerdict
  readonly context: VerdictContext
}

function compareSubject(
  subject: Subject,
  operator: ComparisonOperator,
  literal: Literal,
  judgement: Judgement,
): ConditionVerdict {
  const { timeZone } = judgement.context.options
  switch (subject.kind) {
    case 'field':
      return compareFieldWith(subject.path, operator, literal, judgement)
    case 'period':
      return compareMoment(subject, operator, literal, judgement.ability, timeZone)
    case 'year':
    case 'calendarPart': {
      const number = wholeNumber(literal)
      if (number === undefined) return none('SOQL cannot write this number')
      return subject.kind === 'year'
        ? compareYear(subject.path, operator, number, timeZone)
        : compareCalendarPart(subject.path, subject.part, operator, number, timeZone)
    }
  }
}

function compareFieldWith(
  path: FieldPath,
  operator: ComparisonOperator,
  literal: Literal,
  { comparison, ability, context }: Judgement,
): ConditionVerdict {
  switch (path.column.type.kind) {
    case 'boolean':
      return booleanVerdict(path, (literal.value === true) === (operator === '=') ? 'is true' : 'is false')
    case 'id':
      return compareId(path, operator, String(literal.value))
    case 'text':
      return compareText(path, operator, String(literal.value), comparison, ability, context.org)
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
      return compareNumber(path, operator, literal, ability.reason)
    case 'date':
    case 'timestamptz':
      return compareMoment({ path }, operator, literal, ability, context.options.timeZone)
    case 'time':
    case 'null':
    case 'timestamp':
    case 'interval':
    case 'json':
    case 'list':
      return none('SOQL has no such values')
  }
}

/** Text compares exactly as soon as one side does, and always under Collation=Binary. */
function comparisonOf(
  left: BoundExpression,
  right: BoundExpression,
  { options }: VerdictContext,
): TextComparison {
  if (options.collation === 'Binary') return 'exact'
  const isExact = [left, right].some(
    ({ type }) => type.kind === 'id' || (type.kind === 'text' && type.comparison === 'exact'),
  )
  return isExact ? 'exact' : 'folded'
}

function noSubjectReason(operand: BoundExpression, context: VerdictContext): string {
  switch (operand.kind) {
    case 'ColumnUse':
      return noFieldReason(operand, context)
    case 'Call':
      return `SOQL has no ${operand.function.toUpperCase()} in conditions`
    case 'Arithmetic':
      return 'SOQL does not calculate'
    case 'CaseExpression':
      return 'SOQL has no CASE'
    case 'ExtractPart':
      return operand.field === 'WEEK' || operand.field === 'ISOYEAR'
        ? 'the weeks of the org are not those of SQL'
        : `SOQL has no ${operand.field} in conditions`
    default:
      return 'SOQL compares a field with a constant only'
  }
}

/** Why a column cannot be compared as a field of the scan. */
export function noFieldReason(operand: BoundExpression, context: VerdictContext): string {
  if (operand.kind !== 'ColumnUse') return 'SOQL compares fields only'
  const output = context.outputOf(operand.column)
  return output?.kind === 'SoqlFunction'
    ? `${output.name} is for show: its texts depend on the language and the locale of the user`
    : 'the column is not one of this scan'
}

function wholeNumber(literal: Literal): { readonly whole: number; readonly isWhole: boolean } | undefined {
  const parsed = typeof literal.value === 'string' ? parseDecimal(literal.value) : undefined
  if (parsed === undefined) return undefined
  const { digits, scale } = trimScale(parsed)
  const whole = Math.floor(Number(digits) / 10 ** scale)
  return Math.abs(whole) < LARGEST_YEAR ? { whole, isWhole: scale === 0 } : undefined
}

/** Far beyond what a date holds, and far below where JavaScript's dates end. */
const LARGEST_YEAR = 100_000
