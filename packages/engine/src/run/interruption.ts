import { CertSqlError } from '@certsql/core'

/** Why the pages of a query ended before their time, where the query itself is in order and can be asked otherwise. */
export type Interruption = 'lostCursor' | 'tookTooLong' | 'rowsMissing'

/** By the org's own code. Everything else that goes wrong is either repeated by the transport, or final. */
const INTERRUPTIONS: Readonly<Record<string, Interruption>> = {
  INVALID_QUERY_LOCATOR: 'lostCursor',
  QUERY_TIMEOUT: 'tookTooLong',
  REQUEST_RUNNING_TOO_LONG: 'tookTooLong',
}

export function interruptionOf(error: unknown): Interruption | undefined {
  if (!(error instanceof CertSqlError)) return undefined
  if (error.org !== undefined) return INTERRUPTIONS[error.org.code]
  // Fewer rows than were promised: a page came short, or records were deleted while the cursor was read.
  return error.code === 'CERT-6004' ? 'rowsMissing' : undefined
}

export const INTERRUPTION_WORDS: Readonly<Record<Interruption, string>> = {
  lostCursor: 'the org forgot the cursor',
  tookTooLong: 'the query ran for too long in the org',
  rowsMissing: 'rows were missing at the end',
}
