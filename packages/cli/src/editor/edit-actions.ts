import { nextGrapheme, previousGrapheme } from '../format/graphemes.js'
import * as moves from './cursor-moves.js'
import { type EditState, replaceRange } from './edit-state.js'

export function deleteBackward(edit: EditState): EditState {
  return replaceRange(edit, previousGrapheme(edit.text, edit.cursor), edit.cursor, '')
}

export function deleteForward(edit: EditState): EditState {
  return replaceRange(edit, edit.cursor, nextGrapheme(edit.text, edit.cursor), '')
}

/** A change that takes a piece of text away to be put back elsewhere. */
export interface Kill {
  readonly edit: EditState
  readonly killed: string
}

/** To the end of the line; at its end, the line break. */
export function killToLineEnd(edit: EditState): Kill {
  const end = moves.endOfLine(edit.text, edit.cursor)
  return kill(edit, edit.cursor, end === edit.cursor ? Math.min(end + 1, edit.text.length) : end)
}

/** To the start of the line; at its start, the line break before it. */
export function killToLineStart(edit: EditState): Kill {
  const start = moves.startOfLine(edit.text, edit.cursor)
  return kill(edit, start === edit.cursor ? Math.max(start - 1, 0) : start, edit.cursor)
}

export function killWordForward(edit: EditState): Kill {
  return kill(edit, edit.cursor, moves.wordRight(edit).cursor)
}

export function killWordBackward(edit: EditState): Kill {
  return kill(edit, moves.wordLeft(edit).cursor, edit.cursor)
}

/** As Ctrl-W in a shell: everything back to a space. */
export function killToSpace(edit: EditState): Kill {
  const before = /\S*\s*$/.exec(edit.text.slice(0, edit.cursor))
  return kill(edit, before?.index ?? 0, edit.cursor)
}

/** Exchanges the two graphemes around the cursor, or the last two at the end of a line. */
export function transpose(edit: EditState): EditState {
  const { text } = edit
  const middle =
    edit.cursor === moves.endOfLine(text, edit.cursor) ? previousGrapheme(text, edit.cursor) : edit.cursor
  const start = previousGrapheme(text, middle)
  const end = nextGrapheme(text, middle)
  if (start < moves.startOfLine(text, middle) || start === middle) return edit
  return replaceRange(edit, start, end, text.slice(middle, end) + text.slice(start, middle))
}

function kill(edit: EditState, start: number, end: number): Kill {
  return { edit: replaceRange(edit, start, end, ''), killed: edit.text.slice(start, end) }
}

/** The changes that keys are bound to. */
export const CHANGES = { deleteBackward, deleteForward, transpose } as const

/** The same for those whose text can be put back. */
export const KILLS = {
  killToLineEnd,
  killToLineStart,
  killWordForward,
  killWordBackward,
  killToSpace,
} as const
