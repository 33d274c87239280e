import { CertSqlError } from '@certsql/core'
import type { PhysicalPlan } from '@certsql/planner'
import { callsText, reserveOf } from './call-budget.js'
import type { Execution } from './execution.js'
import {
  askForRows,
  callsForRows,
  type ExpectedCalls,
  expectedCalls,
  ROWS_ON_A_PAGE,
} from './expected-calls.js'

/**
 * Before anything is sent: a plan that is expected to need more calls than it may make is not begun. Where the estimate is not
 * known, the statement begins, and is stopped on its way if need be; where it is guessed, and the guess decides, the org is
 * asked for its own.
 */
export async function requireCallsForPlan(plan: PhysicalPlan, execution: Execution): Promise<void> {
  const { maxApiCalls } = execution.context.options
  const expected = expectedCalls(plan)
  const reserve = reserveOf(execution.context)
  const left = Math.min(
    maxApiCalls ?? Number.POSITIVE_INFINITY,
    reserve === undefined ? Number.POSITIVE_INFINITY : reserve.most - reserve.used,
  )
  const needed = await neededCalls(expected, left, execution)
  if (maxApiCalls !== undefined && needed > maxApiCalls) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The statement would need about ${callsText(needed)}; MaxApiCalls allows ${maxApiCalls}.`,
      hint: 'raise MaxApiCalls, or narrow the statement with a condition or a LIMIT; EXPLAIN shows the estimate',
    })
  }
  if (reserve !== undefined && Math.max(1, needed) > left) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The statement would take from the API calls that ApiReserve leaves alone: ${reserve.words}.`,
      hint: 'wait until calls come back (over 24 hours), or lower ApiReserve',
    })
  }
}

/** The org is asked about so many scans before it is left at the guesses. */
const MOST_QUESTIONS = 3

/** No more than what is certain, unless the org itself says so. */
async function neededCalls(
  { certain, likely, guessed }: ExpectedCalls,
  left: number,
  execution: Execution,
): Promise<number> {
  if (certain > left || likely <= left) return certain
  let needed = certain
  for (const scan of guessed.slice(0, MOST_QUESTIONS)) {
    const rows = await askForRows(scan, execution.stats.question(scan), execution)
    if (rows !== undefined) needed += callsForRows(scan, rows, pageSizeOf(execution)) - 1
    if (needed > left) return needed
  }
  return needed
}

function pageSizeOf({ context }: Execution): number {
  return context.options.pageSize ?? ROWS_ON_A_PAGE
}
