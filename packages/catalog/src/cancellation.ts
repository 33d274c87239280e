import { CertSqlError } from '@certsql/core'

/** What to throw: a reason that is an error of ours (a time limit, say) says more than "cancelled". */
export function cancelled(signal: AbortSignal): CertSqlError {
  if (signal.reason instanceof CertSqlError) return signal.reason
  return new CertSqlError({
    code: 'CERT-7006',
    message: 'The statement was cancelled.',
    cause: signal.reason,
  })
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled(signal)
}
