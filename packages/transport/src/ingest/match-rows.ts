import { csvLine, csvRows } from './csv-text.js'

/** How two texts of a cell are told apart. */
type Fold = (cell: string) => string

const exactly: Fold = (cell) => cell
/** As the org stores texts: without blanks around them, and with one kind of line end. */
const asStored: Fold = (cell) => cell.replace(/\r\n?/g, '\n').trim()
/** Ids come back with 18 characters, whatever was sent. */
const asKey: Fold = (cell) => cell.trim().replace(/^([A-Za-z0-9]{15})[A-Za-z0-9]{3}$/, '$1')

/** A row of a result, and what the org added to it. */
export interface ResultRow {
  readonly id: string
  readonly created: string
  readonly error: string
  /** In the order of the columns as they were sent; undefined for one that did not come back. */
  readonly cells: readonly (string | undefined)[]
}

/**
 * Finds the rows of a job's file again among its results, whose order is any. Rows are told apart by all of their cells;
 * those that have all cells alike are interchangeable, and each is found once. A row that came back changed is looked
 * for as the org stores it, and then by its key.
 */
export class RowMatcher {
  readonly columns: readonly string[]
  readonly #rows: readonly (readonly string[])[]
  /** Positions in the file that no result has been found for. */
  readonly #open: Set<number>
  readonly #indices = new Map<string, Map<string, number[]>>()
  readonly #keyPlace: number

  /** `keyColumn` names a record, for operations that have one. */
  constructor(csv: Buffer, keyColumn: string | undefined) {
    const [columns = [], ...rows] = csvRows(csv.toString('utf8'))
    this.columns = columns
    this.#rows = rows
    this.#open = new Set(rows.keys())
    this.#keyPlace = columns.findIndex((column) => column.toLowerCase() === keyColumn?.toLowerCase())
  }

  /** Positions in the file that no result has been found for. */
  get open(): ReadonlySet<number> {
    return this.#open
  }

  /** The position in the file of the row that this result is about; undefined where there is none. */
  find({ cells }: ResultRow): number | undefined {
    const places = [...cells.keys()].filter((place) => cells[place] !== undefined)
    const found =
      this.#take('exactly', places, exactly, cells) ?? this.#take('stored', places, asStored, cells)
    if (found !== undefined || !places.includes(this.#keyPlace)) return found
    return this.#take('key', [this.#keyPlace], asKey, cells)
  }

  #take(
    name: string,
    places: readonly number[],
    fold: Fold,
    cells: readonly (string | undefined)[],
  ): number | undefined {
    if (places.length === 0) return undefined
    const positions = this.#index(name, places, fold).get(keyOf(places, fold, cells))
    while (positions !== undefined && positions.length > 0) {
      const position = positions.pop()
      if (position !== undefined && this.#open.delete(position)) return position
    }
    return undefined
  }

  /** The rows that are open, by their cells at these places; made when first asked for. */
  #index(name: string, places: readonly number[], fold: Fold): Map<string, number[]> {
    const indexName = `${name} ${places.join()}`
    const known = this.#indices.get(indexName)
    if (known !== undefined) return known
    const index = new Map<string, number[]>()
    // From the last to the first, so that the first one is taken first.
    for (const position of [...this.#open].reverse()) {
      const key = keyOf(places, fold, this.#rows[position] ?? [])
      const positions = index.get(key)
      if (positions === undefined) index.set(key, [position])
      else positions.push(position)
    }
    this.#indices.set(indexName, index)
    return index
  }
}

function keyOf(places: readonly number[], fold: Fold, cells: readonly (string | undefined)[]): string {
  return csvLine(places.map((place) => fold(cells[place] ?? '')))
}

/** The rows of a result file. Its columns may come in any order and spelling. */
export function* resultRows(csv: Buffer, columns: readonly string[]): Generator<ResultRow> {
  const rows = csvRows(csv.toString('utf8'))
  const header = rows.next()
  if (header.done === true) return
  const names = header.value.map((name) => name.toLowerCase())
  const places = columns.map((column) => names.indexOf(column.toLowerCase()))
  const [id, created, error] = ['sf__id', 'sf__created', 'sf__error'].map((name) => names.indexOf(name))
  for (const values of rows) {
    const at = (place = -1) => values[place] ?? ''
    const cells = places.map((place) => (place === -1 ? undefined : (values[place] ?? '')))
    yield { id: at(id), created: at(created), error: at(error), cells }
  }
}
