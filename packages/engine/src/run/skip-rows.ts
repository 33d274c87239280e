import type { JsonRecord } from '@certsql/core'
import type { KeyPlace, RowSkip } from '@certsql/planner'
import { placeReader } from './place-reader.js'
import { type RestScan, restRecords } from './rest-scan.js'

/**
 * The records of a scan behind the rows that it skips, found step by step. Like the pages of a query, steps see the records of
 * their moment: what is added or deleted meanwhile may move a row across.
 */
export async function* recordsBehind(rest: RestScan, skip: RowSkip): AsyncGenerator<readonly JsonRecord[]> {
  const { skip: _, ...scan } = rest.scan
  const reached = await stepsOver({ ...rest, scan }, skip)
  if (reached === undefined) return
  let { dropped } = reached
  for await (const records of restRecords({ ...rest, scan: { ...scan, soql: reached.soql } })) {
    const kept = dropped === 0 ? records : records.slice(dropped)
    rest.recorder.countRows(records.length - kept.length)
    dropped = Math.max(0, dropped - records.length)
    if (kept.length > 0) yield kept
  }
}

/** What is left to ask for; undefined where there are not so many rows. */
async function stepsOver(
  rest: RestScan,
  { steps, keys, stepBehind, isExact, rowsBehind }: RowSkip,
): Promise<ReturnType<RowSkip['rowsBehind']> | undefined> {
  const placeOf = placeReader(keys)
  let place: KeyPlace | undefined
  for (let taken = 0; taken < steps; taken++) {
    const record = await onlyRecord({ ...rest, scan: { ...rest.scan, soql: stepBehind(place) } })
    if (record === undefined) return undefined
    const next = placeOf(record)
    if (!isExact(next)) return rowsBehind(place, taken)
    place = next
  }
  return rowsBehind(place, steps)
}

async function onlyRecord(rest: RestScan): Promise<JsonRecord | undefined> {
  let found: JsonRecord | undefined
  for await (const records of restRecords(rest)) found ??= records[0]
  if (found !== undefined) rest.recorder.countRows(1)
  return found
}
