import { CertSqlError } from '@certsql/core'

/** The error that this ends in; a success is a failure of the test. */
export async function failureOf(work: Promise<unknown>): Promise<CertSqlError> {
  try {
    await work
  } catch (error) {
    if (error instanceof CertSqlError) return error
    throw error
  }
  throw new Error('it succeeded')
}
