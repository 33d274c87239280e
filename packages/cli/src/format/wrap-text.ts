import { displayWidth } from './display-width.js'
import { graphemes } from './graphemes.js'

/**
 * Breaks the lines of a text so that none is wider than a number of columns: at spaces where there are some, within a
 * word where it is too long. Nothing is left out.
 *
 * ```ts
 * wrapText('Consulting services', 12)  // 'Consulting\nservices'
 * ```
 */
export function wrapText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return text
    .split('\n')
    .flatMap((line) => (displayWidth(line) <= width ? [line] : wrapLine(line, width)))
    .join('\n')
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/(?<= )/)) {
    if (displayWidth((current + word).trimEnd()) <= width) {
      current += word
      continue
    }
    if (current !== '') lines.push(current.trimEnd())
    const pieces = displayWidth(word.trimEnd()) <= width ? [word] : breakWord(word, width)
    lines.push(...pieces.slice(0, -1))
    current = pieces.at(-1) ?? ''
  }
  return [...lines, current.trimEnd()]
}

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const grapheme of graphemes(word)) {
    const columns = displayWidth(grapheme)
    if (used + columns > width && piece !== '') {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += grapheme
    used += columns
  }
  return [...pieces, piece]
}
