import { internalError } from '@certsql/core'
import type {
  IngestedPortion,
  IngestJob,
  RemoteWriteOptions,
  RowOutcome,
  WriteRecord,
} from '../remote-writes.js'
import { isLocked } from './lock-retries.js'
import type { PendingRow } from './pending-row.js'
import type { Sending } from './sending.js'
import type { WriteLedger } from './write-ledger.js'

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
  sending: Sending,
): Promise<readonly PendingRow[]> {
  const { context, report, ledger } = sending
  const sayable = rows.filter(({ record }) => isSayable(record))
  if (sayable.length > 0) {
    const outcomeOf = (row: PendingRow) => report.outcomeOf(row)
    const notes = ledger === undefined ? undefined : new PortionNotes(sayable, ledger, outcomeOf)
    await ingestedOutcomes(sayable, sending, notes === undefined ? {} : { onJob: notes.onJob })
    await notes?.finish()
  }
  const locked = sayable.filter((row) => isLocked(report.outcomeOf(row)))
  const others = rows.filter(({ record }) => !isSayable(record))
  // Where a failure ends the statement, no more is begun after one.
  const isWell = sayable.every((row) => report.outcomeOf(row).kind === 'written' || locked.includes(row))
  return context.settings.allOrNone && !isWell ? [] : [...locked, ...others]
}

/** Runs the job and puts its outcomes into the report, as they come. */
export async function ingestedOutcomes(
  rows: readonly PendingRow[],
  { object, context, report, options }: Sending,
  more: Pick<RemoteWriteOptions, 'onJob' | 'resume'>,
): Promise<readonly (RowOutcome | undefined)[]> {
  const job = jobOf(rows, object)
  for await (const outcomes of context.writes.ingest(job, inParts(rows), { ...options, ...more })) {
    for (const { index, outcome } of outcomes) {
      const row = rows[index]
      if (row !== undefined) report.set(row, outcome)
    }
  }
  return rows.map((row) => report.outcomeOf(row))
}

function jobOf(rows: readonly PendingRow[], object: string): IngestJob {
  const action = rows[0]?.action
  const { operation, externalIdField } = action ?? {}
  if (operation === undefined || operation === 'undelete')
    throw internalError('Bulk was to undelete records.')
  return {
    operation,
    object,
    ...(externalIdField !== undefined && { externalIdField: externalIdField.name }),
    columns: columnsOf(rows),
  }
}

/** Notes each portion when the org may begin to write it, and what became of it before its job is taken away. */
class PortionNotes {
  /** Portions under way, by the job that has them. */
  private readonly noted = new Map<
    string,
    { readonly number: number; readonly rows: readonly PendingRow[] }
  >()

  constructor(
    private readonly rows: readonly PendingRow[],
    private readonly ledger: WriteLedger,
    private readonly outcomeOf: (row: PendingRow) => RowOutcome,
  ) {}

  readonly onJob = async ({ from, to, jobId, state }: IngestedPortion): Promise<void> => {
    if (state === 'done') return await this.settle(jobId)
    if (state !== 'closing' || this.noted.has(jobId)) return
    const rows = this.rows.slice(from, to)
    this.noted.set(jobId, { number: await this.ledger.sending(rows, jobId), rows })
  }

  /** Portions that were stopped, or have rows in doubt, are never told to be done. */
  async finish(): Promise<void> {
    for (const jobId of [...this.noted.keys()]) await this.settle(jobId)
  }

  private async settle(jobId: string): Promise<void> {
    const noted = this.noted.get(jobId)
    if (noted === undefined) return
    this.noted.delete(jobId)
    await this.ledger.done(noted.number, noted.rows.map(this.outcomeOf))
  }
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
      columns.add(isParent(value) ? parentColumn(name, value) : name)
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
