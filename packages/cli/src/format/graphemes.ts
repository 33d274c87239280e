const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** No grapheme that people type is longer than this, in UTF-16 units; looking further would cost time in long texts. */
const LONGEST = 64

/** The end of the grapheme that begins at an offset: what people take for one character, an emoji of seven codes too. */
export function nextGrapheme(text: string, offset: number): number {
  const first = segmenter
    .segment(text.slice(offset, offset + LONGEST))
    [Symbol.iterator]()
    .next()
  return first.done === true ? offset : offset + first.value.segment.length
}

/** The start of the grapheme that ends at an offset. */
export function previousGrapheme(text: string, offset: number): number {
  const start = Math.max(0, offset - LONGEST)
  const before = segmenter.segment(text.slice(start, offset))
  const last = before.containing(offset - start - 1)
  return last === undefined ? offset : start + last.index
}

/** The graphemes of a text, in order. */
export function* graphemes(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}
