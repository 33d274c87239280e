import type { StatementStats } from '@certsql/driver'
import { displayWidth } from '../format/display-width.js'
import { dim } from '../format/style.js'
import type { TextOutput } from '../output/text-output.js'
import { plural } from './report-text.js'
import { type Surroundings, usesColour } from './surroundings.js'

/** What takes less is over before anybody wonders. */
const PATIENCE_MILLISECONDS = 1_000
const INTERVAL_MILLISECONDS = 250

/** A line on stderr that tells how far a statement is. */
export class ProgressLine {
  private timer: NodeJS.Timeout | undefined
  private isShown = false
  private readonly started = performance.now()

  private constructor(
    private readonly surroundings: Surroundings,
    private readonly text: (elapsed: number) => string,
  ) {
    this.timer = setInterval(this.draw, INTERVAL_MILLISECONDS)
    this.timer.unref()
  }

  /** Undefined where nobody would see it. */
  static start(
    surroundings: Surroundings,
    stats: () => StatementStats | undefined,
  ): ProgressLine | undefined {
    return ProgressLine.showing(surroundings, (elapsed) => progressText(stats(), elapsed))
  }

  /** The same for work that tells of itself in other words. */
  static showing(surroundings: Surroundings, text: (elapsed: number) => string): ProgressLine | undefined {
    const { stderr, environment } = surroundings
    if (stderr.isTTY !== true || environment.TERM === 'dumb') return undefined
    return new ProgressLine(surroundings, text)
  }

  /** An output before whose text the line is taken away. */
  above(output: TextOutput): TextOutput {
    return {
      write: async (text) => {
        if (text !== '') this.erase()
        await output.write(text)
      },
      finish: () => output.finish(),
      discard: () => output.discard(),
    }
  }

  stop(): void {
    clearInterval(this.timer)
    this.erase()
  }

  private readonly draw = (): void => {
    const elapsed = performance.now() - this.started
    if (elapsed < PATIENCE_MILLISECONDS) return
    const { stderr, environment } = this.surroundings
    const text = this.text(elapsed)
    const line =
      displayWidth(text) < (stderr.columns ?? 80) ? text : text.slice(0, (stderr.columns ?? 80) - 1)
    stderr.write(`\r\u001b[K${dim(line, usesColour(stderr, environment))}`)
    this.isShown = true
  }

  private erase(): void {
    if (this.isShown) this.surroundings.stderr.write('\r\u001b[K')
    this.isShown = false
  }
}

/** `3.2 s · 14 pages · 28,000 rows · 8,750 rows/s · 15 API calls · 1 Bulk job (InProgress, 20,000 rows)` */
export function progressText(stats: StatementStats | undefined, elapsed: number): string {
  const seconds = `${(elapsed / 1_000).toFixed(1)} s`
  if (stats === undefined) return `${seconds} · planning`
  const { pages, rowsFetched, apiCalls, retries } = stats
  const parts = [seconds, plural(pages, 'page'), plural(rowsFetched, 'row')]
  if (rowsFetched > 0)
    parts.push(`${Math.round(rowsFetched / (elapsed / 1_000)).toLocaleString('en-US')} rows/s`)
  parts.push(plural(apiCalls, 'API call'))
  const jobs = jobsText(stats)
  if (jobs !== undefined) parts.push(jobs)
  if (retries > 0) parts.push(`${retries} retries`)
  return `${parts.join(' · ')}${rest(stats, elapsed)}`
}

/** What the org is doing in Bulk jobs that are waited for; how many there were once they have ended. */
function jobsText({ scans, bulkJobs }: StatementStats): string | undefined {
  const running = scans.flatMap(({ job }) => (job === undefined || ENDED.includes(job.state) ? [] : [job]))
  if (running.length === 0) return bulkJobs === 0 ? undefined : plural(bulkJobs, 'Bulk job')
  const looks = running.map(({ state, rows = 0 }) => (rows > 0 ? `${state}, ${plural(rows, 'row')}` : state))
  return `${plural(running.length, 'Bulk job')} (${looks.join('; ')})`
}

const ENDED = ['JobComplete', 'Failed', 'Aborted']

/** Where the sizes of all results are known, when they will be there. */
function rest({ scans, rowsFetched }: StatementStats, elapsed: number): string {
  const expected = scans.reduce((sum, { expectedRows }) => sum + (expectedRows ?? Number.NaN), 0)
  if (!(expected > rowsFetched) || rowsFetched === 0) return ''
  const seconds = ((expected - rowsFetched) / rowsFetched) * (elapsed / 1_000)
  return ` · ${Math.round((rowsFetched / expected) * 100)} % · ${Math.ceil(seconds)} s left`
}
