import stringWidth from 'string-width'

/** Columns that a text takes on a screen: of its widest line, wide glyphs counted as two. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length
  return Math.max(...text.split('\n').map((line) => stringWidth(line)))
}

/** Printable ASCII: nearly all there is, and not worth a look at each character's width. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text)
}
