import { csvLines } from './csv-lines.js'
import { csvLine, csvRows } from './csv-text.js'

/** How two texts of a cell are told apart. */
type Fold = (cell: string) => string

/** As the org stores texts: without blanks around them, and with one kind of line end. */
const asStored: Fold = (cell) => cell.replace(/\r\n?/g, '\n').trim()
/** Ids come back with 18 characters, whatever was sent. */
const asKey: Fold = (cell) => cell.trim().replace(/^([A-Za-z0-9]{15})[A-Za-z0-9]{3}$/, '$1')

/** A row of a result, and what the org added to it. */
export interface ResultRow {
  readonly id: string
  readonly created: boolean
  readonly error: string
  /** What was sent, as bytes (each a character), if it came back byte by byte. */
  readonly line: string | undefined
  /** The same by cells, in the order of the columns as they were sent; undefined for one that did not come back. */
  readonly cells: () => readonly (string | undefined)[]
}

/**
 * Finds the rows of a job's file again among its results, whose order is any. Rows are told apart by their lines; those
 * that are alike are interchangeable, and each is found once. A row that came back changed is looked for as the org
 * stores it, and then by its key.
 *
 * Files have hundreds of thousands of rows: what is kept of each is its line and a few numbers.
 */
export class RowMatcher {
  readonly columns: readonly string[]
  readonly #starts: Uint32Array
  readonly #ends: Uint32Array
  readonly #isFound: Uint8Array
  #open: number
  /** The first row with a line; further ones alike are chained. */
  readonly #heads = new Map<string, number>()
  readonly #next: Int32Array
  readonly #indices = new Map<string, Map<string, number[]>>()
  readonly #keyPlace: number

  /** `keyColumn` names a record, for operations that have one. */
  constructor(
    private readonly csv: Buffer,
    rows: number,
    keyColumn: string | undefined,
  ) {
    this.#starts = new Uint32Array(rows)
    this.#ends = new Uint32Array(rows)
    this.#isFound = new Uint8Array(rows)
    this.#next = new Int32Array(rows)
    this.#open = rows
    const lines = csvLines(csv)
    const header = lines.next()
    this.columns = header.done === true ? [] : this.#cellsBetween(...header.value)
    this.#keyPlace = this.columns.findIndex((column) => column.toLowerCase() === keyColumn?.toLowerCase())
    let row = 0
    for (const [start, end] of lines) {
      this.#starts[row] = start
      this.#ends[row] = end
      row++
    }
    // From the last to the first, so that of those alike the first one is found first.
    for (row = rows - 1; row >= 0; row--) {
      const line = this.#lineOf(row)
      this.#next[row] = this.#heads.get(line) ?? NONE
      this.#heads.set(line, row)
    }
  }

  /** Rows that no result has been found for. */
  get openCount(): number {
    return this.#open
  }

