import { readFile } from 'node:fs/promises'
import { CertSqlError, type Column, type RowBatch } from '@certsql/core'
import type { PhysicalPlan, ScanPlan } from '@certsql/planner'
import { throwIfCancelled } from './cancellation.js'
import { csvCopier } from './decode/csv-copy.js'
import { csvRows } from './decode/csv-rows.js'
import { execute } from './execute.js'
import type { ExecutionContext } from './execution-context.js'
import type { ExecutionStats, ScanRecorder } from './execution-stats.js'
import type { Notice } from './notice.js'
import type { CsvPage, ExtractedFile, ExtractSource, RemoteSource } from './remote-source.js'
import { OutOfCalls, outOfCalls } from './run/call-budget.js'
import { countedRequests } from './run/counted-requests.js'
import { Execution } from './run/execution.js'
import { requireCallsForPlan } from './run/plan-budget.js'

export interface ExtractContext extends ExecutionContext {
  readonly source: RemoteSource & ExtractSource
}

export interface ExtractPlanOptions {
  readonly directory: string
  readonly resume: boolean
}

/** One page of an extract: a file as the org wrote it, and its rows as the statement means them. */
export interface ExtractedPage extends ExtractedFile {
  /** The rows of this page, read from its file; as often as wanted. */
  batches(): AsyncIterable<RowBatch>
  /**
   * The rows of this page as the lines of a CSV file, as `CsvWriter` writes them; undefined where they are not just
   * cells of the page.
   */
  readonly csvLines: (() => AsyncIterable<Uint8Array>) | undefined
}

/** An extract on its way; it can be read once. */
export interface ExtractStream extends AsyncIterable<ExtractedPage> {
  readonly columns: readonly Column[]
  /** Of this run; what an earlier one has cost is not in it. */
  readonly stats: ExecutionStats
  readonly notices: readonly Notice[]
}

/**
 * Runs a plan page by page, each page a file that stays. It must be one Bulk scan with row-wise work at most: then a page
 * has the same rows whenever it is read, and the pages together have all.
 */
export function extractPlan(
  plan: PhysicalPlan,
  context: ExtractContext,
  options: ExtractPlanOptions,
): ExtractStream {
  const scan = requireOneBulkScan(plan)
  const execution = new Execution(context)
  const pages = runToEnd({ plan, scan, execution, context, options })
  return {
    columns: plan.columns,
    get stats() {
      return execution.stats.snapshot()
    },
    get notices() {
      return execution.notices.all
    },
    [Symbol.asyncIterator]: () => pages,
  }
}

interface ExtractRun {
  readonly plan: PhysicalPlan
  readonly scan: ScanPlan
  readonly execution: Execution
  readonly context: ExtractContext
  readonly options: ExtractPlanOptions
}

async function* runToEnd(run: ExtractRun): AsyncGenerator<ExtractedPage> {
  const { plan, scan, execution, context, options } = run
  const copier = plan.kind === 'RemoteQuery' ? csvCopier(plan) : undefined
  const recorder = execution.stats.scan(scan)
  try {
    throwIfCancelled(execution.signal)
    // Nobody knows how much of it is there already.
    if (!options.resume) await requireCallsForPlan(plan, execution)
    for await (const file of filesOf(run, recorder)) {
      if (file.isNew) {
        recorder.countPage()
        recorder.countRows(file.rows ?? 0)
      }
      execution.stats.countRows(file.rows ?? 0)
      const handedOut = performance.now()
      yield {
        ...file,
        batches: () => execute(plan, { ...context, source: sourceOf(file) }),
        csvLines: copier === undefined ? undefined : () => copiedLines(file, copier),
      }
      execution.stats.countReading(handedOut)
      throwIfCancelled(execution.signal)
    }
  } catch (error) {
    throw error instanceof OutOfCalls ? outOfCalls(error.budget, execution) : error
  } finally {
    execution.stop()
  }
}

async function* copiedLines(
  { path }: ExtractedFile,
  copier: (csv: Buffer) => Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const csv = await readFile(path)
  if (csv.length > 0) yield* copier(csv)
}

function filesOf(
  { scan, execution, context, options }: ExtractRun,
  recorder: ScanRecorder,
): AsyncIterable<ExtractedFile> {
  const { bulkPollMilliseconds } = context.options
  return context.source.extract(scan.soql, {
    ...options,
    ...countedRequests(recorder, execution),
    includeDeleted: scan.includeDeleted,
    onJob: (job) => recorder.countJob(job),
    onLook: (look) => recorder.noteJob(look),
    onRestart: (why) => {
      execution.notices.tell('extractRestarted', `The extract was begun anew: ${why}.`)
    },
    ...(bulkPollMilliseconds !== undefined && { pollMilliseconds: bulkPollMilliseconds }),
  })
}

/** An org that has one page for the scan: the file. */
function sourceOf(file: ExtractedFile): RemoteSource {
  return {
    async *bulkQuery() {
      yield await readPage(file)
    },
    query: () => notInAPage('query'),
    recordCounts: () => notInAPage('recordCounts'),
    apiUsage: () => undefined,
  }
}

async function readPage({ path, rows }: ExtractedFile): Promise<CsvPage> {
  const csv = await readFile(path)
  return { csv, rows, totalSize: rows ?? countRows(csv), done: true }
}

function countRows(csv: Buffer): number {
  let lines = 0
  for (const rows of csvRows(csv)) lines += rows.length
  return Math.max(0, lines - 1)
}

function notInAPage(what: string): never {
  throw new Error(`A page of an extract has no ${what}.`)
}

/** The scan of a plan that can be extracted, or an error that tells why it can't. */
export function requireOneBulkScan(plan: PhysicalPlan): ScanPlan {
  if (plan.kind !== 'RemoteQuery' && plan.kind !== 'PagewiseQuery') {
    throw notExtractable(
      plan.kind === 'ConstantRows' || (plan.kind === 'StagedQuery' && plan.scans.length === 0)
        ? 'it asks the org for nothing'
        : 'rows of several pages are needed together, for a join, a sort or groups',
    )
  }
  const { scan, window } = plan
  if (window.count !== undefined || window.offset > 0) throw notExtractable('it has a LIMIT or an OFFSET')
  if (scan.transport.kind !== 'bulk') throw notExtractable(`Bulk does not read it, ${scan.transport.reason}`)
  return scan
}

function notExtractable(why: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-4001',
    message: `This statement can't be extracted page by page: ${why}.`,
    hint: 'extract SELECT columns FROM object WHERE …, or run it with query() or stream()',
  })
}
