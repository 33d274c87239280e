import { CertSqlError } from '@certsql/core'
import { callsText, reserveOf } from '../run/call-budget.js'
import type { WriteContext } from './write-context.js'

/** Before anything is sent: a write that needs more calls than it may make is not begun. */
export function requireCallsForWrite(
  requests: number,
  made: number,
  { options, source }: WriteContext,
): void {
  const { maxApiCalls } = options
  if (maxApiCalls !== undefined && made + requests > maxApiCalls) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The write needs about ${requests} API calls after the ${made} that found its rows; MaxApiCalls allows ${maxApiCalls}.`,
      hint: 'nothing was sent; raise MaxApiCalls, or write fewer rows at a time',
    })
  }
  const reserve = reserveOf({ source, options })
  if (reserve === undefined || reserve.used + requests <= reserve.most) return
  throw new CertSqlError({
    code: 'CERT-7001',
    message: `The write would take from the API calls that ApiReserve leaves alone: ${reserve.words}.`,
    hint: 'nothing was sent; wait until calls come back (over 24 hours), or lower ApiReserve',
  })
}

/** Before a load begins anything new, as nobody knows beforehand how many calls it needs. */
export function requireCallForLoad(made: number, { options, source }: WriteContext): void {
  const { maxApiCalls } = options
  if (maxApiCalls !== undefined && made >= maxApiCalls) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The load needs more than the ${callsText(maxApiCalls)} that MaxApiCalls allows.`,
      hint: 'raise MaxApiCalls',
    })
  }
  const reserve = reserveOf({ source, options })
  if (reserve === undefined || reserve.used < reserve.most) return
  throw new CertSqlError({
    code: 'CERT-7001',
    message: `The load has come to the API calls that ApiReserve leaves alone: ${reserve.words}.`,
    hint: 'wait until calls come back (over 24 hours), or lower ApiReserve',
  })
}
