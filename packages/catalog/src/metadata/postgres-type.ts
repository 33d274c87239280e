import type { SqlType } from '@certsql/core'

/** A type in the words of PostgreSQL's `information_schema`, which tools know. */
export interface PostgresType {
  readonly dataType: string
  readonly udtName: string
  readonly numericPrecision: number | null
  /** The base in which the precision counts. */
  readonly numericRadix: number | null
  readonly numericScale: number | null
  /** Digits after the seconds. */
  readonly datetimePrecision: number | null
}

export function postgresType(type: SqlType): PostgresType {
  switch (type.kind) {
    case 'null':
    case 'text':
      return named('text', 'text')
    case 'id':
      return named('character varying', 'varchar')
    case 'boolean':
      return named('boolean', 'bool')
    case 'integer':
      return binaryNumber('integer', 'int4', 32, 0)
    case 'bigint':
      return binaryNumber('bigint', 'int8', 64, 0)
    case 'double':
      return binaryNumber('double precision', 'float8', 53, null)
    case 'decimal':
      return {
        ...named('numeric', 'numeric'),
        numericPrecision: type.precision,
        numericRadix: 10,
        numericScale: type.scale,
      }
    case 'date':
      return temporal('date', 'date', 0)
    case 'time':
      return temporal('time without time zone', 'time', MILLISECONDS)
    case 'timestamp':
      return temporal('timestamp without time zone', 'timestamp', MILLISECONDS)
    case 'timestamptz':
      return temporal('timestamp with time zone', 'timestamptz', MILLISECONDS)
    case 'interval':
      return named('interval', 'interval')
    case 'json':
      return named('json', 'json')
    case 'list':
      return named('ARRAY', `_${postgresType(type.element).udtName}`)
  }
}

const MILLISECONDS = 3

function named(dataType: string, udtName: string): PostgresType {
  const [numericPrecision, numericRadix, numericScale, datetimePrecision] = [null, null, null, null]
  return { dataType, udtName, numericPrecision, numericRadix, numericScale, datetimePrecision }
}

function binaryNumber(dataType: string, udtName: string, bits: number, scale: number | null): PostgresType {
  return { ...named(dataType, udtName), numericPrecision: bits, numericRadix: 2, numericScale: scale }
}

function temporal(dataType: string, udtName: string, digits: number): PostgresType {
  return { ...named(dataType, udtName), datetimePrecision: digits }
}
