import type { CertSqlError } from '@certsql/core'
import type { IRecognitionException } from 'chevrotain'
import type { Token } from '../tokens/token.js'
import { spanOf, syntaxError } from './syntax-error.js'

export function explainSyntaxError(
  error: IRecognitionException,
  tokens: readonly Token[],
  sql: string,
): CertSqlError {
  const found = tokens.find((token) => token === error.token)
  const span = found === undefined ? { start: sql.length, end: sql.length } : spanOf(found)
  return syntaxError(`Unexpected ${found?.image ?? 'end'}: expected ${error.message}.`, span)
}
