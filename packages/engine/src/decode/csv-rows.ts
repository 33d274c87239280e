import { CertSqlError } from '@certsql/core'

/** Rows of some so many bytes are given at a time. */
const BYTES_OF_A_BATCH = 256 * 1024

const QUOTE = 0x22
const COMMA = 0x2c
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * The lines of a CSV file (RFC 4180) as cells, the line of names first, in batches. All lines have as many cells as the
 * first one: a file that was cut off or garbled is an error.
 *
 * Cells are cut out of the bytes, so that none of them keeps a larger text alive; five times as fast as a parser for
 * every dialect.
 */
export function* csvRows(csv: Buffer): Generator<readonly (readonly string[])[]> {
  const reader = new CsvReader(csv)
  while (!reader.atEnd) yield reader.batch(BYTES_OF_A_BATCH)
}

/** The names in the first line. */
export function csvHeader(csv: Buffer): readonly string[] {
  const reader = new CsvReader(csv)
  return reader.atEnd ? [] : reader.row()
}

class CsvReader {
  private position: number
  private width: number | undefined

  constructor(private readonly csv: Buffer) {
    this.position = csv.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
      ? BYTE_ORDER_MARK.length
      : 0
  }

  get atEnd(): boolean {
    return this.position >= this.csv.length
  }

  batch(bytes: number): readonly (readonly string[])[] {
    const end = this.position + bytes
    const rows: (readonly string[])[] = []
    while (!this.atEnd && this.position < end) rows.push(this.row())
    return rows
  }

  row(): readonly string[] {
    const cells: string[] = []
    do cells.push(this.csv[this.position] === QUOTE ? this.quotedCell() : this.bareCell())
    while (this.passComma())
    this.passLineEnd()
    this.width ??= cells.length
    if (cells.length !== this.width)
      throw notCsv(`a line has ${cells.length} cells and the first one ${this.width}`)
    return cells
  }

  /** Quotes inside are doubled. */
  private quotedCell(): string {
    const { csv } = this
    const start = this.position + 1
    let end = start
    let allBits = 0
    let hasQuotes = false
    for (;;) {
      const byte = csv[end]
      if (byte === undefined) throw notCsv('a quote is not closed')
      if (byte === QUOTE) {
        if (csv[end + 1] !== QUOTE) break
        hasQuotes = true
        end++
      }
      allBits |= byte
      end++
    }
    this.position = end + 1
    const text = this.text(start, end, allBits)
    return hasQuotes ? text.replaceAll('""', '"') : text
  }

  private bareCell(): string {
    const { csv } = this
    const start = this.position
    let end = start
    let allBits = 0
    for (; end < csv.length; end++) {
      const byte = csv[end] as number
      if (byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) break
      if (byte === QUOTE) throw notCsv('a quote stands inside of a cell')
      allBits |= byte
    }
    this.position = end
    return this.text(start, end, allBits)
  }

  /** Most cells are ASCII, which is read faster. */
  private text(start: number, end: number, allBits: number): string {
    return this.csv.toString(allBits < 0x80 ? 'latin1' : 'utf8', start, end)
  }

  private passComma(): boolean {
    if (this.csv[this.position] !== COMMA) return false
    this.position++
    return true
  }

  private passLineEnd(): void {
    if (this.csv[this.position] === CARRIAGE_RETURN) this.position++
    if (this.atEnd) return
    if (this.csv[this.position] !== LINE_FEED) throw notCsv('something stands behind a closing quote')
    this.position++
  }
}

export function notCsv(why: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: `The org sent a Bulk result that is no CSV: ${why}.`,
    hint: 'try again with UseBulk=never',
  })
}
