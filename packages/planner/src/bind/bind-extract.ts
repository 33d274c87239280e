import {
  BIGINT,
  DOUBLE,
  didYouMean,
  formatSqlType,
  type SourceSpan,
  type SqlType,
  type SqlTypeKind,
} from '@certsql/core'
import type { BoundExpression } from '../logical/bound-expression.js'
import { isUntyped } from './coerce.js'
import { bindError, withType } from './type-error.js'

interface ExtractField {
  readonly type: SqlType
  readonly of: readonly SqlTypeKind[]
}

const DAYS: readonly SqlTypeKind[] = ['date', 'timestamp', 'timestamptz']
const CLOCKS: readonly SqlTypeKind[] = ['timestamp', 'timestamptz', 'time', 'interval']

/** What can be taken out of what, and as what. Whole parts are BIGINT here, where PostgreSQL has NUMERIC. */
const FIELDS: ReadonlyMap<string, ExtractField> = new Map<string, ExtractField>([
  ['MILLENNIUM', { type: BIGINT, of: [...DAYS, 'interval'] }],
  ['CENTURY', { type: BIGINT, of: [...DAYS, 'interval'] }],
  ['DECADE', { type: BIGINT, of: [...DAYS, 'interval'] }],
  ['YEAR', { type: BIGINT, of: [...DAYS, 'interval'] }],
  ['ISOYEAR', { type: BIGINT, of: DAYS }],
  ['QUARTER', { type: BIGINT, of: [...DAYS, 'interval'] }],
  ['MONTH', { type: BIGINT, of: [...DAYS, 'interval'] }],
  ['WEEK', { type: BIGINT, of: DAYS }],
  ['DAY', { type: BIGINT, of: [...DAYS, 'interval'] }],
  ['DOW', { type: BIGINT, of: DAYS }],
  ['ISODOW', { type: BIGINT, of: DAYS }],
  ['DOY', { type: BIGINT, of: DAYS }],
  ['HOUR', { type: BIGINT, of: CLOCKS }],
  ['MINUTE', { type: BIGINT, of: CLOCKS }],
  ['SECOND', { type: DOUBLE, of: CLOCKS }],
  ['MILLISECONDS', { type: DOUBLE, of: CLOCKS }],
  ['MICROSECONDS', { type: BIGINT, of: CLOCKS }],
  ['EPOCH', { type: DOUBLE, of: [...DAYS, 'time', 'interval'] }],
])

const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['WEEKDAY', 'DOW'],
  ['DAYOFWEEK', 'DOW'],
  ['DAYOFYEAR', 'DOY'],
  ['YEARS', 'YEAR'],
  ['MONTHS', 'MONTH'],
  ['DAYS', 'DAY'],
  ['HOURS', 'HOUR'],
  ['MINUTES', 'MINUTE'],
  ['SECONDS', 'SECOND'],
  ['MILLISECOND', 'MILLISECONDS'],
  ['MICROSECOND', 'MICROSECONDS'],
])

/** EXTRACT(<field> FROM <operand>), and the functions that say the same: date_part, year, month … */
export function bindExtract(name: string, operand: BoundExpression, span: SourceSpan): BoundExpression {
  const wanted = name.toUpperCase()
  const field = OTHER_NAMES.get(wanted) ?? wanted
  const facts = FIELDS.get(field)
  if (facts === undefined)
    throw bindError({
      code: 'CERT-3002',
      message: `EXTRACT knows no field "${name}".`,
      hint: didYouMean(wanted, FIELDS.keys()) ?? `the fields are ${[...FIELDS.keys()].join(', ')}`,
      span,
    })
  if (operand.type.kind === 'null' || facts.of.includes(operand.type.kind))
    return { kind: 'ExtractPart', field, operand, type: facts.type, span }
  throw bindError({
    code: 'CERT-3002',
    message: `There is no ${field} in ${withType(operand)}.`,
    hint: isUntyped(operand)
      ? `say what the text is: DATE '${String(operand.value)}'`
      : `${field} is part of ${facts.of.map((kind) => formatSqlType({ kind } as SqlType)).join(', ')}`,
    span,
  })
}
