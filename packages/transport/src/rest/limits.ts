import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import { get } from './rest-request.js'

export interface Limit {
  readonly max: number
  readonly remaining: number
}

/** By the org's names: `DailyApiRequests`, `DataStorageMB`, … */
export type Limits = ReadonlyMap<string, Limit>

export async function fetchLimits(
  caller: RestCaller,
  apiVersion: string,
  options: RequestOptions,
): Promise<Limits> {
  const { body } = await caller.call(get(`/services/data/v${apiVersion}/limits`), options)
  const limits = new Map<string, Limit>()
  for (const [name, value] of Object.entries((body ?? {}) as Readonly<Record<string, unknown>>)) {
    const { Max: max, Remaining: remaining } = (value ?? {}) as Readonly<Record<string, unknown>>
    if (typeof max === 'number' && typeof remaining === 'number') limits.set(name, { max, remaining })
  }
  return limits
}
