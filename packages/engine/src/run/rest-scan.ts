import { CertSqlError, type JsonRecord } from '@certsql/core'
import type { KeysetQuery, ScanPlan } from '@certsql/planner'
import type { ScanRecorder } from '../execution-stats.js'
import type { QueryPage } from '../remote-source.js'
import { countedRequests } from './counted-requests.js'
import { DeliveredIds, recordId } from './delivered-ids.js'
import type { Execution } from './execution.js'
import { INTERRUPTION_WORDS, type Interruption, interruptionOf } from './interruption.js'
import type { WantedRows } from './row-window.js'

/** A scan under way over REST. */
export interface RestScan {
  readonly scan: ScanPlan
  readonly recorder: ScanRecorder
  readonly execution: Execution
  /** Looks at each page before it is handed out; may throw to end the scan. */
  readonly inspect: (page: QueryPage) => void
  /** A query that runs for too long is better off as a Bulk job, as long as no record has been handed out. */
  readonly mayMove: boolean
  /** Present: only some rows are wanted, and a page that may not be needed is not asked for ahead. */
  readonly wanted: WantedRows | undefined
}

/**
 * The records of a scan over REST. Every record comes exactly once, or the scan fails.
 *
 * The transport repeats what can be repeated at the same address, so what arrives here are the ends of a cursor: the org
 * forgot it, the query ran for too long, or rows are missing at the end. Then the scan goes on **by Ids**: the same query
 * with `Id > last ORDER BY Id LIMIT n`, from the lowest Id, without those records that have been handed out. Why that is
 * right:
 *
 * - *Never twice.* Each record of an object has one Id, which never changes and comes with it whether it is selected or
 *   not (`attributes.url`). What was handed out is remembered by Id, also while going by Ids.
 * - *Never skipped.* The walk ends only at a page that is not full, and between two requests it stands at an Id; a request
 *   that fails is asked again from there. Every record that fits the query all the while has some Id, is passed by the
 *   walk at it, and is handed out then unless it was before.
 * - *Whatever changes meanwhile.* A record that is changed after it was handed out is not handed out again; one that
 *   begins or ceases to fit while the scan runs may be in the answer or not, as with any cursor of the org, whose pages
 *   are no snapshot either. (With offsets, or "the rows after the 4,000th", a deletion would move rows across the seam.)
 *
 * It is not done where a record was handed out twice before anybody noticed, nor where rows have an order or an offset, which a walk in another order would lose: those fail, cleanly.
 * A LIMIT without an order asks for any so many records, and gets them.
 */
export async function* restRecords(rest: RestScan): AsyncGenerator<readonly JsonRecord[]> {
  const { scan, execution } = rest
  const delivered = new DeliveredIds()
  let interruption: Interruption
  try {
    for await (const page of pagesOf(scan.soql, rest)) {
      rest.inspect(page)
      if (scan.keyset !== undefined && !isWholeResult(page)) delivered.add(page.records)
      yield page.records
    }
    return
  } catch (error) {
    const found = interruptionOf(error)
    if (found === undefined || scan.keyset === undefined || !delivered.isReliable) throw error
    if (found === 'tookTooLong' && rest.mayMove && delivered.count === 0) throw error
    interruption = found
  }
  execution.notices.tell(
    'scanResumed',
    `While ${scan.object} was read, ${INTERRUPTION_WORDS[interruption]}; the rest was fetched in the order of Ids.`,
  )
  yield* walkByIds(scan.keyset, delivered, rest)
}

/** Nothing can happen to the rest of it: most queries end on one page, and cost nothing here. */
function isWholeResult({ done, records, totalSize }: QueryPage): boolean {
  return done && records.length === totalSize
}

/** After so many failures without a new record in between, the walk gives up. */
const MOST_FAILURES = 3

/** A query that runs for too long is asked for fewer records, down to this. */
const FEWEST_RECORDS = 100

async function* walkByIds(
  keyset: KeysetQuery,
  delivered: DeliveredIds,
  rest: RestScan,
): AsyncGenerator<readonly JsonRecord[]> {
  let { pageSize } = keyset
  let last: string | undefined
  let failures = 0
  for (;;) {
    const from = last
    let received = 0
    try {
      for await (const { records } of pagesOf(keysetSoql(keyset, last, pageSize), rest)) {
        received += records.length
        last = lastId(records) ?? last
        const fresh = takeMost(delivered.without(records), keyset.most, delivered.count)
        delivered.add(fresh)
        if (fresh.length > 0) yield fresh
        if (keyset.most !== undefined && delivered.count >= keyset.most) return
      }
    } catch (error) {
      const interruption = interruptionOf(error)
      if (last !== from) failures = 0
      if (interruption === undefined || ++failures > MOST_FAILURES) throw gaveUp(error, delivered.count)
      if (interruption === 'tookTooLong') pageSize = Math.max(FEWEST_RECORDS, Math.ceil(pageSize / 4))
      continue
    }
    if (received < pageSize) return
    if (last === from) throw noProgress()
    failures = 0
  }
}

function keysetSoql({ first, before, after }: KeysetQuery, last: string | undefined, count: number): string {
  return `${last === undefined ? first : `${before}'${last}'${after}`} LIMIT ${count}`
}

function lastId(records: readonly JsonRecord[]): string | undefined {
  const record = records.at(-1)
  const id = record && recordId(record)
  if (record !== undefined && id === undefined) throw noProgress()
  return id
}

function takeMost(
  records: readonly JsonRecord[],
  most: number | undefined,
  delivered: number,
): readonly JsonRecord[] {
  return most === undefined ? records : records.slice(0, most - delivered)
}

/** The pages of one query, counted, within the budget, to its end. */
async function* pagesOf(
  soql: string,
  { scan, recorder, execution, wanted }: RestScan,
): AsyncGenerator<QueryPage> {
  const { context } = execution
  const { pageSize } = context.options
  const pages = context.source.query(soql, {
    ...countedRequests(recorder, execution),
    includeDeleted: scan.includeDeleted,
    ...(pageSize !== undefined && { pageSize }),
    ...(wanted !== undefined && {
      readAhead: ({ records }: QueryPage) => wanted.areMoreThan(records.length),
    }),
  })
  let received = 0
  let last: QueryPage | undefined
  for await (const page of pages) {
    recorder.countPage(page.totalSize)
    last = page
    received += page.records.length
    yield page
  }
  if (last !== undefined) requireComplete(scan, last, received)
}

function requireComplete(scan: ScanPlan, last: QueryPage, received: number): void {
  if (last.done && received === last.totalSize) return
  throw new CertSqlError({
    code: 'CERT-6004',
    message: `The org promised ${last.totalSize} records of ${scan.object} and sent ${received}.`,
    hint: 'run the statement again; records may have been deleted while it ran',
  })
}

function gaveUp(error: unknown, delivered: number): unknown {
  if (!(error instanceof CertSqlError) || error.code === 'CERT-7006') return error
  const { code, message, hint, org } = error
  const done = `after ${delivered.toLocaleString('en')} records and an attempt to go on in the order of Ids`
  return new CertSqlError({
    code,
    message: `${message.replace(/\.$/, '')}, ${done}.`,
    hint,
    org,
    cause: error,
  })
}

function noProgress(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6004',
    message: 'The result is not whole: the scan was interrupted, and could not go on in the order of Ids.',
    hint: 'run the statement again',
  })
}
