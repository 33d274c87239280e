import { CertSqlError } from '@certsql/core'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { ExecutionContext } from '../execution-context.js'
import { inSession } from '../run/in-session.js'

/** Looks into a file with a session of its own; what goes wrong names the file. */
export async function withFileSession<Result>(
  path: string,
  context: ExecutionContext,
  work: (session: DuckDbSession) => Promise<Result>,
): Promise<Result> {
  try {
    return await inSession(context, work)
  } catch (error) {
    throw fileError(path, error)
  }
}

/** Cancelled, or out of memory: that is not the file's fault. */
const OTHERS_FAULT: ReadonlySet<string> = new Set(['CERT-7003', 'CERT-7006', 'CERT-7004'])

function fileError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || (error instanceof CertSqlError && OTHERS_FAULT.has(error.code)))
    return error
  const text = error.cause instanceof Error ? error.cause.message : error.message
  return new CertSqlError({
    code: 'CERT-8603',
    message: `The file "${path}" cannot be read: ${reasonIn(text)}.`,
    cause: error,
  })
}

/** DuckDB's words, or better ones where the mistake is a common one. */
function reasonIn(text: string): string {
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1]
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(text) ?? []
  if (line !== undefined && found !== undefined)
    return `line ${line} has ${countOf(Number(found), 'field')}, and the file has ${countOf(Number(expected), 'column')}`
  if (line !== undefined && /unterminated quote|quote should be followed/i.test(text))
    return `line ${line} has a quote that is not closed, or something behind a closed one`
  if (line !== undefined && /unicode|encoding|utf/i.test(text))
    return `line ${line} is not in the encoding of the file`
  if (line !== undefined && /maximum line size/i.test(text))
    return `line ${line} is too long, or has a quote that is not closed`
  const [first = ''] = text.split('\n')
  const words = first.replace(/^(?:[A-Za-z ]+ Error: )+/, '').replace(/\.$/, '')
  return line === undefined ? words : `line ${line}: ${words}`
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`
}
