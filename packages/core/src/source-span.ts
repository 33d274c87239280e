/** A place in a text, as half-open UTF-16 offsets: `text.slice(start, end)`. */
export interface SourceSpan {
  readonly start: number
  readonly end: number
}

/** The smallest span that covers both. */
export function coverSpans(a: SourceSpan, b: SourceSpan): SourceSpan {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
}

export interface LinePosition {
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
}

/** Where an offset stands, as people count: `linePosition('a\nb', 2)` is line 2, column 1. */
export function linePosition(text: string, offset: number): LinePosition {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}
