import { CertSqlError } from '@certsql/core'
import type { PhysicalPlan } from '@certsql/planner'
import type { ScanRecorder } from '../execution-stats.js'
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
  const reserve = reserveOf(execution)
  const left = Math.min(
    maxApiCalls ?? Number.POSITIVE_INFINITY,
    reserve === undefined ? Number.POSITIVE_INFINITY : reserve.most - reserve.used,
  )
  const needed = await neededCalls(expected, left, execution)
  if (maxApiCalls !== undefined && needed > maxApiCalls) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The statement would need about ${calls(needed)}; MaxApiCalls allows ${maxApiCalls}.`,
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

type Budget = 'MaxApiCalls' | 'ApiReserve'

/** Ends whatever would need one more request. It becomes an error with what the statement has cost when that is known. */
export class OutOfCalls extends Error {
  constructor(readonly budget: Budget) {
    super(`${budget} is used up.`)
    this.name = 'OutOfCalls'
  }
}

/** Before each request, also of those that are sent ahead: takes a call out of the budget, or throws `OutOfCalls`. */
export function takeCall(recorder: ScanRecorder, execution: Execution): void {
  const budget = spentBudget(execution)
  if (budget !== undefined) throw new OutOfCalls(budget)
  recorder.beginRequest()
}

/** Which budget has no further call, with those counted that are under way. */
function spentBudget(execution: Execution): Budget | undefined {
  const { maxApiCalls } = execution.context.options
  if (maxApiCalls !== undefined && execution.stats.callsTaken >= maxApiCalls) return 'MaxApiCalls'
  const reserve = reserveOf(execution)
  return reserve !== undefined && reserve.used + execution.stats.callsUnderWay >= reserve.most
    ? 'ApiReserve'
    : undefined
}

export function outOfCalls(budget: Budget, execution: Execution): CertSqlError {
  const { rowsFetched } = execution.stats.snapshot()
  const taken = calls(execution.stats.callsTaken)
  const cost = `It was stopped after ${taken} and ${rowsFetched.toLocaleString('en')} records.`
  switch (budget) {
    case 'MaxApiCalls': {
      const most = calls(execution.context.options.maxApiCalls ?? 0)
      return new CertSqlError({
        code: 'CERT-7001',
        message: `The statement needs more than the ${most} that MaxApiCalls allows. ${cost}`,
        hint: 'raise MaxApiCalls, or narrow the statement with a condition or a LIMIT',
      })
    }
    case 'ApiReserve': {
      const words = reserveOf(execution)?.words ?? 'they are used up'
      return new CertSqlError({
        code: 'CERT-7001',
        message: `The statement has come to the API calls that ApiReserve leaves alone: ${words}. ${cost}`,
        hint: 'wait until calls come back (over 24 hours), or lower ApiReserve',
      })
    }
  }
}

interface Reserve {
  readonly used: number
  /** Statements may use so many. */
  readonly most: number
  readonly words: string
}

/** Nothing where there is no reserve, or the org has not told yet how many calls are used. */
function reserveOf({ context }: Execution): Reserve | undefined {
  const { apiReserve = 0 } = context.options
  const usage = apiReserve === 0 ? undefined : context.source.apiUsage()
  if (usage === undefined) return undefined
  const { used, max } = usage
  const words = `${used.toLocaleString('en')} of ${max.toLocaleString('en')} are used, and ${apiReserve} % are kept`
  return { used, most: Math.floor((max * (100 - apiReserve)) / 100), words }
}

function calls(count: number): string {
  return `${count.toLocaleString('en')} API call${count === 1 ? '' : 's'}`
}
