import type { ScanPlan } from '@certsql/planner'
import type { RequestFigures } from './remote-source.js'

/** What a statement cost, measured. */
export interface ExecutionStats {
  readonly apiCalls: number
  /** Records that came from the org. */
  readonly rowsFetched: number
  /** Bytes that came from the org, as they travelled. */
  readonly bytes: number
  /** Rows of the answer that were handed out. */
  readonly rows: number
  /** From the start to the end, or until now. */
  readonly milliseconds: number
  /** From the start to the first batch; absent as long as there is none. */
  readonly firstRowMilliseconds?: number
  readonly scans: readonly ScanStats[]
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
  readonly rows: number
  readonly bytes: number
  /** Time spent in requests. */
  readonly milliseconds: number
}

/** Counts while a plan runs. */
export class StatsRecorder {
  private readonly start = performance.now()
  private end: number | undefined
  private firstRow: number | undefined
  private rows = 0
  private readonly scans: ScanRecorder[] = []

  scan(plan: ScanPlan): ScanRecorder {
    const recorder = new ScanRecorder(plan)
    this.scans.push(recorder)
    return recorder
  }

  countRows(rows: number): void {
    this.firstRow ??= performance.now()
    this.rows += rows
  }

  finish(): void {
    this.end ??= performance.now()
  }

  snapshot(): ExecutionStats {
    const scans = this.scans.map((scan) => scan.snapshot())
    return {
      apiCalls: total(scans, 'apiCalls'),
      rowsFetched: total(scans, 'rows'),
      bytes: total(scans, 'bytes'),
      rows: this.rows,
      milliseconds: (this.end ?? performance.now()) - this.start,
      ...(this.firstRow !== undefined && { firstRowMilliseconds: this.firstRow - this.start }),
      scans,
    }
  }
}

export class ScanRecorder {
  private apiCalls = 0
  private rows = 0
  private bytes = 0
  private milliseconds = 0
  private transport: 'rest' | 'bulk'

  constructor(private readonly plan: ScanPlan) {
    this.transport = plan.transport.kind
  }

  /** It goes on another way than planned. */
  moveTo(transport: 'rest' | 'bulk'): void {
    this.transport = transport
  }

  countRequest(request: RequestFigures): void {
    this.apiCalls += request.apiCalls
    this.bytes += request.bytes
    this.milliseconds += request.milliseconds
  }

  countRows(rows: number): void {
    this.rows += rows
  }

  snapshot(): ScanStats {
    const { id, name, object, soql } = this.plan
    const { transport, apiCalls, rows, bytes, milliseconds } = this
    return { id, name, object, soql, transport, apiCalls, rows, bytes, milliseconds }
  }
}

function total(scans: readonly ScanStats[], figure: 'apiCalls' | 'rows' | 'bytes'): number {
  return scans.reduce((sum, scan) => sum + scan[figure], 0)
}
