import { CertSqlError } from '@certsql/core'
import type { RowError, SoapOutcome } from '@certsql/transport'

/** What has been done; what the org refused, or may or may not have done, is an error. */
export function doneOrThrow<Done>(outcome: SoapOutcome<Done>, what: string): Done {
  switch (outcome.kind) {
    case 'done':
      return outcome
    case 'failed':
      throw refused(what, outcome.errors)
    case 'inDoubt':
      throw inDoubt(what, outcome.cause)
  }
}

export function refused(what: string, errors: readonly RowError[]): CertSqlError {
  const [first] = errors
  return new CertSqlError({
    code: 'CERT-8002',
    message: `The org did not ${what}.`,
    ...(first === undefined ? {} : { org: { code: first.code, message: first.message } }),
    hint: first?.fields.length ? `it names ${first.fields.join(', ')}` : undefined,
  })
}

export function inDoubt(what: string, cause: CertSqlError): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8008',
    message:
      cause.org === undefined
        ? `It is not known whether the org did ${what}: the answer was lost.`
        : `The org failed when it was to ${what}, and how far it had come is not known.`,
    hint: 'look at the records before calling the procedure again',
    org: cause.org,
    cause,
  })
}
