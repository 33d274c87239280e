import { followAbort } from '../http/abort.js'

/** How long what has begun is seen to its end after a cancellation: jobs aborted, outcomes fetched. */
const RESCUE_MILLISECONDS = 30_000

/** What stops the work of an ingest, and when. */
export class IngestSignals {
  /** Nothing new is begun: the caller's signal, or the caller has left. */
  readonly #stop = new AbortController()
  /** What has begun is given up: some time after the caller's signal, or as soon as the caller has left. */
  readonly #giveUp = new AbortController()
  readonly #unfollow: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly callers: AbortSignal | undefined) {
    this.#unfollow = followAbort(callers, this.#stop)
    const onStop = () => {
      this.#timer = setTimeout(() => this.#giveUp.abort(), RESCUE_MILLISECONDS)
      this.#timer.unref()
    }
    if (this.#stop.signal.aborted) onStop()
    else this.#stop.signal.addEventListener('abort', onStop, { once: true })
  }

  get stop(): AbortSignal {
    return this.#stop.signal
  }

  get giveUp(): AbortSignal {
    return this.#giveUp.signal
  }

  /** The caller's own signal, where that is what stopped it. */
  get cancelledBy(): AbortSignal | undefined {
    return this.callers?.aborted === true ? this.callers : undefined
  }

  /** The caller does not want to know any more. */
  leave(): void {
    this.#stop.abort()
    this.#giveUp.abort()
  }

  release(): void {
    this.#unfollow()
    clearTimeout(this.#timer)
  }
}
