import type { NetworkFault } from '../http/network-fault.js'
import { NETWORK_FAULTS, UNLISTED_NETWORK_FAULT } from './network-faults.js'
import { RequestFailure } from './request-failure.js'

export function networkFailure(fault: NetworkFault, host: string): RequestFailure {
  const rule = NETWORK_FAULTS[fault.code] ?? UNLISTED_NETWORK_FAULT
  return new RequestFailure({ rule, words: { host, words: fault.message }, cause: fault })
}
