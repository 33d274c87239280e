import type { ScanPlan, ScanProgress } from '@certsql/planner'
import { BusyTime } from './busy-time.js'
import type { JobFigures, JobLook, RequestFigures } from './remote-source.js'

/** What a statement cost, measured. */
export interface ExecutionStats {
  readonly apiCalls: number
  /** Pages of records that came from the org, over REST or Bulk. */
  readonly pages: number
  /** Records that came from the org. */
  readonly rowsFetched: number
  /** Bytes that came from the org, as they travelled. */
  readonly bytes: number
  /** Attempts after faults, beyond the first of each request. */
  readonly retries: number
  /**
   * Time in which requests waited instead of being under way: in line behind others, between attempts, between two looks
   * at a Bulk job. Added up over all of them, so it may be longer than the statement took.
   */
  readonly waitMilliseconds: number
  /** Bulk jobs that were made. */
  readonly bulkJobs: number
  /** Rows of the answer that were handed out. */
  readonly rows: number
  /** From the start to the end, or until now. */
  readonly milliseconds: number
  /** From the start to the first batch; absent as long as there is none. */
  readonly firstRowMilliseconds?: number
  readonly phases: ExecutionPhases
  readonly scans: readonly ScanStats[]
}

/** What a statement's time went into. The next page is on its way while one is read, so phases may overlap. */
export interface ExecutionPhases {
  /** In which some request was under way or waiting, Bulk jobs included. */
  readonly orgMilliseconds: number
  /** In which DuckDB worked. */
  readonly localMilliseconds: number
  /** In which whoever reads the rows was busy with them. */
  readonly readerMilliseconds: number
}

export interface ScanStats {
  /** The id of the scan in the plan. */
  readonly id: number
  readonly name: string
  readonly object: string
  readonly soql: string
  /** How its last rows came. */
  readonly transport: 'rest' | 'bulk'
  readonly apiCalls: number
  readonly pages: number
  readonly rows: number
  readonly bytes: number
  readonly retries: number
  readonly waitMilliseconds: number
  readonly bulkJobs: number
  /** Present: the Bulk job as it was seen last. */
  readonly job?: JobLook
  /** Present: a bind join asked for the rows that meet so many keys, with so many queries. */
  readonly keyed?: { readonly keys: number; readonly queries: number }
  /** Time spent in requests. */
  readonly milliseconds: number
  /** Rows that the org says there are, once its first page has come. */
  readonly expectedRows?: number
}

/** Counts while a plan runs. */
export class StatsRecorder {
  private readonly start = performance.now()
  private end: number | undefined
  private firstRow: number | undefined
  private rows = 0
  private readonly scans: ScanRecorder[] = []
  private readonly questions: ScanRecorder[] = []
  private readonly orgTime = new BusyTime()
  private readonly localTime = new BusyTime()
  private readerMilliseconds = 0

  scan(plan: ScanPlan): ScanRecorder {
    const recorder = new ScanRecorder(plan, this.orgTime)
    this.scans.push(recorder)
    return recorder
  }

  countRows(rows: number): void {
    this.firstRow ??= performance.now()
    this.rows += rows
  }

  /** Calls that are over, and those under way. */
  get callsTaken(): number {
    return [...this.scans, ...this.questions].reduce((sum, scan) => sum + scan.callsTaken, 0)
  }

  get callsUnderWay(): number {
    return [...this.scans, ...this.questions].reduce((sum, scan) => sum + scan.callsUnderWay, 0)
  }

  /** For a question about a scan before it begins: its calls count, and it is no scan. */
  question(plan: ScanPlan): ScanRecorder {
    const recorder = new ScanRecorder(plan, this.orgTime)
    this.questions.push(recorder)
    return recorder
  }

  /** DuckDB has worked since then. */
  countLocalWork(start: number): void {
    this.localTime.add(start, performance.now())
  }

  /** The reader of the rows was busy since then. */
  countReading(start: number): void {
    this.readerMilliseconds += performance.now() - start
  }

  finish(): void {
    this.end ??= performance.now()
  }

