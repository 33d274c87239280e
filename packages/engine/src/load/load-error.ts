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

export interface LoadErrorFacts {
  readonly cause?: unknown
  readonly sql?: string
  /** The first row that was not looked at any more. */
  readonly unreadFrom?: number
  /** There is a ledger. */
  readonly canGoOn?: boolean
}

/** A load of which not everything was written. */
export class LoadError extends CertSqlError {
  /** No row from this one on was sent. */
  readonly unreadFrom: number | undefined

  constructor(
    /** What became of all rows that were read. */
    readonly counts: LoadCounts,
    /** The first of those that were not written. */
    readonly failures: readonly LoadFailure[],
    private readonly facts: LoadErrorFacts = {},
  ) {
    super({
      code: counts.inDoubt > 0 ? 'CERT-8008' : 'CERT-8002',
      message: messageOf(counts, facts),
      details: failures.map(failureLine),
      hint: hintOf(counts, facts),
      sql: facts.sql,
      cause: facts.cause,
    })
    this.name = 'LoadError'
    this.unreadFrom = facts.unreadFrom
  }

  override withSql(sql: string): CertSqlError {
    return this.sql === undefined ? new LoadError(this.counts, this.failures, { ...this.facts, sql }) : this
  }
}

function messageOf(counts: LoadCounts, { cause, unreadFrom }: LoadErrorFacts): string {
  const parts = KINDS.filter(([kind]) => counts[kind] > 0)
  const listed = parts.map(([kind, words]) => `${counts[kind].toLocaleString('en')} ${words}`)
  return [
    `Not everything was written: ${listed.join(', ')}.`,
    unreadFrom === undefined
      ? ''
      : ` It did not come to row ${unreadFrom.toLocaleString('en')} and those after it.`,
    cause instanceof CertSqlError ? ` It ended early: ${cause.message}` : '',
  ].join('')
}

function hintOf({ inDoubt, notAttempted }: LoadCounts, { canGoOn, unreadFrom }: LoadErrorFacts): string {
  if (canGoOn === true && (inDoubt > 0 || notAttempted > 0 || unreadFrom !== undefined))
    return 'run the same statement again: it asks what became of rows in doubt, and goes on where it stopped'
  if (inDoubt > 0)
    return 'rows in doubt were sent, and no answer came: look whether they are there before you load them again'
  if (notAttempted > 0 || unreadFrom !== undefined)
    return "what was written stays; with (LEDGER 'load.ledger') the same statement goes on where it stopped"
  return "what was written stays; (ON_ERROR skip, ERRORS 'errors.csv') writes what can be written, and the rest into a file"
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
