import type { Column } from '@certsql/core'

/** How a result is laid out on a screen. */
export type ColumnFit =
  /** As a table; texts wider than these widths are wrapped. */
  | { readonly kind: 'table'; readonly widths: readonly number[] }
  | { readonly kind: 'records' }
  /** As many columns as there is room for. */
  | { readonly kind: 'part'; readonly widths: readonly number[] }

/** One space on either side of a cell, and a border. */
const FRAME = 3

/** A text is not wrapped to fewer columns than this: it would be unreadable. */
const NARROWEST = 16

/** So many rows are better read as records than with columns left out. */
const MOST_RECORDS = 20

/**
 * Fits a table into a screen: as it is, else with its widest texts wrapped between words, else anywhere, else as records
 * where there are few rows, else its first columns. `natural` are the widths that the columns would like to have, `words`
 * those of their longest words.
 */
export function fitColumns(
  columns: readonly Column[],
  natural: readonly number[],
  words: readonly number[],
  rows: number,
  screenWidth: number,
): ColumnFit {
  const room = screenWidth - 1 - FRAME * columns.length
  if (sum(natural) <= room) return { kind: 'table', widths: natural }
  // Names are to be read, and copied, in one piece.
  const wrapped = shrink(columns, natural, words, room) ?? shrink(columns, natural, [], room)
  if (wrapped !== undefined) return { kind: 'table', widths: wrapped }
  if (rows <= MOST_RECORDS) return { kind: 'records' }
  const part = leadingColumns(columns, natural, screenWidth)
  return part.length === 0 ? { kind: 'records' } : { kind: 'part', widths: part }
}

/** Takes the room that is missing from the widest texts; undefined where that makes them too narrow. */
function shrink(
  columns: readonly Column[],
  natural: readonly number[],
  words: readonly number[],
  room: number,
): readonly number[] | undefined {
  const widthsWithin = (limit: number) =>
    natural.map((width, index) => {
      const type = columns[index]?.type
      if (type === undefined || !isWrappable(type.kind)) return width
      return Math.min(width, Math.max(limit, words[index] ?? 0))
    })
  let limit = NARROWEST
  if (sum(widthsWithin(limit)) > room) return undefined
  while (sum(widthsWithin(limit + 1)) <= room) limit++
  return widthsWithin(limit)
}

/** Ids, dates and the like are read as a whole. */
export function isWrappable(kind: Column['type']['kind']): boolean {
  return kind === 'text' || kind === 'json'
}

function leadingColumns(
  columns: readonly Column[],
  natural: readonly number[],
  screenWidth: number,
): readonly number[] {
  const widths: number[] = []
  let used = 1
  for (const [index, width] of natural.entries()) {
    const type = columns[index]?.type
    const shown = type !== undefined && isWrappable(type.kind) ? Math.min(width, 2 * NARROWEST) : width
    if (used + shown + FRAME > screenWidth) break
    widths.push(shown)
    used += shown + FRAME
  }
  return widths
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
