/** A record of a CSV file: its cells, or what is wrong with it. */
export type CsvRecord =
  | { readonly kind: 'cells'; readonly cells: readonly (string | null)[] }
  | { readonly kind: 'problem'; readonly message: string; readonly text: string }

/** What is thrown when the rest of the file can't be told from one cell. */
export class EndlessCell extends Error {
  constructor(
    /** Where the record begins, from 1. */
    readonly line: number,
  ) {
    super(`The record that begins in line ${line} does not end.`)
  }
}

const QUOTE = 0x22
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** A longer record is a quote that was never closed: the org takes 400,000 characters. */
const LONGEST_RECORD = 16_000_000

/**
 * The records of a CSV file (RFC 4180, with any delimiter) that comes in pieces. A record that is none does not spoil the
 * next one: reading goes on at the next line. Empty lines are passed over.
 */
export async function* csvRecords(
  pieces: AsyncIterable<string>,
  delimiter: string,
  nullText: string,
): AsyncGenerator<readonly CsvRecord[]> {
  const reader = new RecordReader(delimiter.charCodeAt(0), nullText)
  for await (const piece of pieces) yield reader.add(piece)
  yield reader.end()
}

class RecordReader {
  private text = ''
  private position = 0
  private line = 1

  constructor(
    private readonly delimiter: number,
    private readonly nullText: string,
  ) {}

  add(piece: string): readonly CsvRecord[] {
    this.text = this.text.slice(this.position) + piece
    this.position = 0
    return this.records(false)
  }

  end(): readonly CsvRecord[] {
    return this.records(true)
  }

  /** As many as are whole; the last of the text may go on in the next piece. */
  private records(isLast: boolean): readonly CsvRecord[] {
    const records: CsvRecord[] = []
    while (this.position < this.text.length) {
      const start = this.position
      const record = this.record(isLast)
      if (record === undefined) {
        this.position = start
        if (isLast || this.text.length - start > LONGEST_RECORD) throw new EndlessCell(this.line)
        break
      }
      this.line += countOfLines(this.text, start, this.position)
      if (!isEmptyLine(record)) records.push(record)
    }
    return records
  }

  /** The next record; undefined where its end has not come. */
  private record(isLast: boolean): CsvRecord | undefined {
    const { text } = this
    const cells: (string | null)[] = []
    for (;;) {
      const isQuoted = text.charCodeAt(this.position) === QUOTE
      const cell = isQuoted ? this.quotedCell() : this.bareCell()
      if (cell === undefined) return undefined
      const isWhole = this.position < text.length || isLast
      if (!isWhole) return undefined
      if (typeof cell === 'object') return this.skipLine(cell.problem, isLast)
      cells.push(!isQuoted && cell === this.nullText ? null : cell)
      const character = text.charCodeAt(this.position)
      if (character === this.delimiter) {
        this.position += 1
        // Behind the last delimiter of a text stands one more cell, which may be in the next piece.
        if (this.position === text.length && !isLast) return undefined
        continue
      }
      if (this.position === text.length) return { kind: 'cells', cells }
      if (character === LINE_FEED || character === CARRIAGE_RETURN) {
        return this.passLineEnd(isLast) ? { kind: 'cells', cells } : undefined
      }
      return this.skipLine('has something behind a closing quote', isLast)
    }
  }

  /** Quotes inside are doubled. */
  private quotedCell(): string | undefined {
    const { text } = this
    const start = this.position + 1
    let end = text.indexOf('"', start)
    let hasQuotes = false
    while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
      hasQuotes = true
      end = text.indexOf('"', end + 2)
    }
    if (end === -1) return undefined
    this.position = end + 1
    const cell = text.slice(start, end)
    return hasQuotes ? cell.replaceAll('""', '"') : cell
  }

  private bareCell(): string | { readonly problem: string } {
    const { text, delimiter } = this
    const start = this.position
    let end = start
    for (; end < text.length; end++) {
      const character = text.charCodeAt(end)
      if (character === delimiter || character === LINE_FEED || character === CARRIAGE_RETURN) break
      if (character === QUOTE) return { problem: 'has a quote inside of a cell that is not quoted' }
    }
    this.position = end
    return text.slice(start, end)
  }

  /** A line ends with LF, CR LF or CR. */
  private passLineEnd(isLast: boolean): boolean {
    const { text } = this
    if (text.charCodeAt(this.position) === CARRIAGE_RETURN) {
      if (this.position + 1 === text.length && !isLast) return false
      this.position += 1
      if (text.charCodeAt(this.position) !== LINE_FEED) return true
    }
    this.position += 1
    return true
  }

  private skipLine(message: string, isLast: boolean): CsvRecord | undefined {
    const { text } = this
    const end = text.indexOf('\n', this.position)
    if (end === -1 && !isLast) return undefined
    const start = text.lastIndexOf('\n', this.position - 1) + 1
    this.position = end === -1 ? text.length : end + 1
    return { kind: 'problem', message, text: text.slice(start, this.position).trimEnd() }
  }
}

function isEmptyLine(record: CsvRecord): boolean {
  return record.kind === 'cells' && record.cells.length === 1 && (record.cells[0] ?? '') === ''
}

function countOfLines(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
