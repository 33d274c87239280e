import { CertSqlError } from '@certsql/core'

export function cancelled(signal: AbortSignal): CertSqlError {
  return new CertSqlError({
    code: 'CERT-7006',
    message: 'The statement was cancelled.',
    cause: signal.reason,
  })
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled(signal)
}
