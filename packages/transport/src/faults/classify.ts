import type { OrgError } from '@certsql/core'
import type { ApiUsage } from '../rest/api-usage.js'
import type { FaultRule } from './fault-rule.js'
import { HOPELESS_SESSIONS, ORG_FAULTS, UNLISTED_ORG_FAULT } from './org-faults.js'
import { STATUS_FAULTS, UNLISTED_STATUS } from './status-faults.js'

/** The rule for an answer in which the org names its error. */
export function orgFaultRule(error: OrgError, usage: ApiUsage | undefined): FaultRule {
  const hopeless = HOPELESS_SESSIONS.find(
    ({ words }) => error.httpStatus === 401 && error.message.includes(words),
  )
  if (hopeless !== undefined) return hopeless.rule
  if (error.code === 'REQUEST_LIMIT_EXCEEDED' && isUsedUp(usage)) return DAILY_LIMIT
  const status = error.httpStatus === undefined ? undefined : STATUS_FAULTS[error.httpStatus]
  // An unknown code on a status of the retry set is still a passing trouble of the edge.
  return ORG_FAULTS[error.code] ?? (status?.reaction === 'retry' ? status : UNLISTED_ORG_FAULT)
}

/** The rule for a bare status. */
export function statusRule(status: number): FaultRule {
  return STATUS_FAULTS[status] ?? UNLISTED_STATUS
}

/** The daily limit does not pass by waiting a while; the limit of long requests at once does. */
const DAILY_LIMIT: FaultRule = {
  reaction: 'final',
  code: 'CERT-7001',
  message: 'The API calls of this org are used up.',
  hint: 'they come back over 24 hours; an administrator can see who uses them in Setup, System Overview',
}

function isUsedUp(usage: ApiUsage | undefined): boolean {
  return usage !== undefined && usage.used >= usage.max
}
