/** Runs at most so many tasks at a time; the others wait in the order of their arrival. */
export class ConcurrencyLimit {
  private running = 0
  private readonly waiting: (() => void)[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = Math.max(1, most)
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.most) await new Promise<void>((start) => this.waiting.push(start))
    else this.running++
    try {
      return await task()
    } finally {
      // The place is handed on, so that nobody who comes in between can take it as well.
      const next = this.waiting.shift()
      if (next === undefined) this.running--
      else next()
    }
  }
}
