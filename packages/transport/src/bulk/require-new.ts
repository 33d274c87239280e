import { CertSqlError } from '@certsql/core'

/** An address that comes again would be rows that come again. */
export function requireNew(seen: Set<string>, address: string): void {
  if (seen.has(address)) {
    throw new CertSqlError({
      code: 'CERT-6004',
      message: 'The result of a Bulk job is not whole: the org led back to a page that had come.',
      hint: 'run the statement again',
    })
  }
  seen.add(address)
}
