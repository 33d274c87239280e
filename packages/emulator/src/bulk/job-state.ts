import { datetimeText } from '../org/stored-value.js'

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted'

const TERMINAL_STATES: ReadonlySet<JobState> = new Set(['JobComplete', 'Failed', 'Aborted'])

/** The state of a job, and since when. */
export class JobProgress {
  readonly created: string
  #state: JobState
  #modified: string
  #begun: number | undefined
  #milliseconds = 0

  constructor(
    state: JobState,
    /** The org's clock. */
    readonly now: () => number,
  ) {
    this.#state = state
    this.created = datetimeText(now())
    this.#modified = this.created
  }

  get state(): JobState {
    return this.#state
  }

  get modified(): string {
    return this.#modified
  }

  get isTerminal(): boolean {
    return TERMINAL_STATES.has(this.#state)
  }

  /** How long the work took, or has taken up to now. */
  get processingTime(): number {
    return this.#begun === undefined ? this.#milliseconds : Math.round(performance.now() - this.#begun)
  }

  enter(state: JobState): void {
    if (state === 'InProgress') this.#begun = performance.now()
    else if (this.#begun !== undefined) {
      this.#milliseconds = this.processingTime
      this.#begun = undefined
    }
    this.#state = state
    this.#modified = datetimeText(this.now())
  }
}
