import { compareNumbers, storedNumber } from '../org/decimal-text.js'
import { compareCodePoints, foldText } from '../org/fold-text.js'
import { canonicalRecordId } from '../org/record-id.js'
import type { FieldValue } from '../org/record-sink.js'
import { datetimeText, isDateText, storedDatetime, storedTime } from '../org/stored-value.js'
import { isDateFunction } from './date-functions.js'
import { dayText, relativeDayRange } from './date-ranges.js'
import type { Evaluation } from './evaluation.js'
import type { Operand } from './operand.js'
import { OrgCurrencies } from './org-currencies.js'
import type { Literal } from './query-tree.js'
import { decodeText } from './text-literal.js'
import { userLocale } from './user-locale.js'
import { DAY } from './zone-clock.js'

type Value = Exclude<FieldValue, null>

/** What stands on the right of an operator, in the form of the operand's stored values. */
export type Constant =
  | { readonly kind: 'null' }
  | { readonly kind: 'value'; readonly value: Value }
  /** The end is excluded. */
  | { readonly kind: 'range'; readonly start: string; readonly end: string }

/** The values of an operand in a form that is equal for what the org calls equal. */
export function comparisonKey({ kind, field, functions }: Operand): (value: Value) => Value {
  const isFolded = (kind === 'text' || kind === 'multipicklist') && !(field.isExact && functions.length === 0)
  return isFolded ? (value) => foldText(String(value)) : (value) => value
}

/** Orders two comparison keys of an operand. */
export function keyOrder({ kind, field }: Operand, { org }: Evaluation): (a: Value, b: Value) => number {
  switch (kind) {
    case 'int':
    case 'double':
      return (a, b) => compareNumbers(a as number | string, b as number | string)
    case 'boolean':
      return (a, b) => Number(a) - Number(b)
    case 'text':
    case 'multipicklist': {
      const compare = field.isExact ? compareCodePoints : userLocale(org.identity.locale).compareTexts
      return (a, b) => compare(String(a), String(b))
    }
    case 'id':
    case 'date':
    case 'datetime':
    case 'time':
    case 'compound':
    case 'base64':
      return (a, b) => (a < b ? -1 : a > b ? 1 : 0)
  }
}

/** Checks that a literal fits the operand, and gives its value. */
export function constantOf(operand: Operand, literal: Literal, evaluation: Evaluation): Constant {
  if (literal.kind === 'null') return { kind: 'null' }
  const value = typedValue(operand, literal, evaluation)
  if (value === undefined) throw wrongType(operand, literal, evaluation)
  return value
}

function typedValue(operand: Operand, literal: Literal, evaluation: Evaluation): Constant | undefined {
  const { complaints } = evaluation
  switch (operand.kind) {
    case 'id':
      return literal.kind === 'text' ? idConstant(operand, literal, evaluation) : undefined
    case 'text':
    case 'multipicklist': {
      if (literal.kind !== 'text') return undefined
      const text = decodeText(literal.raw, literal.span, complaints)
      return value(comparisonKey(operand)(text))
    }
    case 'boolean':
      return literal.kind === 'boolean' ? value(literal.value) : undefined
    case 'int':
      if (literal.kind !== 'number' || !/^[+-]?\d+$/.test(literal.text)) return undefined
      return value(storedNumber(literal.text))
    case 'double':
      if (literal.kind === 'currency') return currencyConstant(operand, literal, evaluation)
      return literal.kind === 'number' ? value(storedNumber(literal.text)) : undefined
    case 'date':
      if (literal.kind === 'relativeDate') return relativeConstant(operand, literal, evaluation)
      if (literal.kind !== 'date') return undefined
      if (!isDateText(literal.text)) throw complaints.malformed(`Invalid date: ${literal.text}`, literal.span)
      return value(literal.text)
    case 'datetime': {
      if (literal.kind === 'relativeDate') return relativeConstant(operand, literal, evaluation)
      if (literal.kind !== 'datetime') return undefined
      const moment = isDateText(literal.text.slice(0, 10)) ? storedDatetime(literal.text) : undefined
      if (moment === undefined) throw complaints.malformed(`Invalid dateTime: ${literal.text}`, literal.span)
      return value(moment)
    }
    case 'time':
      return literal.kind === 'time' ? value(storedTime(literal.text)) : undefined
    case 'compound':
    case 'base64':
      return undefined
  }
}

