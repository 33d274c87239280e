import { CertSqlError } from '@certsql/core'

/** Something that Knex can say and an org has no answer to: one sentence why, and what to do instead. */
export function refuse(message: string, hint: string): CertSqlError {
  return new CertSqlError({ code: 'CERT-4002', message, hint })
}
