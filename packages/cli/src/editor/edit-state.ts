/** What is being typed, and the place in it where the next character goes. */
export interface EditState {
  readonly text: string
  /** An offset in `text`, at the border of a grapheme. */
  readonly cursor: number
}

export const EMPTY_EDIT: EditState = { text: '', cursor: 0 }

/** A text with the cursor at its end. */
export function editOf(text: string): EditState {
  return { text, cursor: text.length }
}

/** Puts a text in place of what lies between two offsets; the cursor is behind it. */
export function replaceRange({ text }: EditState, start: number, end: number, by: string): EditState {
  return { text: text.slice(0, start) + by + text.slice(end), cursor: start + by.length }
}

export function insert(edit: EditState, piece: string): EditState {
  return replaceRange(edit, edit.cursor, edit.cursor, piece)
}
