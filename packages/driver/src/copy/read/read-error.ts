import { CertSqlError, systemErrorReason } from '@certsql/core'

/** A file that cannot be read, or holds something else than it should. */
export function unreadable(
  path: string,
  reason: string,
  facts: { readonly hint?: string; readonly cause?: unknown } = {},
): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8603',
    message: `The file "${path}" cannot be read: ${reason}.`,
    hint: facts.hint,
    cause: facts.cause,
  })
}

/** Errors of the system name the file; ours are left as they are. */
export function readError(path: string, error: unknown): CertSqlError {
  if (error instanceof CertSqlError) return error
  return unreadable(path, systemErrorReason(error), { cause: error })
}
