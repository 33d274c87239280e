import { CertSqlError, type SourceSpan } from '@certsql/core'

/** Files of this machine are out of reach unless the connection was made with them. */
export function requireLocalFiles(allowed: boolean, span: SourceSpan): void {
  if (allowed) return
  throw new CertSqlError({
    code: 'CERT-8603',
    message: 'Statements of this connection may not read or write files of this machine.',
    hint: 'connect with AllowLocalFiles=true',
    span,
  })
}
