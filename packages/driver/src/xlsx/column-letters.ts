/** `A` is 0, `Z` 25, `AA` 26. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** The column of a cell reference: `AB12` is 27. */
export function columnIndex(reference: string): number {
  let index = 0
  for (const letter of /^[A-Z]+/i.exec(reference)?.[0].toUpperCase() ?? '') {
    index = index * 26 + letter.charCodeAt(0) - 64
  }
  return index - 1
}
