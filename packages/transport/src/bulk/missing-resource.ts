import { CertSqlError } from '@certsql/core'

/** An org without `resultPages`, or without the job, says that it has no such resource. */
export function isMissingResource(error: unknown): boolean {
  return error instanceof CertSqlError && error.org?.code === 'NOT_FOUND'
}

export function ignoreMissingResource(error: unknown): undefined {
  if (!isMissingResource(error)) throw error
}
