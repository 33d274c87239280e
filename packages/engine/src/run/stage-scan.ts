import type { EnoughRows, ScanPlan } from '@certsql/planner'
import type { DuckDbSession } from '../duckdb/duckdb-session.js'
import type { ScanRecorder } from '../execution-stats.js'
import { StagedTable } from '../stage/staged-table.js'
import type { Execution } from './execution.js'
import { INTERRUPTION_WORDS, interruptionOf } from './interruption.js'
import { keyedRequests } from './keyed-requests.js'
import { PassingRows } from './passing-rows.js'
import { type ScanBatch, scanBatches } from './scan-batches.js'
import { UniqueRecords } from './unique-records.js'

/** Fills the table of a scan, with several requests at a time where keys make several. */
export async function stageScan(scan: ScanPlan, session: DuckDbSession, execution: Execution): Promise<void> {
  const table = await StagedTable.create(session, scan.name, scan.columns)
  const recorder = execution.stats.scan(scan)
  try {
    const { requests, overlap } = await keyedRequests(scan, session, recorder, execution)
    const unique = overlap ? new UniqueRecords() : undefined
    const take = inTurn((batch: ScanBatch) => stageBatch(batch, table, unique))
    const { enough } = scan
    const fetched = requests.map((request) =>
      execution.slots.run(() =>
        enough === undefined
          ? fetchAll(request, recorder, take, execution)
          : fetchFirst(request, { enough, table, session, recorder, take, execution }),
      ),
    )
    await allOrStop(fetched, execution)
    await table.finish()
  } finally {
    table.abandon()
  }
}

/** When one request fails, the others are stopped; the failure is thrown when all have come to rest. */
async function allOrStop(requests: readonly Promise<void>[], execution: Execution): Promise<void> {
  const failures: unknown[] = []
  const rest = requests.map((request) =>
    request.catch((error: unknown) => {
      failures.push(error)
      execution.stop()
    }),
  )
  await Promise.all(rest)
  if (failures.length > 0) throw failures[0]
}

type Take = (batch: ScanBatch) => Promise<void>

async function fetchAll(
  request: ScanPlan,
  recorder: ScanRecorder,
  take: Take,
  execution: Execution,
): Promise<void> {
  for await (const batch of scanBatches(request, execution, recorder)) await take(batch)
}

interface FirstPages {
  readonly enough: EnoughRows
  readonly table: StagedTable
  readonly session: DuckDbSession
  readonly recorder: ScanRecorder
  readonly take: Take
  readonly execution: Execution
}

/** Until enough rows pass; all rows where they may be far, and where pages in order break off, which cannot go on. */
async function fetchFirst(request: ScanPlan, first: FirstPages): Promise<void> {
  const { table, recorder, take, execution } = first
  const whole = await fetchUntilEnough(request, first)
  if (whole === undefined) return
  await table.clear()
  if (whole.transport.kind === 'bulk') recorder.moveTo('bulk')
  await fetchAll(whole, recorder, take, execution)
}

/** The scan that has to be made instead, if there is one. */
async function fetchUntilEnough(
  request: ScanPlan,
  { enough, table, session, recorder, take, execution }: FirstPages,
): Promise<ScanPlan | undefined> {
  const { object, keyset } = request
  const passing = new PassingRows(enough, table, session)
  try {
    for await (const batch of scanBatches(request, execution, recorder, passing.wanted)) {
      await take(batch)
      if (await passing.areEnough()) return undefined
      const { progress } = recorder
      const job = progress && enough.asJob(progress)
      if (job === undefined) continue
      const message = `${object} was read with a Bulk job: its first pages were not enough.`
      execution.notices.tell('movedToBulk', message)
      return job
    }
    return undefined
  } catch (error) {
    const interruption = keyset === undefined ? interruptionOf(error) : undefined
    if (interruption === undefined) throw error
    const message = `While ${object} was read in order, ${INTERRUPTION_WORDS[interruption]}; all of it was fetched instead.`
    execution.notices.tell('scanResumed', message)
    return enough.inNoOrder()
  }
}

async function stageBatch(
  batch: ScanBatch,
  table: StagedTable,
  unique: UniqueRecords | undefined,
): Promise<void> {
  if (batch.kind === 'csv') batch.countRows(await table.appendCsv(batch.csv))
  else await table.append(unique === undefined ? batch.records : unique.take(batch.records))
}

/** A table takes one batch after the other. */
function inTurn<Input>(work: (input: Input) => Promise<void>): (input: Input) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return (input) => {
    const mine = last.then(() => work(input))
    last = mine.catch(() => undefined)
    return mine
  }
}
