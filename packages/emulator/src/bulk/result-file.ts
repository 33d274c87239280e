/** Rows that were written together. */
interface Block {
  readonly bytes: Buffer
  /** Where each row begins, and at the end where the last one ends. */
  readonly offsets: Uint32Array
  readonly firstRow: number
}

/** The result of a job as a CSV file: written once, cut into pages of any size as often as anybody likes. */
export class ResultFile {
  readonly #blocks: Block[] = []
  #rows = 0

  constructor(
    /** The line of the column names, which every page repeats. */
    readonly header: string,
  ) {}

  get rows(): number {
    return this.#rows
  }

  /** Adds rows, each with its line ending. */
  append(lines: readonly string[]): void {
    if (lines.length === 0) return
    const text = lines.join('')
    const bytes = Buffer.from(text, 'utf8')
    // Where no character needs more than one byte, bytes need not be counted.
    const isAscii = bytes.length === text.length
    const offsets = new Uint32Array(lines.length + 1)
    let offset = 0
    lines.forEach((line, index) => {
      offset += isAscii ? line.length : Buffer.byteLength(line, 'utf8')
      offsets[index + 1] = offset
    })
    this.#blocks.push({ bytes, offsets, firstRow: this.#rows })
    this.#rows += lines.length
  }

  /** The header and the rows from this one on. */
  page(from: number, count: number): Buffer {
    const parts: Uint8Array[] = [Buffer.from(this.header, 'utf8')]
    const end = Math.min(from + count, this.#rows)
    for (const { bytes, offsets, firstRow } of this.#blocks) {
      const first = Math.max(0, from - firstRow)
      const last = Math.min(offsets.length - 1, end - firstRow)
      if (first < last) parts.push(bytes.subarray(offsets[first], offsets[last]))
    }
    return Buffer.concat(parts)
  }
}
