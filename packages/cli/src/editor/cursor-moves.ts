import { displayWidth } from '../format/display-width.js'
import { graphemes, nextGrapheme, previousGrapheme } from '../format/graphemes.js'
import type { EditState } from './edit-state.js'

/** Moves the cursor, and changes nothing else. */
export type CursorMove = (edit: EditState) => EditState

export const left: CursorMove = ({ text, cursor }) => ({ text, cursor: previousGrapheme(text, cursor) })

export const right: CursorMove = ({ text, cursor }) => ({ text, cursor: nextGrapheme(text, cursor) })

export const wordLeft: CursorMove = ({ text, cursor }) => {
  const before = /[\p{L}\p{N}_$]*[^\p{L}\p{N}_$]*$/u.exec(text.slice(0, cursor))
  return { text, cursor: before === null ? 0 : before.index }
}

export const wordRight: CursorMove = ({ text, cursor }) => {
  const word = /^[^\p{L}\p{N}_$]*[\p{L}\p{N}_$]*/u.exec(text.slice(cursor))
  return { text, cursor: cursor + (word?.[0].length ?? 0) }
}

export const lineStart: CursorMove = ({ text, cursor }) => ({ text, cursor: startOfLine(text, cursor) })

export const lineEnd: CursorMove = ({ text, cursor }) => ({ text, cursor: endOfLine(text, cursor) })

export const textStart: CursorMove = ({ text }) => ({ text, cursor: 0 })

export const textEnd: CursorMove = ({ text }) => ({ text, cursor: text.length })

/** The moves that keys are bound to. */
export const MOVES = { left, right, wordLeft, wordRight, lineStart, lineEnd, textStart, textEnd } as const

/** To the same column of the line above; undefined on the first line. */
export function lineUp({ text, cursor }: EditState): EditState | undefined {
  const start = startOfLine(text, cursor)
  if (start === 0) return undefined
  const above = startOfLine(text, start - 1)
  return { text, cursor: atColumn(text, above, start - 1, displayWidth(text.slice(start, cursor))) }
}

/** To the same column of the line below; undefined on the last line. */
export function lineDown({ text, cursor }: EditState): EditState | undefined {
  const end = endOfLine(text, cursor)
  if (end === text.length) return undefined
  const column = displayWidth(text.slice(startOfLine(text, cursor), cursor))
  return { text, cursor: atColumn(text, end + 1, endOfLine(text, end + 1), column) }
}

export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}

function atColumn(text: string, start: number, end: number, column: number): number {
  let offset = start
  let width = 0
  for (const grapheme of graphemes(text.slice(start, end))) {
    if (width >= column) break
    width += displayWidth(grapheme)
    offset += grapheme.length
  }
  return offset
}
