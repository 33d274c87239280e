import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { undeleteWrite } from '../soap/undelete.js'
import { checkWrite } from './check-write.js'
import { allInDoubt, readOutcomes } from './read-outcomes.js'
import type { RecordWrite, RowOutcome } from './record-write.js'
import { type RepeatedRow, repeatedOutcomes } from './repeated-outcomes.js'
import { isIdempotent, type RestWrite, restRequestOf, writeCall } from './write-request.js'

/** Writes records by one call; the outcomes are in their order. It throws only where nothing was written. */
export async function writeRecords(
  caller: RestCaller,
  apiVersion: string,
  write: RecordWrite,
  options: RequestOptions,
): Promise<readonly RowOutcome[]> {
  checkWrite(write)
  if (!isRestWrite(write)) return await undeleteWrite(caller, apiVersion, write, options)
  const call = writeCall(write, apiVersion)
  const sent = await caller.write(restRequestOf(call, isIdempotent(write)), options)
  if (sent.kind === 'lost') return allInDoubt(write, sent.cause)
  const outcomes = readOutcomes(write, sent.answer.status, sent.answer.body, call.isSingle)
  return sent.isRepeat ? repeatedOutcomes(rowsOf(write, outcomes), write.allOrNone) : outcomes
}

export function isRestWrite(write: RecordWrite): write is RestWrite {
  return write.operation !== 'undelete'
}

export function rowsOf(
  { operation, records }: RecordWrite,
  outcomes: readonly RowOutcome[],
): readonly RepeatedRow[] {
  return outcomes.map((outcome, index) => ({ operation, record: records[index] ?? {}, outcome }))
}
