import { CertSqlError, type ErrorCode, type SourceSpan } from '@certsql/core'

/** A syntax error: one sentence, the place, and what to do about it. */
export function syntaxError(
  message: string,
  span: SourceSpan,
  hint?: string,
  code: ErrorCode = 'CERT-1001',
): CertSqlError {
  return new CertSqlError({ code, message, span, hint })
}

/** The place of a token. */
export function spanOf(token: { readonly startOffset: number; readonly image: string }): SourceSpan {
  return { start: token.startOffset, end: token.startOffset + token.image.length }
}
