import { CertSqlError } from '@certsql/core'
import type { ExecutionContext } from '../execution-context.js'
import type { ScanRecorder } from '../execution-stats.js'
import type { Execution } from './execution.js'

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
  const reserve = reserveOf(execution.context)
  return reserve !== undefined && reserve.used + execution.stats.callsUnderWay >= reserve.most
    ? 'ApiReserve'
    : undefined
}

export function outOfCalls(budget: Budget, execution: Execution): CertSqlError {
  const { rowsFetched } = execution.stats.snapshot()
  const taken = callsText(execution.stats.callsTaken)
  const cost = `It was stopped after ${taken} and ${rowsFetched.toLocaleString('en')} records.`
  switch (budget) {
    case 'MaxApiCalls': {
      const most = callsText(execution.context.options.maxApiCalls ?? 0)
      return new CertSqlError({
        code: 'CERT-7001',
        message: `The statement needs more than the ${most} that MaxApiCalls allows. ${cost}`,
        hint: 'raise MaxApiCalls, or narrow the statement with a condition or a LIMIT',
      })
    }
    case 'ApiReserve': {
      const words = reserveOf(execution.context)?.words ?? 'they are used up'
      return new CertSqlError({
        code: 'CERT-7001',
        message: `The statement has come to the API calls that ApiReserve leaves alone: ${words}. ${cost}`,
        hint: 'wait until calls come back (over 24 hours), or lower ApiReserve',
      })
    }
  }
}

export interface Reserve {
  readonly used: number
  /** Statements may use so many. */
  readonly most: number
  readonly words: string
}

/** Nothing where there is no reserve, or the org has not told yet how many calls are used. */
export function reserveOf({
  options,
  source,
}: Pick<ExecutionContext, 'options' | 'source'>): Reserve | undefined {
  const { apiReserve = 0 } = options
  const usage = apiReserve === 0 ? undefined : source.apiUsage()
  if (usage === undefined) return undefined
  const { used, max } = usage
  const words = `${used.toLocaleString('en')} of ${max.toLocaleString('en')} are used, and ${apiReserve} % are kept`
  return { used, most: Math.floor((max * (100 - apiReserve)) / 100), words }
}

/** `1 API call`, `1,200 API calls` */
export function callsText(count: number): string {
  return `${count.toLocaleString('en')} API call${count === 1 ? '' : 's'}`
}
