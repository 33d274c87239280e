import { CertSqlError, internalError } from '@certsql/core'
import { printJson } from '../rest/print-json.js'
import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { checkWrite, holdsReferences, referenceInData } from './check-write.js'
import { readCompositeParts } from './composite-parts.js'
import { allInDoubt, readOutcomes, strangeAnswer } from './read-outcomes.js'
import {
  MAX_COMPOSITE_COLLECTIONS,
  MAX_COMPOSITE_PARTS,
  type RecordWrite,
  type RowOutcome,
} from './record-write.js'
import { repeatedOutcomes } from './repeated-outcomes.js'
import { isRestWrite, rowsOf, writeRecords } from './write-records.js'
import { isIdempotent, type WriteCall, writeCall } from './write-request.js'

export interface CompositeWriteOptions extends RequestOptions {
  /** All of them or none; else each for itself, as it says. */
  readonly allOrNone: boolean
}

/** Writes several lots of records by one call. Without `allOrNone`, lots with data that a composite request would change go alone. */
export async function writeComposite(
  caller: RestCaller,
  apiVersion: string,
  writes: readonly RecordWrite[],
  options: CompositeWriteOptions,
): Promise<readonly (readonly RowOutcome[])[]> {
  const calls = writes.map((write) => partCall(write, apiVersion, options.allOrNone))
  checkCount(calls)
  if (writes.some(({ records }) => records.some(holdsReferences))) {
    if (options.allOrNone) throw referenceInData()
    return await oneAfterTheOther(caller, apiVersion, writes, options)
  }
  const compositeRequest = calls.map(({ method, path: url, body }, index) => {
    return { method, url, referenceId: `part${index}`, ...(body === undefined ? {} : { body }) }
  })
  const sent = await caller.write(
    {
      method: 'POST',
      path: `/services/data/v${apiVersion}/composite`,
      idempotent: writes.every(isIdempotent),
      body: printJson({ allOrNone: options.allOrNone, compositeRequest }),
    },
    options,
  )
  if (sent.kind === 'lost') return writes.map((write) => allInDoubt(write, sent.cause))
  const parts = readCompositeParts(sent.answer.body)
  const outcomes = writes.map((write, index) => {
    const part = parts.get(`part${index}`)
    const isSingle = calls[index]?.isSingle === true
    return part === undefined
      ? allInDoubt(write, strangeAnswer())
      : readOutcomes(write, part.status, part.body, isSingle)
  })
  return sent.isRepeat ? repeatedParts(writes, outcomes, options.allOrNone) : outcomes
}

function partCall(write: RecordWrite, apiVersion: string, allOrNone: boolean): WriteCall {
  checkWrite(write)
  if (!isRestWrite(write)) throw internalError('undelete inside of a composite request')
  return writeCall(allOrNone ? { ...write, allOrNone } : write, apiVersion)
}

function checkCount(calls: readonly WriteCall[]): void {
  const collections = calls.filter(({ isSingle }) => !isSingle).length
  if (calls.length >= 1 && calls.length <= MAX_COMPOSITE_PARTS && collections <= MAX_COMPOSITE_COLLECTIONS)
    return
  throw internalError(`a composite write of ${calls.length} parts, ${collections} of them collections`)
}

/** A failure of the call itself, once something was written, is the fate of the lots that it keeps from being tried. */
async function oneAfterTheOther(
  caller: RestCaller,
  apiVersion: string,
  writes: readonly RecordWrite[],
  options: RequestOptions,
): Promise<readonly (readonly RowOutcome[])[]> {
  const outcomes: (readonly RowOutcome[])[] = []
  let failure: CertSqlError | undefined
  for (const write of writes) {
    const cause = failure
    if (cause !== undefined) {
      outcomes.push(write.records.map(() => ({ kind: 'notAttempted', cause })))
      continue
    }
    try {
      outcomes.push(await writeRecords(caller, apiVersion, write, options))
    } catch (error) {
      if (!(error instanceof CertSqlError) || outcomes.length === 0) throw error
      failure = error
      outcomes.push(write.records.map(() => ({ kind: 'notAttempted', cause: error })))
    }
  }
  return outcomes
}

function repeatedParts(
  writes: readonly RecordWrite[],
  outcomes: readonly (readonly RowOutcome[])[],
  allOrNone: boolean,
): readonly (readonly RowOutcome[])[] {
  const rows = writes.map((write, index) => rowsOf(write, outcomes[index] ?? []))
  if (!allOrNone) return rows.map((part, index) => repeatedOutcomes(part, writes[index]?.allOrNone === true))
  const all = repeatedOutcomes(rows.flat(), true)
  let taken = 0
  return rows.map(({ length }) => {
    taken += length
    return all.slice(taken - length, taken)
  })
}
