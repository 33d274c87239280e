import { type CsvFormat, DELIMITERS, LINE_ENDINGS } from './csv-format.js'

/** What is wrong with a CSV file. */
export class CsvProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CsvProblem'
  }
}

/**
 * Reads a CSV file line by line, as strictly as the platform: nothing is trimmed, blanks beside quotes are an error,
 * lines end as the job says. Empty lines are skipped.
 *
 * ```ts
 * const reader = new CsvReader('Name,Code\n"a ""b""",1\n', { columnDelimiter: 'COMMA', lineEnding: 'LF' })
 * reader.next()  // ['Name', 'Code']
 * reader.next()  // ['a "b"', '1']
 * reader.next()  // undefined
 * ```
 */
export class CsvReader {
  /** Where the next line begins. */
  #position: number
  readonly #delimiter: string

  constructor(
    readonly text: string,
    readonly format: CsvFormat,
  ) {
    this.#delimiter = DELIMITERS[format.columnDelimiter]
    this.#position = text.startsWith('\uFEFF') ? 1 : 0
  }

  /** What is not read yet. */
  get rest(): string {
    return this.text.slice(this.#position)
  }

  /** The cells of the next line; undefined at the end. A line that cannot be read stays unread. */
  next(): readonly string[] | undefined {
    const start = this.#position
    try {
      while (this.#position < this.text.length) {
        const cells = this.#line()
        if (cells.length > 1 || cells[0] !== '') return cells
      }
      return undefined
    } catch (error) {
      this.#position = start
      throw error
    }
  }

  #line(): string[] {
    const cells: string[] = []
    do cells.push(this.text[this.#position] === '"' ? this.#quotedCell() : this.#bareCell())
    while (this.#isAtDelimiter())
    this.#endLine()
    return cells
  }

  /** Goes over a delimiter, if there is one. */
  #isAtDelimiter(): boolean {
    if (this.text[this.#position] !== this.#delimiter) return false
    this.#position++
    return true
  }

  #quotedCell(): string {
    let cell = ''
    let from = this.#position + 1
    for (;;) {
      const quote = this.text.indexOf('"', from)
      if (quote < 0) throw new CsvProblem('A quoted value does not end')
      cell += this.text.slice(from, quote)
      if (this.text[quote + 1] !== '"') {
        this.#position = quote + 1
        return cell
      }
      cell += '"'
      from = quote + 2
    }
  }

  #bareCell(): string {
    const start = this.#position
    let end = start
    for (; end < this.text.length; end++) {
      const character = this.text[end]
      if (character === this.#delimiter || character === '\n' || character === '\r') break
      if (character === '"') throw new CsvProblem('A quote stands in the middle of a value')
    }
    this.#position = end
    return this.text.slice(start, end)
  }

  #endLine(): void {
    const { text } = this
    if (this.#position >= text.length) return
    const ending = text[this.#position] === '\r' && text[this.#position + 1] === '\n' ? 'CRLF' : 'LF'
    const isEnding = ending === 'CRLF' || text[this.#position] === '\n'
    if (!isEnding && text[this.#position] !== '\r') {
      throw new CsvProblem('After a quoted value comes neither a delimiter nor the end of the line')
    }
    if (!isEnding || ending !== this.format.lineEnding) {
      throw new CsvProblem(
        `LineEnding is invalid on user data. Current LineEnding setting is ${this.format.lineEnding}`,
      )
    }
    this.#position += LINE_ENDINGS[ending].length
  }
}
