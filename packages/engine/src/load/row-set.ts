/** Rows from the first to the last, both included. */
export type RowRange = readonly [first: number, last: number]

/** Consecutive rows as ranges, in their order. */
export function rangesOf(rows: Iterable<number>): readonly RowRange[] {
  const ranges: [number, number][] = []
  for (const row of Uint32Array.from(rows).sort()) {
    const last = ranges.at(-1)
    if (last !== undefined && row <= last[1] + 1) last[1] = row
    else ranges.push([row, row])
  }
  return ranges
}

export function countRows(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

export function* rowsOf(ranges: readonly RowRange[]): Generator<number> {
  for (const [first, last] of ranges) for (let row = first; row <= last; row++) yield row
}

/** Which rows of many: few ranges, of whatever length. */
export class RowSet {
  private readonly ranges: readonly RowRange[]

  /** In any order, and apart from one another. */
  constructor(ranges: readonly RowRange[]) {
    this.ranges = [...ranges].sort(([a], [b]) => a - b)
  }

  has(row: number): boolean {
    let from = 0
    let to = this.ranges.length
    while (from < to) {
      const middle = (from + to) >> 1
      const range = this.ranges[middle]
      if (range === undefined) return false
      const [first, last] = range
      if (row < first) to = middle
      else if (row > last) from = middle + 1
      else return true
    }
    return false
  }
}
