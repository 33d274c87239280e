import type { ScanRecorder } from '../execution-stats.js'
import type { RequestOptions } from '../remote-source.js'
import { takeCall } from './call-budget.js'
import type { Execution } from './execution.js'

/** What all requests of a scan have: they end with the run, are counted, and none is sent that the budget forbids. */
export function countedRequests(recorder: ScanRecorder, execution: Execution): RequestOptions {
  return {
    signal: execution.signal,
    beforeRequest: () => takeCall(recorder, execution),
    onRequest: (request) => recorder.countRequest(request),
  }
}