function value(stored: Value): Constant {
  return { kind: 'value', value: stored }
}

type TextLiteral = Extract<Literal, { readonly kind: 'text' }>
type RelativeDate = Extract<Literal, { readonly kind: 'relativeDate' }>

function idConstant(operand: Operand, literal: TextLiteral, evaluation: Evaluation): Constant {
  const { complaints, variants } = evaluation
  const text = decodeText(literal.raw, literal.span, complaints)
  if (text === '' && operand.field.schema.type === 'reference' && variants.refNullEmptyString) {
    return { kind: 'null' }
  }
  const id = canonicalRecordId(text)
  if (id === undefined) throw complaints.invalidOperator(`invalid ID field: ${text}`, literal.span)
  return value(id)
}

/** `USD5000`, in the corporate currency. */
function currencyConstant(
  operand: Operand,
  literal: Extract<Literal, { readonly kind: 'currency' }>,
  { complaints, org }: Evaluation,
): Constant {
  const currencies = OrgCurrencies.of(org)
  if (operand.inCurrency === undefined || currencies === undefined || !currencies.has(literal.code)) {
    throw complaints.invalidField(
      `Invalid currency literal for field '${operand.label}': ${literal.code}${literal.text}`,
      literal.span,
    )
  }
  return value(currencies.convert(storedNumber(literal.text), literal.code, currencies.corporate))
}

function relativeConstant(operand: Operand, literal: RelativeDate, evaluation: Evaluation): Constant {
  const { complaints, clock, variants, org } = evaluation
  if (operand.functions.some(isDateFunction)) {
    throw complaints.invalidField(
      `Date functions cannot be compared with date literals: ${operand.label}`,
      literal.span,
    )
  }
  const isUtc = operand.kind === 'datetime' && variants.relativeDateZone === 'utc'
  const today = isUtc ? Math.floor(clock.now() / DAY) : clock.today()
  const startOfDay = (day: number) => datetimeText(isUtc ? day * DAY : clock.startOfDay(day))
  const { locale, fiscalYearStartMonth } = org.identity
  const calendar = {
    firstWeekday: userLocale(locale).firstWeekday,
    fiscalStart: fiscalYearStartMonth,
  }
  const range = relativeDayRange(literal.name, literal.count, today, calendar)
  if (range === undefined) throw complaints.malformed(`unexpected token: '${literal.name}'`, literal.span)
  if (operand.kind === 'date') return { kind: 'range', start: dayText(range.start), end: dayText(range.end) }
  return { kind: 'range', start: startOfDay(range.start), end: startOfDay(range.end) }
}

const TYPE_NAMES = {
  id: 'id',
  text: 'string',
  multipicklist: 'string',
  boolean: 'boolean',
  int: 'int',
  double: 'double',
  date: 'date',
  datetime: 'dateTime',
  time: 'time',
  compound: 'address',
  base64: 'base64',
} as const

function wrongType(operand: Operand, literal: Literal, { complaints }: Evaluation) {
  const isQuoted = operand.kind === 'text' || operand.kind === 'multipicklist' || operand.kind === 'id'
  const quotes = isQuoted ? 'should be enclosed in quotes' : 'should not be enclosed in quotes'
  return complaints.invalidField(
    `value of filter criterion for field '${operand.label}' must be of type ${TYPE_NAMES[operand.kind]} and ${quotes}`,
    literal.span,
  )
}
