import { cancelledError, throwIfCancelled } from './abort.js'

interface Waiter {
  readonly enter: () => void
}

/** Lets at most `most` pieces of work run at once; the others wait in line, and may leave it. */
export class ConcurrencyLimiter {
  #running = 0
  readonly #line: Waiter[] = []

  constructor(private readonly most: number) {}

  async run<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    throwIfCancelled(signal)
    if (this.#running < this.most) this.#running++
    else await this.#standInLine(signal)
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  /** The place of whoever leaves goes straight to the first in line, so `#running` does not change. */
  #leave(): void {
    const next = this.#line.shift()
    if (next === undefined) this.#running--
    else next.enter()
  }

  #standInLine(signal: AbortSignal | undefined): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        this.#line.splice(this.#line.indexOf(waiter), 1)
        if (signal !== undefined) reject(cancelledError(signal))
      }
      const waiter: Waiter = {
        enter: () => {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        },
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      this.#line.push(waiter)
    })
  }
}
