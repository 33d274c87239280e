import { CertSqlError, type ErrorFacts, ExactNumber, type JsonRecordValue } from '@certsql/core'
import type { RowOutcome } from '../remote-writes.js'
import type { RowReport, WriteReport } from './write-report.js'

/**
 * A write of which not everything was written. The report names every row: written (with its Id), failed (with the org's
 * code and field), rolled back, not attempted, in doubt.
 *
 * ```ts
 * try { await connection.query(sql) } catch (error) {
 *   if (error instanceof WriteError) for (const row of error.report.rows('failed')) console.error(row.row, row.errors)
 * }
 * ```
 */
export class WriteError extends CertSqlError {
  readonly report: WriteReport

  constructor(report: WriteReport, facts: { readonly cause?: unknown; readonly sql?: string } = {}) {
    super({
      ...(report.isComplete ? lostResult(report, facts.cause) : whatHappened(report)),
      details: detailLines(report),
      sql: facts.sql,
      cause: facts.cause,
    })
    this.name = 'WriteError'
    this.report = report
  }

  override withSql(sql: string): CertSqlError {
    return this.sql === undefined ? new WriteError(this.report, { cause: this.cause, sql }) : this
  }
}

type Facts = Pick<ErrorFacts, 'code' | 'message' | 'hint'>

function whatHappened(report: WriteReport): Facts {
  return report.count('inDoubt') > 0
    ? { code: 'CERT-8008', message: sentence(report), hint: DOUBT_HINT }
    : { code: 'CERT-8002', message: sentence(report), hint: hintOf(report) }
}

/** RETURNING comes after the write, which cannot be taken back. */
function lostResult(report: WriteReport, cause: unknown): Facts {
  const count =
    report.size === 1 ? 'The row was written' : `All ${report.size.toLocaleString('en')} rows were written`
  const why = cause instanceof Error ? `: ${cause.message}` : '.'
  return {
    code: 'CERT-8011',
    message: `${count}, but what RETURNING asks for could not be given${why}`,
    hint: 'do not run the statement again; the report of the error has the Ids',
  }
}

const DOUBT_HINT =
  'rows in doubt were sent, and no answer came: look whether they are there before you send them again (for new records, by CreatedDate and the values listed)'

function hintOf(report: WriteReport): string {
  return report.written === 0
    ? 'nothing was changed; mend what the org names and run the statement again'
    : 'the rows that were written stay; mend the others and run the statement for them alone'
}

const KINDS: readonly (readonly [RowOutcome['kind'], string])[] = [
  ['written', 'written'],
  ['failed', 'failed'],
  ['rolledBack', 'rolled back'],
  ['notAttempted', 'not attempted'],
  ['inDoubt', 'in doubt'],
]

/** `Of 3 rows 1 failed, 2 were rolled back.` */
function sentence(report: WriteReport): string {
  const counts = KINDS.map(([kind, words]) => ({ words, count: report.count(kind) }))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const parts = counts.filter(({ count }) => count > 0)
  const listed = parts.map(({ words, count }) => `${count.toLocaleString('en')} ${words}`).join(', ')
  return `Not everything was written: of ${total.toLocaleString('en')} row${total === 1 ? '' : 's'} ${listed}.`
}

/** The report has all; a text of thousands of lines helps nobody. */
const MOST_LINES = 50

function detailLines(report: WriteReport): readonly string[] {
  const lines: string[] = []
  let more = 0
  for (const row of report.rows('failed', 'inDoubt')) {
    if (lines.length < MOST_LINES) lines.push(rowLine(row))
    else more += 1
  }
  if (more > 0) lines.push(`… and ${more.toLocaleString('en')} more; the report of the error has all`)
  return lines
}

const MOST_VALUES = 6

/** `row 2 failed: STRING_TOO_LONG (Name): …   Name='…'` */
function rowLine({ row, status, errors, cause, record, id }: RowReport): string {
  const reasons = errors.map(
    ({ code, message, fields }) => `${code}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}: ${message}`,
  )
  const why = reasons.length > 0 ? reasons.join('; ') : (cause?.message ?? '')
  const named = new Set(errors.flatMap(({ fields }) => fields.map((field) => field.toLowerCase())))
  const entries = Object.entries(record).filter(([name]) => name !== 'Id')
  const relevant = entries.filter(([name]) => named.has(name.toLowerCase()))
  const values = (relevant.length > 0 ? relevant : entries)
    .slice(0, MOST_VALUES)
    .map(([name, value]) => `${name}=${shortValue(value)}`)
  const what = [id === null ? '' : ` ${id}`, ` ${status}`].join('')
  return `row ${row}${what}: ${why}${values.length > 0 ? `   [${values.join(', ')}]` : ''}`
}

function shortValue(value: JsonRecordValue): string {
  const text = value instanceof ExactNumber ? value.lexeme : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
