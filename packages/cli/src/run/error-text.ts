import { CertSqlError, linePosition } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'
import { bold, cyan, red } from '../format/style.js'
import { visibleText } from '../format/visible-text.js'
import type { StatementPlace } from '../input/script.js'

/**
 * An error as people read it: for a statement of a file with the line there.
 *
 * ```
 * month-end.sql:12: CERT-1001: …
 *   SELECT * FRM Account
 *            ^^^
 * ```
 */
export function errorText(error: unknown, colour: boolean, place?: StatementPlace): string {
  const where = place === undefined ? '' : `${place.file}:${lineOf(error, place)}: `
  const [first = '', ...others] = visibleText(render(error)).split('\n')
  const head = first.replace(/^CERT-\d+:/, (code) => bold(red(code, colour), colour))
  return [where + head, ...others.map((line) => paintLine(line, colour))].join('\n')
}

function render(error: unknown): string {
  if (error instanceof CertSqlError) return withCause(error)
  if (error instanceof UsageError) return error.render()
  const message = error instanceof Error ? error.message : String(error)
  return `Internal error: ${message}\nHint: this is a defect of CertSQL; please report it`
}

/** Of our own defects the cause is the only clue. */
function withCause(error: CertSqlError): string {
  const { cause } = error
  const clue = error.code === 'CERT-9001' && cause instanceof Error ? `\nCause: ${cause.message}` : ''
  return error.render() + clue
}

function lineOf(error: unknown, place: StatementPlace): number {
  if (!(error instanceof CertSqlError) || error.sql === undefined || error.span === undefined)
    return place.line
  return place.line + linePosition(error.sql, error.span.start).line - 1
}

function paintLine(line: string, colour: boolean): string {
  if (/^\s*\^+$/.test(line)) return red(line, colour)
  return line.replace(/^Hint:/, (word) => cyan(word, colour))
}
