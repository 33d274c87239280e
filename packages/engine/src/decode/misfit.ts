import { CertSqlError, formatSqlType, type JsonRecordValue, type SqlType } from '@certsql/core'
import { jsonText } from './json-text.js'

/** The org sent a value that is not of the type which its describe promises. */
export function misfit(column: string, type: SqlType, value: JsonRecordValue): CertSqlError {
  const shown = jsonText(value)
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown
  return new CertSqlError({
    code: 'CERT-6002',
    message: `The org sent ${short} for "${column}", which is no ${formatSqlType(type)}.`,
  })
}
