import { CertSqlError } from '@certsql/core'

/** Why a signal was aborted, as an error to throw. */
export function cancelled(signal: AbortSignal): CertSqlError {
  if (signal.reason instanceof CertSqlError) return signal.reason
  return new CertSqlError({
    code: 'CERT-7006',
    message: 'The statement was cancelled.',
    cause: signal.reason,
  })
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled(signal)
}
