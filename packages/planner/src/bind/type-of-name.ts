import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  didYouMean,
  ID,
  INTEGER,
  INTERVAL,
  JSON_TYPE,
  list,
  type SqlType,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
} from '@certsql/core'
import type { TypeName } from '@certsql/sql'
import { MOST_DIGITS } from '../functions/common-type.js'
import { bindError } from './type-error.js'

/**
 * What a DECIMAL without precision holds: values of any size that books know, and ten decimals. PostgreSQL's has no
 * bounds, DuckDB's needs them.
 */
export const UNBOUNDED_DECIMAL = decimal(MOST_DIGITS, 10)

const SIMPLE_TYPES: ReadonlyMap<string, SqlType> = new Map([
  ['boolean', BOOLEAN],
  ['bool', BOOLEAN],
  ['smallint', INTEGER],
  ['int2', INTEGER],
  ['int', INTEGER],
  ['int4', INTEGER],
  ['integer', INTEGER],
  ['bigint', BIGINT],
  ['int8', BIGINT],
  ['real', DOUBLE],
  ['float', DOUBLE],
  ['float4', DOUBLE],
  ['float8', DOUBLE],
  ['double', DOUBLE],
  ['double precision', DOUBLE],
  ['id', ID],
  ['date', DATE],
  ['time', TIME],
  ['time without time zone', TIME],
  ['timestamp', TIMESTAMP],
  ['timestamp without time zone', TIMESTAMP],
  ['datetime', TIMESTAMP],
  ['timestamptz', TIMESTAMPTZ],
  ['timestamp with time zone', TIMESTAMPTZ],
  ['interval', INTERVAL],
  ['json', JSON_TYPE],
  ['jsonb', JSON_TYPE],
])

const DECIMALS: ReadonlySet<string> = new Set(['decimal', 'numeric', 'dec'])
const TEXTS: ReadonlySet<string> = new Set([
  'text',
  'varchar',
  'char',
  'character',
  'character varying',
  'bpchar',
  'nvarchar',
  'string',
  'uuid',
])

export interface NamedType {
  readonly type: SqlType
  /** `VARCHAR(n)`: what is longer is cut, as an explicit cast does. */
  readonly length?: number
}

/** The type that a name in CAST means. */
export function typeOfName(name: TypeName, text: SqlType): NamedType {
  const named = scalarType(name, text)
  let { type } = named
  for (let dimension = 0; dimension < name.arrayDimensions; dimension += 1) type = list(type)
  return { ...named, type }
}

function scalarType(name: TypeName, text: SqlType): NamedType {
  const wanted = name.name.toLowerCase()
  if (DECIMALS.has(wanted)) return { type: decimalType(name) }
  if (TEXTS.has(wanted)) {
    const [length] = name.arguments
    return length === undefined ? { type: text } : { type: text, length }
  }
  const type = SIMPLE_TYPES.get(wanted)
  if (type !== undefined) return { type }
  throw bindError({
    code: 'CERT-4002',
    message: `There is no type "${name.name}".`,
    hint: didYouMean(wanted, [...SIMPLE_TYPES.keys(), ...DECIMALS, ...TEXTS]),
    span: name.span,
  })
}

function decimalType(name: TypeName): SqlType {
  const [precision, scale = 0] = name.arguments
  if (precision === undefined) return UNBOUNDED_DECIMAL
  if (precision >= 1 && precision <= MOST_DIGITS && scale >= 0 && scale <= precision)
    return decimal(precision, scale)
  throw bindError({
    code: 'CERT-3008',
    message: `DECIMAL(${name.arguments.join(', ')}) does not exist.`,
    hint: `a DECIMAL has 1 to ${MOST_DIGITS} digits, of which none to all are decimals`,
    span: name.span,
  })
}