  /** Their positions in the file. */
  *open(): Generator<number> {
    for (let row = 0; row < this.#isFound.length; row++) if (this.#isFound[row] === 0) yield row
  }

  /** The position in the file of the row that this result is about; undefined where there is none. */
  find(result: ResultRow): number | undefined {
    const exact = result.line === undefined ? undefined : this.#takeLine(result.line)
    if (exact !== undefined) return exact
    const cells = result.cells()
    const places = [...cells.keys()].filter((place) => cells[place] !== undefined)
    const sent = places.length === cells.length ? this.#takeLine(lineOfCells(cells)) : undefined
    const found =
      sent ??
      this.#take('exactly', places, (cell) => cell, cells) ??
      this.#take('stored', places, asStored, cells)
    if (found !== undefined || !places.includes(this.#keyPlace)) return found
    return this.#take('key', [this.#keyPlace], asKey, cells)
  }

  #takeLine(line: string): number | undefined {
    for (;;) {
      const row = this.#heads.get(line)
      if (row === undefined || row === NONE) return undefined
      this.#heads.set(line, this.#next[row] ?? NONE)
      if (this.#close(row)) return row
    }
  }

  #take(
    name: string,
    places: readonly number[],
    fold: Fold,
    cells: readonly (string | undefined)[],
  ): number | undefined {
    if (places.length === 0) return undefined
    const rows = this.#index(name, places, fold).get(keyOf(places, fold, cells))
    while (rows !== undefined && rows.length > 0) {
      const row = rows.pop()
      if (row !== undefined && this.#close(row)) return row
    }
    return undefined
  }

  /** False for one that was found already. */
  #close(row: number): boolean {
    if (this.#isFound[row] !== 0) return false
    this.#isFound[row] = 1
    this.#open--
    return true
  }

  /** The rows that are open, by their cells at these places; made when first asked for. */
  #index(name: string, places: readonly number[], fold: Fold): Map<string, number[]> {
    const indexName = `${name} ${places.join()}`
    const known = this.#indices.get(indexName)
    if (known !== undefined) return known
    const index = new Map<string, number[]>()
    for (const row of [...this.open()].reverse()) {
      const key = keyOf(places, fold, this.#cellsBetween(this.#starts[row] ?? 0, this.#ends[row] ?? 0))
      const rows = index.get(key)
      if (rows === undefined) index.set(key, [row])
      else rows.push(row)
    }
    this.#indices.set(indexName, index)
    return index
  }

  #lineOf(row: number): string {
    return this.csv.toString('latin1', this.#starts[row], this.#ends[row])
  }

  #cellsBetween(start: number, end: number): readonly string[] {
    return csvRows(this.csv.toString('utf8', start, end)).next().value ?? []
  }
}

const NONE = -1

function keyOf(places: readonly number[], fold: Fold, cells: readonly (string | undefined)[]): string {
  return csvLine(places.map((place) => fold(cells[place] ?? '')))
}

/** The line that these cells would make, byte by byte. */
function lineOfCells(cells: readonly (string | undefined)[]): string {
  return Buffer.from(csvLine(cells.map((cell) => cell ?? '')).slice(0, -1), 'utf8').toString('latin1')
}

/** The rows of a result file. Its columns may come in any order and spelling. */
export function* resultRows(csv: Buffer, columns: readonly string[]): Generator<ResultRow> {
  const lines = csvLines(csv)
  const first = lines.next()
  if (first.done === true) return
  const cellsOf = (start: number, end: number): readonly string[] =>
    csvRows(csv.toString('utf8', start, end)).next().value ?? []
  const names = cellsOf(...first.value).map((name) => name.toLowerCase())
  const places = columns.map((column) => names.indexOf(column.toLowerCase()))
  const [id = -1, created = -1, error = -1] = ['sf__id', 'sf__created', 'sf__error'].map((name) =>
    names.indexOf(name),
  )
  // The usual form: what the org adds stands in front of the columns as they were sent.
  const added = names.length - columns.length
  const isUsual = places.every((place, index) => place === index + added)
  for (const [start, end] of lines) {
    const own = isUsual ? leadingCells(csv, start, end, added) : undefined
    const values = own?.cells ?? cellsOf(start, end)
    const all = () => (own === undefined ? values : cellsOf(start, end))
    yield {
      id: values[id] ?? '',
      created: values[created] === 'true',
      error: values[error] ?? '',
      line: own === undefined ? undefined : csv.toString('latin1', own.end, end),
      cells: () => {
        const cells = all()
        return places.map((place) => (place === -1 ? undefined : (cells[place] ?? '')))
      },
    }
  }
}

/** The first cells of a line, all in quotes, and where the next one begins. */
function leadingCells(
  csv: Buffer,
  start: number,
  end: number,
  count: number,
): { readonly cells: readonly string[]; readonly end: number } | undefined {
  const cells: string[] = []
  let at = start
  for (let cell = 0; cell < count; cell++) {
    if (csv[at] !== QUOTE) return undefined
    let close = at + 1
    while (close < end && (csv[close] !== QUOTE || csv[close + 1] === QUOTE))
      close += csv[close] === QUOTE ? 2 : 1
    if (close >= end || (csv[close + 1] !== COMMA && close + 1 < end)) return undefined
    cells.push(csv.toString('utf8', at + 1, close).replaceAll('""', '"'))
    at = close + 2
  }
  return { cells, end: at }
}

const QUOTE = 0x22
const COMMA = 0x2c
