import { CertSqlError } from '@certsql/core'
import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { recordId } from '../write/check-write.js'
import { refusedOutcome } from '../write/read-outcomes.js'
import type { RecordWrite, RowOutcome } from '../write/record-write.js'
import { callSoap, soapElements } from './soap-call.js'
import { soapOutcomes } from './soap-outcome.js'

/** Takes records out of the recycle bin: there is no REST call for it. */
export async function undeleteWrite(
  caller: RestCaller,
  apiVersion: string,
  { object, records, allOrNone }: RecordWrite,
  options: RequestOptions,
): Promise<readonly RowOutcome[]> {
  const ids = records.map(recordId)
  const call = { name: 'undelete', content: soapElements('ids', ids), allOrNone, idempotent: true }
  const answer = await callSoap(caller, apiVersion, call, options)
  const outcomes = soapOutcomes(answer, ids.length, () => ({}))
  const isRepeat = answer.kind === 'answered' && answer.isRepeat
  const isUnclear = isRepeat && outcomes.some(({ kind }) => kind === 'failed')
  const alive = isUnclear ? await livingIds(caller, apiVersion, object, ids, options) : new Set<string>()
  return outcomes.map((outcome, index): RowOutcome => {
    const id = ids[index] ?? ''
    const written = { kind: 'written', id, created: false, ...(isRepeat ? { isRepeat } : {}) } as const
    if (outcome.kind === 'done') return written
    if (outcome.kind === 'inDoubt') return outcome
    // What the lost attempt has brought back is no longer in the bin, which is refused.
    if (alive instanceof CertSqlError) return { kind: 'inDoubt', cause: alive }
    return alive.has(id.slice(0, 15)) ? written : refusedOutcome(outcome.errors)
  })
}

/** Those of the records that are not in the recycle bin, by the first 15 characters of their Ids; or why nobody knows. */
async function livingIds(
  caller: RestCaller,
  apiVersion: string,
  object: string,
  ids: readonly string[],
  options: RequestOptions,
): Promise<ReadonlySet<string> | CertSqlError> {
  const path = `/services/data/v${apiVersion}/composite/sobjects/${encodeURIComponent(object)}`
  const body = JSON.stringify({ ids, fields: ['Id'] })
  try {
    const answer = await caller.call({ method: 'POST', path, idempotent: true, body }, options)
    const records: readonly unknown[] = Array.isArray(answer.body) ? answer.body : []
    const living = records.map((record) => (record as { readonly Id?: unknown } | null)?.Id)
    return new Set(living.flatMap((id) => (typeof id === 'string' ? [id.slice(0, 15)] : [])))
  } catch (error) {
    if (error instanceof CertSqlError) return error
    throw error
  }
}
