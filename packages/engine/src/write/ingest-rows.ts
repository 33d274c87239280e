import type { IngestJob, WriteRecord } from '../remote-writes.js'
import { isLocked } from './lock-retries.js'
import type { PendingRow } from './pending-row.js'
import type { Sending } from './send-rows.js'

/** Rows handed over at a time. */
const ROWS_PER_PART = 2_000

/** What a cell of Bulk's CSV holds to empty a field; as a text it cannot be sent. */
const EMPTY_FIELD = '#N/A'

/**
 * Writes rows by a Bulk job. What is left to be sent as collections is given back: rows that only waited for a lock, and
 * texts that a CSV of the platform cannot say.
 */
export async function ingestRows(
  rows: readonly PendingRow[],
  { object, context, report, options }: Sending,
): Promise<readonly PendingRow[]> {
  const sayable = rows.filter(({ record }) => isSayable(record))
  const [first] = sayable
  if (first === undefined) return rows
  const { operation, externalIdField } = first.action
  if (operation === 'undelete') return rows
  const job: IngestJob = {
    operation,
    object,
    ...(externalIdField !== undefined && { externalIdField: externalIdField.name }),
    columns: columnsOf(sayable),
  }
  for await (const outcomes of context.writes.ingest(job, inParts(sayable), options)) {
    for (const { index, outcome } of outcomes) {
      const row = sayable[index]
      if (row !== undefined) report.set(row, outcome)
    }
  }
  const { allOrNone } = context.settings
  const locked = sayable.filter((row) => isLocked(report.outcomeOf(row)))
  const others = rows.filter(({ record }) => !isSayable(record))
  // Where a failure ends the statement, no more is begun after one.
  const isWell = sayable.every((row) => report.outcomeOf(row).kind === 'written' || locked.includes(row))
  return allOrNone && !isWell ? [] : [...locked, ...others]
}

function isSayable(record: WriteRecord): boolean {
  return Object.values(record).every((value) => {
    if (typeof value !== 'object' || value === null) return value !== EMPTY_FIELD
    return !Object.values(value).includes(EMPTY_FIELD)
  })
}

async function* inParts(rows: readonly PendingRow[]): AsyncGenerator<readonly WriteRecord[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_PART) {
    yield rows.slice(start, start + ROWS_PER_PART).map(({ record }) => record)
  }
}

/** Every column that some record has, as Bulk names it. */
function columnsOf(rows: readonly PendingRow[]): readonly string[] {
  const columns = new Set<string>()
  for (const { record } of rows) {
    for (const [name, value] of Object.entries(record)) {
      if (isParent(value)) columns.add(parentColumn(name, value))
      else columns.add(name)
    }
  }
  return [...columns]
}

function isParent(value: WriteRecord[string] | undefined): value is WriteRecord {
  return typeof value === 'object' && value !== null && !('lexeme' in value)
}

/** `Account.Ext__c`, `User:Owner.Username` */
function parentColumn(name: string, parent: WriteRecord): string {
  const { attributes, ...keys } = parent
  const [key = ''] = Object.keys(keys)
  const type = isParent(attributes) ? attributes.type : undefined
  return `${typeof type === 'string' ? `${type}:` : ''}${name}.${key}`
}
