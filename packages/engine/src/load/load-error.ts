import { CertSqlError } from '@certsql/core'
import type { LoadCounts, LoadFailure } from './load-request.js'

/** So many failures are told in the error; the file of errors has all. */
export const MOST_TOLD = 50

const KINDS: readonly (readonly [keyof LoadCounts, string])[] = [
  ['written', 'written'],
  ['failed', 'failed'],
  ['rolledBack', 'rolled back'],
  ['notAttempted', 'not attempted'],
  ['inDoubt', 'in doubt'],
]

/** A load of which not everything was written. */
export class LoadError extends CertSqlError {
  constructor(
    /** What became of all rows that were read. */
    readonly counts: LoadCounts,
    /** The first of those that were not written. */
    readonly failures: readonly LoadFailure[],
    facts: { readonly cause?: unknown; readonly sql?: string } = {},
  ) {
    super({
      code: counts.inDoubt > 0 ? 'CERT-8008' : 'CERT-8002',
      message: `${sentence(counts)}${facts.cause instanceof CertSqlError ? ` It ended early: ${facts.cause.message}` : ''}`,
      details: failures.map(failureLine),
      hint:
        counts.inDoubt > 0
          ? 'rows in doubt were sent, and no answer came: look whether they are there before you load them again'
          : "what was written stays; (ON_ERROR skip, ERRORS 'errors.csv') writes what can be written, and the rest into a file",
      sql: facts.sql,
      cause: facts.cause,
    })
    this.name = 'LoadError'
  }

  override withSql(sql: string): CertSqlError {
    if (this.sql !== undefined) return this
    return new LoadError(this.counts, this.failures, { cause: this.cause, sql })
  }
}

function sentence(counts: LoadCounts): string {
  const parts = KINDS.filter(([kind]) => counts[kind] > 0)
  const listed = parts.map(([kind, words]) => `${counts[kind].toLocaleString('en')} ${words}`)
  return `Not everything was written: ${listed.join(', ')}.`
}

function failureLine({ row, status, errors }: LoadFailure): string {
  const reasons = errors.map(
    ({ code, message, fields }) => `${code}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}: ${message}`,
  )
  return `row ${row} ${STATUS_WORDS[status]}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`
}

export const STATUS_WORDS: Readonly<Record<LoadFailure['status'], string>> = {
  refused: 'refused',
  failed: 'failed',
  rolledBack: 'rolled back',
  notAttempted: 'not attempted',
  inDoubt: 'in doubt',
}
