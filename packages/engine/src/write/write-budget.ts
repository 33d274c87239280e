import { CertSqlError } from '@certsql/core'
import type { WriteContext } from './write-context.js'

/** Before anything is sent: a write that needs more calls than it may make is not begun. */
export function requireCallsForWrite(
  requests: number,
  made: number,
  { options, source }: WriteContext,
): void {
  const { maxApiCalls, apiReserve = 0 } = options
  if (maxApiCalls !== undefined && made + requests > maxApiCalls) {
    throw new CertSqlError({
      code: 'CERT-7001',
      message: `The write needs about ${requests} API calls after the ${made} that found its rows; MaxApiCalls allows ${maxApiCalls}.`,
      hint: 'nothing was sent; raise MaxApiCalls, or write fewer rows at a time',
    })
  }
  const usage = apiReserve === 0 ? undefined : source.apiUsage()
  if (usage === undefined) return
  const most = Math.floor((usage.max * (100 - apiReserve)) / 100)
  if (usage.used + requests <= most) return
  throw new CertSqlError({
    code: 'CERT-7001',
    message: `The write would take from the API calls that ApiReserve leaves alone: ${usage.used.toLocaleString('en')} of ${usage.max.toLocaleString('en')} are used, and ${apiReserve} % are kept.`,
    hint: 'nothing was sent; wait until calls come back (over 24 hours), or lower ApiReserve',
  })
}
