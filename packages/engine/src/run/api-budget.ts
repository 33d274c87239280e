import { CertSqlError } from '@certsql/core'
import type { PhysicalPlan, ScanPlan } from '@certsql/planner'
import type { Execution } from './execution.js'

/**
 * Before anything is sent: a plan that is expected to need more calls than it may make is not begun. Where the estimate
 * is not known, the statement begins, and is stopped on its way if need be.
 */
export function requireCallsForPlan(plan: PhysicalPlan, execution: Execution): void {
  const expected = expectedCalls(plan)
  const { maxApiCalls } = execution.context.options
  if (maxApiCalls !== undefined && expected > maxApiCalls) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The statement would need about ${calls(expected)}; MaxApiCalls allows ${maxApiCalls}.`,
      hint: 'raise MaxApiCalls, or narrow the statement with a condition or a LIMIT; EXPLAIN shows the estimate',
    })
  }
  const reserve = reserveOf(execution)
  if (reserve !== undefined && reserve.used + Math.max(1, expected) > reserve.most) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The statement would take from the API calls that ApiReserve leaves alone: ${reserve.words}.`,
      hint: 'wait until calls come back (over 24 hours), or lower ApiReserve',
    })
  }
}

/** On the way, before more is asked for: stops the statement, and tells what it has cost. */
export function requireMoreCalls(execution: Execution): void {
  const { apiCalls, rowsFetched } = execution.stats.snapshot()
  const { maxApiCalls } = execution.context.options
  const cost = `It was stopped after ${calls(apiCalls)} and ${rowsFetched.toLocaleString('en')} records.`
  if (maxApiCalls !== undefined && apiCalls >= maxApiCalls) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The statement needs more than the ${calls(maxApiCalls)} that MaxApiCalls allows. ${cost}`,
      hint: 'raise MaxApiCalls, or narrow the statement with a condition or a LIMIT',
    })
  }
  const reserve = reserveOf(execution)
  if (reserve !== undefined && reserve.used >= reserve.most) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The statement has come to the API calls that ApiReserve leaves alone: ${reserve.words}. ${cost}`,
      hint: 'wait until calls come back (over 24 hours), or lower ApiReserve',
    })
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

/** The least that the plan is expected to need; what is not known counts as nothing. */
function expectedCalls(plan: PhysicalPlan): number {
  switch (plan.kind) {
    case 'ConstantRows':
      return 0
    case 'RemoteQuery':
    case 'PagewiseQuery':
      // A window may end the scan long before its end.
      return plan.window.count === undefined ? callsOfScan(plan.scan) : Math.min(1, callsOfScan(plan.scan))
    case 'StagedQuery':
      return plan.scans.reduce((sum, scan) => sum + callsOfScan(scan), 0)
    case 'FallbackPlan':
      return expectedCalls(plan.primary)
  }
}

function callsOfScan({ estimate }: ScanPlan): number {
  return estimate.apiCalls ?? 1
}

function calls(count: number): string {
  return `${count.toLocaleString('en')} API call${count === 1 ? '' : 's'}`
}
