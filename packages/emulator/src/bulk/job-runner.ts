/** Something that takes a while and can be called off. */
export interface RunnableJob {
  /** Called off, deleted: nothing more is to be done. */
  readonly isCancelled: boolean
  begin(): void
  /** The work, in steps short enough to let requests be answered in between. */
  steps(): Iterable<void>
  finish(): void
  fail(error: unknown): void
}

/** Runs jobs a little at a time. */
export class JobRunner {
  readonly #timers = new Set<NodeJS.Timeout>()
  #isClosed = false

  constructor(
    /** Every job takes at least so long, half of it before it begins. */
    readonly leastMs: number,
  ) {}

  start(job: RunnableJob): void {
    this.#after(this.leastMs / 2, () => {
      if (job.isCancelled) return
      job.begin()
      const begun = performance.now()
      this.#step(job, begun, job.steps()[Symbol.iterator]())
    })
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  #step(job: RunnableJob, begun: number, steps: Iterator<void>): void {
    if (job.isCancelled || this.#isClosed) return
    try {
      if (steps.next().done !== true) {
        setImmediate(() => this.#step(job, begun, steps))
        return
      }
    } catch (error) {
      job.fail(error)
      return
    }
    const left = this.leastMs / 2 - (performance.now() - begun)
    const finish = () => {
      if (!job.isCancelled) job.finish()
    }
    if (left > 0) this.#after(left, finish)
    else finish()
  }

  #after(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, milliseconds)
    // The org may end while jobs wait.
    timer.unref()
    this.#timers.add(timer)
  }
}
