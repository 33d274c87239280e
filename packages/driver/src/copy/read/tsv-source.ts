import type { LoadRow } from '@certsql/engine'
import type { FileReading } from '@certsql/planner'
import { decodeFile, encodingOf } from './decode-file.js'
import { unreadable } from './read-error.js'
import { inBatches, type RowSource, rowOfWidth } from './row-source.js'
import { textLines } from './text-lines.js'

/** Tab-separated values in the manner of PostgreSQL's COPY, as COPY … TO writes them. */
export async function openTsv(path: string, reading: FileReading): Promise<RowSource> {
  const encoding = await encodingOf(path, reading.encoding)
  const lines = () => textLines(decodeFile(path, encoding))
  const first = await firstLine(path, lines())
  const names = first.split('\t').map((cell) => unescapeText(cell).trim())
  return {
    header: reading.header ? names : undefined,
    rows: () => inBatches(rowsOf(lines(), names.length, reading)),
  }
}

async function firstLine(path: string, lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) return line
  throw unreadable(path, 'it is empty')
}

async function* rowsOf(
  lines: AsyncIterable<string>,
  width: number,
  { header, nullText }: FileReading,
): AsyncGenerator<LoadRow> {
  let skips = header
  for await (const line of lines) {
    if (skips) skips = false
    else if (line !== '' || width === 1) {
      yield rowOfWidth(
        line.split('\t').map((cell) => (cell === nullText ? null : unescapeText(cell))),
        width,
      )
    }
  }
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' }

function unescapeText(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter) : text
}
