import { COLLECTIONS_PER_CALL, type WriteRoad } from '@certsql/planner'
import { throwIfCancelled } from '../cancellation.js'
import type { RecordWrite, WriteOperation } from '../remote-writes.js'
import { byParent } from './by-parent.js'
import { chunksOf } from './chunks-of.js'
import { ingestRows } from './ingest-rows.js'
import { isLocked, lockPause, MOST_LOCK_RETRIES } from './lock-retries.js'
import type { PendingRow } from './pending-row.js'
import type { Sending } from './sending.js'

/** Rows of one operation, as many as a collection takes. */
type Batch = readonly PendingRow[]
/** What one request holds. */
type Call = readonly Batch[]

/** Sends the rows over their road; what becomes of each is in the report. Stops at a failure if all or none is asked. */
export async function sendRows(
  rows: readonly PendingRow[],
  road: WriteRoad['kind'],
  sending: Sending,
): Promise<void> {
  switch (road) {
    case 'none':
    case 'graph':
      return
    case 'bulk': {
      const left = await ingestRows(rows, sending)
      return await sendCalls(inCalls(byParent(left), sending, 1), sending)
    }
    case 'single':
    case 'collection':
      return await sendCalls(inCalls(rows, sending, 1), sending)
    case 'composite':
      return await sendCalls(inCalls(rows, sending, COLLECTIONS_PER_CALL), sending)
  }
}

/** Operations in an order in which they are least in each other's way: what goes frees names that others take. */
const ORDER: readonly WriteOperation[] = ['delete', 'undelete', 'update', 'upsert', 'insert']

export function inBatches(rows: readonly PendingRow[], size: number): readonly Batch[] {
  return ORDER.flatMap((operation) =>
    chunksOf(
      rows.filter(({ action }) => action.operation === operation),
      size,
    ),
  )
}

function inCalls(rows: readonly PendingRow[], { context }: Sending, perCall: number): readonly Call[] {
  return chunksOf(inBatches(rows, context.settings.batchSize), perCall)
}

/** One after the other: records of one parent in two requests at a time would lock each other out. */
async function sendCalls(calls: readonly Call[], sending: Sending): Promise<void> {
  const { allOrNone } = sending.context.settings
  // A call that is the whole statement is all or none; of a larger one only the parts are.
  const mayDivide = !allOrNone || calls.length > 1
  for (const call of calls) {
    await sendCall(call, MOST_LOCK_RETRIES, mayDivide, sending)
    if (allOrNone && !isWritten(call, sending)) return
  }
}

/**
 * Sends a call, again where other work has locked its records: in smaller parts then, with the records of one parent
 * together, since it is parents that they wait for.
 */
async function sendCall(call: Call, retries: number, mayDivide: boolean, sending: Sending): Promise<void> {
  throwIfCancelled(sending.signal)
  await sendOnce(call, sending)
  const again = lockedRows(call, sending)
  if (again.length === 0 || retries === 0) return
  await lockPause(MOST_LOCK_RETRIES - retries, sending.signal)
  for (const part of mayDivide ? divided(again, call) : [call]) {
    await sendCall(part, retries - 1, mayDivide, sending)
    if (sending.context.settings.allOrNone && !isWritten(part, sending)) return
  }
}

async function sendOnce(call: Call, { object, context, report, options, ledger }: Sending): Promise<void> {
  const { allOrNone } = context.settings
  const writes = call.map((batch) => recordWrite(batch, object, allOrNone))
  const [only] = writes
  if (only === undefined) return
  const rows = call.flat()
  const number = await ledger?.sending(rows)
  const outcomes =
    writes.length === 1
      ? [await context.writes.writeRecords(only, options)]
      : await context.writes.writeComposite(writes, { ...options, allOrNone })
  for (const [index, batch] of call.entries()) {
    for (const [position, row] of batch.entries()) {
      const outcome = outcomes[index]?.[position]
      if (outcome !== undefined) report.set(row, outcome)
    }
  }
  if (number === undefined) return
  await ledger?.done(
    number,
    rows.map((row) => report.outcomeOf(row)),
  )
}

function recordWrite(batch: Batch, object: string, allOrNone: boolean): RecordWrite {
  const action = batch[0]?.action
  const key = action?.externalIdField
  return {
    operation: action?.operation ?? 'insert',
    object,
    ...(key !== undefined && { externalIdField: key.name }),
    records: batch.map(({ record }) => record),
    allOrNone,
  }
}

function isWritten(call: Call, { report }: Sending): boolean {
  return call.every((batch) => batch.every((row) => report.outcomeOf(row).kind === 'written'))
}

/** What failed for nothing but locks, and can be sent again: all of a call that was undone as a whole. */
function lockedRows(call: Call, { report, context }: Sending): readonly PendingRow[] {
  const rows = call.flat()
  const locked = rows.filter((row) => isLocked(report.outcomeOf(row)))
  if (!context.settings.allOrNone || locked.length === 0) return locked
  const isUndone = rows.every((row) => {
    const outcome = report.outcomeOf(row)
    return isLocked(outcome) || outcome.kind === 'rolledBack' || outcome.kind === 'notAttempted'
  })
  return isUndone ? rows : []
}

/** A quarter of the size each time: 200, 50, 12, 3. */
function divided(rows: readonly PendingRow[], call: Call): readonly Call[] {
  const largest = Math.max(...call.map((batch) => batch.length))
  const size = Math.max(1, Math.floor(largest / 4))
  return inBatches(byParent(rows), size).map((batch) => [batch])
}
