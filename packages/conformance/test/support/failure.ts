import { CertSqlError } from '@certsql/core'

/** The error that a call ends with; a call that succeeds, or fails in another way, fails the test. */
export async function failureOf(call: Promise<unknown> | (() => Promise<unknown>)): Promise<CertSqlError> {
  let result: unknown
  try {
    result = await (typeof call === 'function' ? call() : call)
  } catch (error) {
    if (error instanceof CertSqlError) return error
    throw error
  }
  throw new Error(`this was expected to fail, and gave ${JSON.stringify(result).slice(0, 200)}`)
}
