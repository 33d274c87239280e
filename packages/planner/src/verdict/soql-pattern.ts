/** A piece of a LIKE pattern: text, any run of characters (`%`), or any one character (`_`). */
type PatternPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }

/**
 * Reads SQL's pattern. `escapeBy` is one character, or empty for none. Undefined for what SQL refuses: an escape with
 * nothing behind it, or an escape of several characters.
 */
export function readPattern(pattern: string, escapeBy: string): readonly PatternPiece[] | undefined {
  const characters = [...pattern]
  if ([...escapeBy].length > 1) return undefined
  const pieces: PatternPiece[] = []
  let text = ''
  const endText = () => {
    if (text !== '') pieces.push({ kind: 'text', text })
    text = ''
  }
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? ''
    if (character === escapeBy) {
      index += 1
      const escaped = characters[index]
      if (escaped === undefined) return undefined
      text += escaped
    } else if (character === '%' || character === '_') {
      endText()
      pieces.push({ kind: character === '%' ? 'any' : 'one' })
    } else {
      text += character
    }
  }
  endText()
  return pieces
}

/** The pattern in SOQL's LIKE language, whose escape is always the backslash. */
export function soqlPattern(pieces: readonly PatternPiece[]): string {
  return pieces.map(printPiece).join('')
}

function printPiece(piece: PatternPiece): string {
  switch (piece.kind) {
    case 'text':
      return piece.text.replace(/[\\%_]/g, '\\$&')
    case 'any':
      return '%'
    case 'one':
      return '_'
  }
}

/** The text that a pattern without wildcards stands for. */
export function patternText(pieces: readonly PatternPiece[]): string | undefined {
  const texts = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []))
  return texts.length === pieces.length ? texts.join('') : undefined
}

/** Only `%`: every text matches, the empty one too. */
export function matchesEverything(pieces: readonly PatternPiece[]): boolean {
  return pieces.length > 0 && pieces.every((piece) => piece.kind === 'any')
}
