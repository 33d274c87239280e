import { CertSqlError } from '@certsql/core'
import type { ParameterValue } from '@certsql/driver'

/** The values of a statement's `?`, as the driver takes them. */
export function prepareBindings(bindings: readonly unknown[]): readonly ParameterValue[] {
  return bindings.map(prepareBinding)
}

/** Bytes travel as Base64, which is how the org keeps them; objects as JSON. Lists stand in `IN (?)` alone. */
function prepareBinding(value: unknown): ParameterValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return value
    case 'object':
      return prepareObject(value)
    case 'undefined':
    case 'function':
    case 'symbol':
      throw noValue(typeof value)
  }
}

function prepareObject(value: object | null): ParameterValue {
  if (value === null || value instanceof Date) return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(prepareBinding).map((item) => item ?? null)
  return JSON.stringify(value)
}

function noValue(type: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-1005',
    message: `A value of type ${type} cannot be a binding.`,
    hint: 'bindings are texts, numbers, bigints, booleans, dates, bytes and null',
  })
}

/** Knex writes `\\?` for a question mark that is no parameter. */
export function unescapeQuestionMarks(sql: string): string {
  return sql.replaceAll('\\?', '?')
}
