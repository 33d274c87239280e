import { CertSqlError } from '@certsql/core'
import { BulkCalls } from '../bulk/bulk-calls.js'
import type { BulkJob } from '../bulk/bulk-job.js'
import { discardJob } from '../bulk/discard-job.js'
import { finishedJob, type JobWaitOptions } from '../bulk/finished-job.js'
import { ignoreMissingResource } from '../bulk/missing-resource.js'
import { cancelledError, followAbort } from '../http/abort.js'
import { hooksOf, type RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { ExtractDownload } from './extract-download.js'
import { ExtractFolder } from './extract-folder.js'
import { ExtractLedger } from './extract-ledger.js'
import type { ExtractIdentity } from './ledger-entry.js'

export interface ExtractOptions extends RequestOptions, JobWaitOptions {
  /** The folder that gets the pages and the ledger. */
  readonly directory: string
  /** Goes on where the extract in that folder has ended; begins where there is none. */
  readonly resume?: boolean
  /** `queryAll`: deleted and archived rows too. */
  readonly includeDeleted?: boolean
  /** Called when it has to begin anew, with the reason. */
  readonly onRestart?: (why: string) => void
}

/** One page of an extract, on disk. */
export interface ExtractedPage {
  /** From 1. */
  readonly number: number
  /** A whole CSV file in UTF-8: a line of column names, then the rows; empty where there are no rows. */
  readonly path: string
  readonly bytes: number
  /** Its rows by the org's own count, where it gives one. */
  readonly rows: number | undefined
  /** Rows of the whole result, by the job. */
  readonly totalSize: number
  /** Downloaded by this run, and not found in the folder. */
  readonly isNew: boolean
  readonly done: boolean
}

export interface ExtractTarget extends ExtractIdentity {
  readonly caller: RestCaller
  readonly apiVersion: string
}

/**
 * The result of a query as files. Nothing happens before the first page is asked for; leaving the loop, an error and the
 * end of the process leave all that can be gone on with, and the job in the org.
 */
export function extractPages(target: ExtractTarget, options: ExtractOptions): AsyncIterable<ExtractedPage> {
  return { [Symbol.asyncIterator]: () => stoppable(target, options) }
}

/** Leaving the loop ends the wait and the requests in flight at once, even when somebody still waits for them. */
function stoppable(target: ExtractTarget, options: ExtractOptions): AsyncIterator<ExtractedPage> {
  const controller = new AbortController()
  const pages = generatePages(target, options, controller)
  return {
    next: () => pages.next(),
    return: () => {
      controller.abort()
      return pages.return(undefined)
    },
  }
}

async function* generatePages(
  target: ExtractTarget,
  options: ExtractOptions,
  controller: AbortController,
): AsyncGenerator<ExtractedPage, undefined> {
  const folder = new ExtractFolder(options.directory)
  const unlock = await folder.lock()
  const unfollow = followAbort(options.signal, controller)
  let ledger: ExtractLedger | undefined
  let extract: Extract | undefined
  try {
    ledger = await ExtractLedger.open(folder.ledgerPath)
    await begin(ledger, target, options)
    extract = new Extract(target, options, { folder, ledger, signal: controller.signal })
    yield* extract.pages()
  } catch (error) {
    throw options.signal?.aborted ? cancelledError(options.signal) : error
  } finally {
    controller.abort()
    unfollow()
    await extract?.settle()
    await ledger?.close()
    await unlock()
  }
}

/** Makes the ledger that of this extract, or refuses. */
async function begin(ledger: ExtractLedger, target: ExtractTarget, { resume = false }: ExtractOptions) {
  const { soql, includeDeleted, instanceUrl, apiVersion } = target
  const known = ledger.state.identity
  if (known === undefined) return await ledger.begin({ soql, includeDeleted, instanceUrl }, apiVersion)
  if (!resume)
    throw cannotGoOn('there is an extract in it already', 'resume goes on with it; else take another folder')
  if (known.instanceUrl !== instanceUrl) {
    throw cannotGoOn(`it is one of ${known.instanceUrl}`, 'connect to that org, or take another folder')
  }
  if (known.soql !== soql || known.includeDeleted !== includeDeleted) {
    throw cannotGoOn(
      `it is one of another query: ${known.soql}`,
      'ask the same query, or take another folder',
    )
  }
}

interface ExtractMeans {
  readonly folder: ExtractFolder
  readonly ledger: ExtractLedger
  readonly signal: AbortSignal
}

class Extract {
  #download: ExtractDownload | undefined

  constructor(
    private readonly target: ExtractTarget,
    private readonly options: ExtractOptions,
    private readonly means: ExtractMeans,
  ) {}

  async *pages(): AsyncGenerator<ExtractedPage> {
    const { folder, ledger } = this.means
    const isMissingPages = await this.#forgetDamagedPages()
    const isWhole = ledger.state.isWhole && !isMissingPages
    if (!isWhole) await this.#prepare()
    this.#download = new ExtractDownload(this.#calls(), folder, ledger)
    const totalSize = ledger.state.rows ?? 0
    let received = 0
    let isCounted = true
    let held: ExtractedPage | undefined
    for await (const page of this.#download.pages()) {
      if (held !== undefined) yield held
      received += page.rows ?? 0
      isCounted &&= page.rows !== undefined
      held = { ...page, path: folder.pagePath(page.number), totalSize, done: false }
    }
    if (isCounted && received !== totalSize) throw notWhole(received, totalSize)
    if (!isWhole) await this.#finish(held?.number ?? 0, totalSize)
    if (held !== undefined) yield { ...held, done: true }
  }

  /** Waits until nothing is written any more; requests must have been stopped before. */
  async settle(): Promise<void> {
    await this.#download?.settle()
  }

  /** A page that is not there as it was noted is one that has not come. Whether there are any. */
  async #forgetDamagedPages(): Promise<boolean> {
    const { folder, ledger } = this.means
    let missing = false
    for (const page of [...ledger.state.pages.values()]) {
      if (await folder.hasPage(page)) continue
      ledger.state.pages.delete(page.number)
      missing = true
    }
    return missing
  }

  /** Makes sure that there is a job, and that it has ended. */
  async #prepare(): Promise<void> {
    const { ledger, signal } = this.means
    const { onJob, onLook, pollMilliseconds } = this.options
    const job = (await this.#knownJob()) ?? (await this.#newJob())
    const { rows } = await finishedJob(this.#calls(), job, {
      signal,
      ...(onJob === undefined ? {} : { onJob }),
      ...(onLook === undefined ? {} : { onLook }),
      ...(pollMilliseconds === undefined ? {} : { pollMilliseconds }),
    })
    if (rows === undefined) throw notTold()
    if (ledger.state.rows === undefined) await ledger.note({ kind: 'complete', rows })
  }

  /** The job of the ledger. One that is gone, or has no result, takes all its pages along: a new one has other rows. */
  async #knownJob(): Promise<BulkJob | undefined> {
    const { jobId } = this.means.ledger.state
    if (jobId === undefined) return undefined
    const job = await this.#calls().look(jobId).catch(ignoreMissingResource)
    if (job !== undefined && job.state !== 'Failed' && job.state !== 'Aborted') return job
    await this.#beginAnew(
      job === undefined ? `the org no longer has the job ${jobId}` : `the job ${jobId} has failed`,
    )
    return undefined
  }

  async #newJob(): Promise<BulkJob> {
    const { soql, includeDeleted } = this.target
    const job = await this.#calls().create(soql, includeDeleted)
    await this.means.ledger.note({ kind: 'job', id: job.id })
    return job
  }

  async #beginAnew(why: string): Promise<void> {
    const { folder, ledger } = this.means
    const { soql, includeDeleted, instanceUrl, apiVersion } = this.target
    this.options.onRestart?.(why)
    await folder.removePages()
    await ledger.begin({ soql, includeDeleted, instanceUrl }, apiVersion)
  }

  async #finish(pages: number, rows: number): Promise<void> {
    const { ledger } = this.means
    const { jobId } = ledger.state
    await ledger.note({ kind: 'whole', pages, rows })
    // Taking the job away is not refused, whatever the calls cost.
    const { beforeRequest: _, ...hooks } = hooksOf(this.options)
    if (jobId !== undefined) await discardJob(this.#calls(hooks), { id: jobId, state: 'JobComplete' })
  }

  /** All calls about a job go out in one version of the API, also after an update of CertSQL or of the org. */
  #calls(hooks: RequestOptions = hooksOf(this.options)): BulkCalls {
    const { caller, apiVersion } = this.target
    const { signal, ledger } = this.means
    const version = ledger.state.identity?.apiVersion ?? apiVersion
    return new BulkCalls(caller, version, { ...hooks, signal })
  }
}

function cannotGoOn(why: string, hint: string): CertSqlError {
  return new CertSqlError({ code: 'CERT-8604', message: `The folder can't take this extract: ${why}.`, hint })
}

function notWhole(received: number, total: number): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6004',
    message: `The extract is not whole: its pages have ${received} rows, and the job has found ${total}.`,
    hint: 'begin again in another folder',
  })
}

function notTold(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6004',
    message: 'The extract is not whole: the job does not tell how many rows it found.',
    hint: 'begin again in another folder',
  })
}
