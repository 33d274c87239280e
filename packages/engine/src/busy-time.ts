interface Interval {
  readonly start: number
  readonly end: number
}

/** How long something was going on, when parts of it overlap: the length of the union. */
export class BusyTime {
  /** Apart from each other, in order. */
  private readonly intervals: Interval[] = []
  private total = 0

  get milliseconds(): number {
    return this.total
  }

  /** To be told when it is over: intervals come in the order of their ends. */
  add(start: number, end: number): void {
    let first = start
    let last = end
    for (let latest = this.intervals.at(-1); latest !== undefined && latest.end >= first; ) {
      first = Math.min(first, latest.start)
      last = Math.max(last, latest.end)
      this.total -= latest.end - latest.start
      this.intervals.pop()
      latest = this.intervals.at(-1)
    }
    this.intervals.push({ start: first, end: last })
    this.total += last - first
  }
}
