import { type PieceKind, textPieces } from '@certsql/sql'
import type { StyledSpan, TextStyle } from '../editor/styled-text.js'

const STYLES: Readonly<Record<PieceKind, TextStyle | undefined>> = {
  keyword: 'keyword',
  function: 'function',
  name: undefined,
  quotedName: 'name',
  text: 'text',
  number: 'number',
  parameter: 'parameter',
  comment: 'comment',
  sign: undefined,
  stray: 'mistake',
}

/** So long a text is not looked at with every key: it was pasted, not typed. */
const MOST_CHARACTERS = 200_000

/** The colours of what is being typed: SQL, and commands of the shell. */
export function highlightInput(text: string): readonly StyledSpan[] {
  if (text.length > MOST_CHARACTERS) return []
  const spans: StyledSpan[] = []
  let from = 0
  while (from < text.length) {
    const rest = text.slice(from)
    const pieces = textPieces(rest)
    const command = pieces.find(({ kind, span }) => kind === 'stray' && rest[span.start] === '\\')
    const end = command === undefined ? rest.length : command.span.start
    for (const { kind, span } of pieces) {
      const style = STYLES[kind]
      if (span.start >= end) break
      if (style !== undefined) spans.push({ start: from + span.start, end: from + span.end, style })
    }
    if (command === undefined) break
    const word = /^\\\S*/.exec(rest.slice(end))?.[0].length ?? 1
    spans.push({ start: from + end, end: from + end + word, style: 'command' })
    const lineEnd = rest.indexOf('\n', end)
    from = lineEnd < 0 ? text.length : from + lineEnd + 1
  }
  return spans
}
