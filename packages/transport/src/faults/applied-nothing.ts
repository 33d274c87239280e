import type { FailureFacts } from './request-failure.js'

/**
 * Errors that say nothing about how far the org had come: it failed in the middle of its work, or stopped it for taking
 * too long. (Most often all of it was taken back; "most often" is not enough to send an insert again.)
 */
const IN_THE_MIDDLE: ReadonlySet<string> = new Set([
  'UNKNOWN_EXCEPTION',
  'REQUEST_RUNNING_TOO_LONG',
  'QUERY_TIMEOUT',
  'APEX_ERROR',
])

/** Errors of the org that come with a 5xx status although the request was turned away at the door. */
const TURNED_AWAY: ReadonlySet<string> = new Set([
  'SERVER_UNAVAILABLE',
  'ORG_IN_MAINTENANCE',
  'REQUEST_LIMIT_EXCEEDED',
])

/** Statuses with which the edge of the platform turns a request away, whatever stands in the body. */
const REFUSING_STATUSES: ReadonlySet<number> = new Set([
  401, 403, 404, 405, 410, 411, 413, 414, 415, 420, 429, 431,
])

/**
 * Is it certain that the org has changed nothing for this request? Then it may be sent again, whatever it is; else only
 * one that does no harm when it is carried out twice. A bare 503 is not certain: the edge says it of a server that did
 * the work and then fell silent, too.
 */
export function appliedNothing({ rule, org, httpStatus }: FailureFacts): boolean {
  if (rule.neverSent === true) return true
  if (org !== undefined) {
    if (IN_THE_MIDDLE.has(org.code)) return false
    if (TURNED_AWAY.has(org.code)) return true
    // Errors inside of an answer, as the faults of SOAP, have no status of their own.
    return org.httpStatus === undefined || (org.httpStatus >= 300 && org.httpStatus < 500)
  }
  if (httpStatus === undefined) return false
  return (httpStatus >= 300 && httpStatus < 400) || REFUSING_STATUSES.has(httpStatus)
}