  snapshot(): ExecutionStats {
    const scans = this.scans.map((scan) => scan.snapshot())
    const all = [...scans, ...this.questions.map((one) => one.snapshot())]
    return {
      apiCalls: total(all, 'apiCalls'),
      pages: total(all, 'pages'),
      rowsFetched: total(all, 'rows'),
      bytes: total(all, 'bytes'),
      retries: total(all, 'retries'),
      waitMilliseconds: total(all, 'waitMilliseconds'),
      bulkJobs: total(all, 'bulkJobs'),
      rows: this.rows,
      milliseconds: (this.end ?? performance.now()) - this.start,
      ...(this.firstRow !== undefined && { firstRowMilliseconds: this.firstRow - this.start }),
      phases: {
        orgMilliseconds: this.orgTime.milliseconds,
        localMilliseconds: this.localTime.milliseconds,
        readerMilliseconds: this.readerMilliseconds,
      },
      scans,
    }
  }
}

export class ScanRecorder {
  private apiCalls = 0
  private pages = 0
  private rows = 0
  private bytes = 0
  private retries = 0
  private waitMilliseconds = 0
  private bulkJobs = 0
  private milliseconds = 0
  private transport: 'rest' | 'bulk'
  private keyed: ScanStats['keyed']
  private job: JobLook | undefined
  private underWay = 0
  private expectedRows: number | undefined

  constructor(
    private readonly plan: ScanPlan,
    private readonly orgTime: BusyTime,
  ) {
    this.transport = plan.transport.kind
  }

  /** It goes on another way than planned. */
  moveTo(transport: 'rest' | 'bulk'): void {
    this.transport = transport
  }

  useKeys(keys: number, queries: number): void {
    this.keyed = { keys, queries }
  }

  get callsUnderWay(): number {
    return this.underWay
  }

  get callsTaken(): number {
    return this.apiCalls + this.underWay
  }

  beginRequest(): void {
    this.underWay++
  }

  /** A request is over. Those that take a job away were never begun. */
  countRequest(request: RequestFigures): void {
    this.underWay = Math.max(0, this.underWay - 1)
    this.apiCalls += request.apiCalls
    this.bytes += request.bytes
    this.retries += request.retries
    this.waitMilliseconds += request.waitMilliseconds
    this.milliseconds += request.milliseconds
    this.countOrgTime(request.milliseconds)
  }

  noteJob({ state, rows }: JobLook): void {
    this.job = { state, rows }
  }

  countJob(job: JobFigures): void {
    this.bulkJobs++
    this.waitMilliseconds += job.waitMilliseconds
    this.countOrgTime(job.milliseconds)
  }

  countPage(totalSize?: number): void {
    this.pages++
    // What is asked for after an interruption is the rest of the first.
    this.expectedRows ??= totalSize
  }

  countRows(rows: number): void {
    this.rows += rows
  }

  /** Over REST; undefined before the org has told how much it found. */
  get progress(): ScanProgress | undefined {
    const { transport, expectedRows: found, rows: read, pages } = this
    return transport === 'bulk' || found === undefined ? undefined : { found, read, pages }
  }

  snapshot(): ScanStats {
    const { id, name, object, soql } = this.plan
    const { transport, apiCalls, pages, rows, bytes, retries, waitMilliseconds, bulkJobs, milliseconds } =
      this
    const counted = { apiCalls, pages, rows, bytes, retries, waitMilliseconds, bulkJobs, milliseconds }
    const { expectedRows, job } = this
    const expected = expectedRows === undefined ? {} : { expectedRows }
    const seen = job === undefined ? {} : { job }
    const figures = { id, name, object, soql, transport, ...counted, ...expected, ...seen }
    return this.keyed === undefined ? figures : { ...figures, keyed: this.keyed }
  }

  /** It is over now, and has taken so long. */
  private countOrgTime(milliseconds: number): void {
    const end = performance.now()
    this.orgTime.add(end - milliseconds, end)
  }
}

type CountedFigure = 'apiCalls' | 'pages' | 'rows' | 'bytes' | 'retries' | 'waitMilliseconds' | 'bulkJobs'

function total(scans: readonly ScanStats[], figure: CountedFigure): number {
  return scans.reduce((sum, scan) => sum + scan[figure], 0)
}
