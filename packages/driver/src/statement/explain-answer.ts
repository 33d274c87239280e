import { type Column, TEXT } from '@certsql/core'
import type { ResultStream } from '@certsql/engine'
import {
  type ActualFigures,
  type Explanation,
  renderExplanation,
  renderWriteExplanation,
  type WriteExplanation,
} from '@certsql/planner'
import { type Answer, heldAnswer } from './answer.js'
import { renderVerification, type Verification } from './verify-answer.js'

const PLAN_COLUMNS: readonly Column[] = [{ name: 'plan', type: TEXT }]

/** EXPLAIN as rows: a line each, or the whole document in one for JSON. */
export function explainAnswer(
  explanation: Explanation,
  format: 'TEXT' | 'JSON',
  result: ResultStream | undefined,
): Answer {
  const facts = result === undefined ? {} : { stats: result.stats, notices: result.notices }
  return planRows(explainText(explanation, format, result), format, facts)
}

/** What EXPLAIN VERIFY found. */
export function verifyAnswer(verification: Verification, format: 'TEXT' | 'JSON'): Answer {
  return planRows(verifyText(verification, format), format, {})
}

export function verifyText(verification: Verification, format: 'TEXT' | 'JSON'): string {
  return format === 'JSON' ? JSON.stringify(verification, null, 2) : renderVerification(verification)
}

/** The same for a write, which does not run for it. */
export function explainWriteAnswer(explanation: WriteExplanation, format: 'TEXT' | 'JSON'): Answer {
  return planRows(explainWriteText(explanation, format), format, {})
}

export function explainWriteText(explanation: WriteExplanation, format: 'TEXT' | 'JSON'): string {
  return format === 'JSON' ? JSON.stringify(explanation, null, 2) : renderWriteExplanation(explanation)
}

function planRows(
  text: string,
  format: 'TEXT' | 'JSON',
  facts: Partial<Pick<ResultStream, 'stats' | 'notices'>>,
): Answer {
  const lines = format === 'JSON' ? [text] : text.split('\n')
  return heldAnswer(
    PLAN_COLUMNS,
    lines.map((line) => [line]),
    facts,
  )
}

/** The explanation, with what it really cost when it has run. */
export function explainText(
  explanation: Explanation,
  format: 'TEXT' | 'JSON',
  result: ResultStream | undefined,
): string {
  const actual = result === undefined ? undefined : actualFigures(result)
  if (format === 'TEXT') {
    const text = renderExplanation(explanation, actual === undefined ? {} : { actual })
    return result === undefined ? text : `${text}\n\n${actualSummary(result)}`
  }
  const document = result === undefined ? explanation : { ...explanation, actual: actualDocument(result) }
  return JSON.stringify(document, null, 2)
}

function actualFigures({ stats }: ResultStream): ReadonlyMap<number, ActualFigures> {
  return new Map(
    stats.scans.map(({ id, rows, apiCalls, milliseconds, keyed }) => [
      id,
      { rows, apiCalls, milliseconds, ...(keyed === undefined ? {} : { keyed }) },
    ]),
  )
}

function actualSummary({ stats, notices }: ResultStream): string {
  const { apiCalls, rowsFetched, bytes, rows, milliseconds } = stats
  const total = `actual: ${apiCalls} API calls, ${rowsFetched} rows and ${bytes} bytes from the org, ${rows} rows in the answer, ${Math.round(milliseconds)} ms`
  return [total, ...notices.map(({ message }) => `notice: ${message}`)].join('\n')
}

function actualDocument({ stats, notices }: ResultStream) {
  const { firstRowMilliseconds = null, ...figures } = stats
  return { ...figures, firstRowMilliseconds, notices }
}
