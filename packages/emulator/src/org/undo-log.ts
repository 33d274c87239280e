/**
 * How to take back what was written, the last first. Attempts may be nested: what an inner one keeps, an outer one can
 * still take back.
 */
export class UndoLog {
  readonly #steps: (() => void)[] = []
  #depth = 0

  /** Notes how to undo what was just done. */
  add(undo: () => void): void {
    if (this.#depth > 0) this.#steps.push(undo)
  }

  /** Does something; when it throws, or when its result is not to be kept, everything is as before. */
  attempt<Result>(work: () => Result, isKept: (result: Result) => boolean): Result {
    const mark = this.#steps.length
    this.#depth++
    try {
      const result = work()
      if (!isKept(result)) this.#undo(mark)
      return result
    } catch (error) {
      this.#undo(mark)
      throw error
    } finally {
      this.#depth--
      if (this.#depth === 0) this.#steps.length = 0
    }
  }

  #undo(mark: number): void {
    while (this.#steps.length > mark) this.#steps.pop()?.()
  }
}
