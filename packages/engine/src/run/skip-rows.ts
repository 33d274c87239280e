import type { JsonRecord } from '@certsql/core'
import { type KeyPlace, queryBehind, type RowSkip, type ScanPlan } from '@certsql/planner'
import { placeReader } from './place-reader.js'
import { type RestScan, restRecords } from './rest-scan.js'

/**
 * The scan behind the rows that it skips, found step by step; undefined where there are not so many rows. Like the pages of a
 * query, steps see the records of their moment: what is added or deleted meanwhile may move a row across.
 */
export async function skipRows(
  rest: RestScan,
  { step, steps, query, keys }: RowSkip,
): Promise<ScanPlan | undefined> {
  const placeOf = placeReader(keys)
  const { skip: _, ...scan } = rest.scan
  let place: KeyPlace | undefined
  for (let taken = 0; taken < steps; taken++) {
    const record = await onlyRecord({ ...rest, scan: { ...scan, soql: queryBehind(step, keys, place) } })
    if (record === undefined) return undefined
    place = placeOf(record)
  }
  return { ...scan, soql: queryBehind(query, keys, place) }
}

async function onlyRecord(rest: RestScan): Promise<JsonRecord | undefined> {
  let found: JsonRecord | undefined
  for await (const records of restRecords(rest)) found ??= records[0]
  if (found !== undefined) rest.recorder.countRows(1)
  return found
}
