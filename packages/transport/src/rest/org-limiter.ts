import { ConcurrencyLimiter } from '../http/concurrency-limiter.js'

/**
 * An org allows 25 requests of more than 20 seconds at once, from all programs together, and refuses further ones.
 * Nobody knows beforehand which ones will take long.
 */
const REQUESTS_OF_AN_ORG = 25

const limiters = new Map<string, ConcurrencyLimiter>()

/** The line in which all clients of an org in this process stand, beside the line of each. */
export function orgLimiter(instanceUrl: string): ConcurrencyLimiter {
  const known = limiters.get(instanceUrl)
  if (known !== undefined) return known
  const limiter = new ConcurrencyLimiter(REQUESTS_OF_AN_ORG)
  limiters.set(instanceUrl, limiter)
  return limiter
}
