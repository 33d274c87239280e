import { ExactNumber, type JsonRecordValue } from '@certsql/core'

/** What the org takes for "make it empty"; an empty cell means "leave it". */
const EMPTY_IT = '#N/A'

/** A text that the org would take for that mark, so that a file cannot carry it. */
export function isMistakenForEmpty(value: JsonRecordValue | undefined): boolean {
  return typeof value === 'string' && /^\s*#N\/A\s*$/i.test(value)
}

/** The text of a cell, without its quotes. An empty text is no value in the org, as null is. */
export function cellText(value: JsonRecordValue | undefined): string {
  if (value === undefined) return ''
  if (value === null || value === '') return EMPTY_IT
  return value instanceof ExactNumber ? value.lexeme : String(value)
}

/** One line of a file: every cell in quotes, so that each list of cells has one text only. */
export function csvLine(cells: readonly string[]): string {
  let line = ''
  for (const cell of cells) {
    const quoted = cell.includes('"') ? cell.replaceAll('"', '""') : cell
    line += line === '' ? `"${quoted}"` : `,"${quoted}"`
  }
  return `${line}\n`
}

/** The lines of a CSV text as cells, quoted or not, whatever the line ends. */
export function* csvRows(text: string): Generator<string[]> {
  let at = 0
  while (at < text.length) {
    const cells: string[] = []
    for (;;) {
      const end = text[at] === '"' ? readQuoted(text, at, cells) : readPlain(text, at, cells)
      at = end + 1
      if (text[end] !== ',') {
        if (text[end] === '\r' && text[at] === '\n') at++
        break
      }
    }
    yield cells
  }
}

/** Reads the cell that begins here; gives the place of the comma or the line end behind it. */
function readQuoted(text: string, start: number, cells: string[]): number {
  let from = start + 1
  let cell = ''
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) {
      cells.push(cell + text.slice(from))
      return text.length
    }
    if (text[quote + 1] !== '"') {
      cells.push(cell === '' ? text.slice(from, quote) : cell + text.slice(from, quote))
      return quote + 1
    }
    cell += text.slice(from, quote + 1)
    from = quote + 2
  }
}

const PLAIN_END = /[,\r\n]/g

function readPlain(text: string, start: number, cells: string[]): number {
  PLAIN_END.lastIndex = start
  const end = PLAIN_END.exec(text)?.index ?? text.length
  cells.push(text.slice(start, end))
  return end
}
