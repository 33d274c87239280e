import type { WriteRecord } from '../write/record-write.js'
import { cellText, csvLine, isMistakenForEmpty } from './csv-text.js'
import { columnReaders } from './ingest-columns.js'

/** A row that a file cannot carry. */
export interface OddRow {
  readonly index: number
  readonly record: WriteRecord
}

/** Consecutive rows that are written together: as the file of a job, and the odd ones over REST. */
export interface Portion {
  readonly from: number
  readonly to: number
  /** Of the rows in the file, in its order. */
  readonly indexes: Uint32Array
  readonly csv: Buffer
  readonly oddRows: readonly OddRow[]
}

/** The org takes no longer record by a file. */
const LONGEST_LINE = 400_000
/** Texts of so many characters become bytes together. */
const CHUNK_CHARACTERS = 64 * 1024

export class PortionBuilder {
  readonly #readers
  readonly #header: string
  #from = 0
  #next = 0
  #indexes: number[] = []
  #chunks: Buffer[] = []
  #text: string
  #bytes = 0
  #oddRows: OddRow[] = []

  constructor(columns: readonly string[]) {
    this.#readers = columnReaders(columns)
    this.#header = csvLine(columns)
    this.#text = this.#header
  }

  /** The position of the next row among all. */
  get next(): number {
    return this.#next
  }

  get isEmpty(): boolean {
    return this.#from === this.#next
  }

  /** Bytes of the file so far, at least. */
  get bytes(): number {
    return this.#bytes + this.#text.length
  }

  add(record: WriteRecord): void {
    const index = this.#next++
    const values = this.#readers.map((read) => read(record))
    const line = values.some(isMistakenForEmpty) ? undefined : csvLine(values.map(cellText))
    if (line === undefined || line.length > LONGEST_LINE) {
      this.#oddRows.push({ index, record })
      return
    }
    this.#indexes.push(index)
    this.#text += line
    if (this.#text.length > CHUNK_CHARACTERS) this.#flush()
  }

  /** Passes over a row that needs nothing. */
  skip(): void {
    this.#next++
    this.#from = this.#next
  }

  take(): Portion {
    this.#flush()
    const portion = {
      from: this.#from,
      to: this.#next,
      indexes: Uint32Array.from(this.#indexes),
      csv: Buffer.concat(this.#chunks),
      oddRows: this.#oddRows,
    }
    this.#from = this.#next
    this.#indexes = []
    this.#chunks = []
    this.#bytes = 0
    this.#oddRows = []
    this.#text = this.#header
    return portion
  }

  #flush(): void {
    const chunk = Buffer.from(this.#text, 'utf8')
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    this.#text = ''
  }
}
