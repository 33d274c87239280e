/** How the lines and cells of a CSV file are told apart. */
export interface CsvFormat {
  readonly columnDelimiter: ColumnDelimiter
  readonly lineEnding: LineEnding
}

export type ColumnDelimiter = keyof typeof DELIMITERS
export type LineEnding = keyof typeof LINE_ENDINGS

/** By the names that jobs give them. */
export const DELIMITERS = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
} as const

export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const

export function isColumnDelimiter(name: string): name is ColumnDelimiter {
  return Object.hasOwn(DELIMITERS, name)
}

export function isLineEnding(name: string): name is LineEnding {
  return Object.hasOwn(LINE_ENDINGS, name)
}

/**
 * A cell as the platform writes it: always in quotes, quotes inside doubled.
 *
 * ```ts
 * quoted('Acme "North"')  // '"Acme ""North"""'
 * ```
 */
export function quoted(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`
}

/** One line, its ending included. */
export function csvLine(cells: readonly string[], { columnDelimiter, lineEnding }: CsvFormat): string {
  return cells.map(quoted).join(DELIMITERS[columnDelimiter]) + LINE_ENDINGS[lineEnding]
}
