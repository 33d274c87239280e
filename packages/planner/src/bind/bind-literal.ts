import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  INTERVAL,
  NULL,
  type SqlType,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
} from '@certsql/core'
import type { CurrentValue, IntervalLiteral, NumberLiteral, TypedLiteral } from '@certsql/sql'
import { isoDate } from '../constants/calendar.js'
import { formatDecimal, parseDecimal } from '../constants/decimal-number.js'
import { formatInterval } from '../constants/interval.js'
import { localOfInstant } from '../constants/time-zone.js'
import { formatLocal } from '../constants/wall-clock.js'
import { MOST_DIGITS } from '../functions/common-type.js'
import type { Literal } from '../logical/bound-expression.js'
import type { PlannerOptions } from '../planner-options.js'
import { textType } from './bound-type.js'
import { articleFor, shorten } from './coerce.js'
import { readIntervalLiteral } from './interval-text.js'
import { expectedForm, readLiteral, today } from './read-literal.js'
import { bindError } from './type-error.js'

/** Whole numbers take the smallest type that holds them, numbers with a point or an exponent are exact decimals. */
export function bindNumber({ text, span }: NumberLiteral): Literal {
  const number = parseDecimal(text.replaceAll('_', ''))
  if (number === undefined || !Number.isFinite(Number(text.replaceAll('_', ''))))
    throw bindError({ code: 'CERT-1004', message: `${shorten(text)} is too large a number.`, span })
  const digits = formatDecimal(number)
  const isWhole = /^\d+$/.test(text)
  return { kind: 'Literal', type: numberType(number.digits, number.scale, isWhole), value: digits, span }
}

function numberType(digits: bigint, scale: number, isWhole: boolean): SqlType {
  if (isWhole && digits < 2n ** 31n) return INTEGER
  if (isWhole && digits < 2n ** 63n) return BIGINT
  const precision = Math.max(digits.toString().length, scale + 1)
  return precision <= MOST_DIGITS ? decimal(precision, scale) : DOUBLE
}

const TYPED: Readonly<Record<TypedLiteral['type'], SqlType>> = {
  DATE,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
}

export function bindTypedLiteral({ type, value, span }: TypedLiteral, options: PlannerOptions): Literal {
  const literal = readLiteral(value, TYPED[type], options)
  if (literal !== undefined) return { ...literal, span }
  throw bindError({
    code: 'CERT-1004',
    message: `'${shorten(value)}' is not ${articleFor(TYPED[type])} ${type}.`,
    hint: expectedForm(TYPED[type]),
    span,
  })
}

export function bindInterval({ value, unit, span }: IntervalLiteral): Literal {
  const interval = readIntervalLiteral(value, unit)
  if (interval !== undefined)
    return { kind: 'Literal', type: INTERVAL, value: formatInterval(interval), span }
  throw bindError({
    code: 'CERT-1004',
    message: `'${shorten(value)}' is not an interval.`,
    hint: expectedForm(INTERVAL),
    span,
  })
}

/** CURRENT_DATE and its kin are the same throughout a statement, and known before it runs. */
export function bindCurrentValue(
  value: CurrentValue['value'],
  options: PlannerOptions,
): Pick<Literal, 'kind' | 'type' | 'value'> {
  const { now, timeZone } = options
  const local = localOfInstant(now.getTime(), timeZone)
  switch (value) {
    case 'CURRENT_DATE':
      return { kind: 'Literal', type: DATE, value: isoDate(today(options)) ?? '' }
    case 'CURRENT_TIMESTAMP':
      return { kind: 'Literal', type: TIMESTAMPTZ, value: now.toISOString() }
    case 'LOCALTIMESTAMP':
      return { kind: 'Literal', type: TIMESTAMP, value: formatLocal(local) }
    case 'CURRENT_TIME':
    case 'LOCALTIME':
      return { kind: 'Literal', type: TIME, value: formatLocal(local).slice(11) }
    case 'CURRENT_USER':
      return { kind: 'Literal', type: textType(options), value: options.user }
  }
}

export function booleanLiteral(value: boolean): Literal {
  return { kind: 'Literal', type: BOOLEAN, value }
}

export const NULL_LITERAL: Literal = { kind: 'Literal', type: NULL, value: null }
