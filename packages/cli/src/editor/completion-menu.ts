import { displayWidth } from '../format/display-width.js'
import { graphemes } from '../format/graphemes.js'
import { visibleText } from '../format/visible-text.js'
import { type EditState, replaceRange } from './edit-state.js'
import { type FrameRow, plainRow } from './layout.js'
import { styled } from './styled-text.js'

/** What may stand at the cursor. */
export interface CompletionList {
  /** Where the text begins that a candidate replaces, up to the cursor. */
  readonly start: number
  readonly candidates: readonly Candidate[]
}

export interface Candidate {
  readonly text: string
  /** A few words about it: a type, a label. */
  readonly detail?: string | undefined
}

/** A list of candidates below the text. */
export interface CompletionMenu {
  readonly list: CompletionList
  /** The text as it was typed, without a candidate. */
  readonly typed: EditState
  /** The candidate that stands in the text now. */
  readonly chosen: number | undefined
}

/** So many candidates are seen at a time. */
const MOST_ROWS = 8
const WIDEST_CANDIDATE = 60

/** Goes to the next candidate, or the one before; beyond the last comes what was typed. */
export function chooseCandidate(menu: CompletionMenu, step: 1 | -1): CompletionMenu {
  const { length } = menu.list.candidates
  const from = menu.chosen ?? (step === 1 ? -1 : length)
  const next = from + step
  return { ...menu, chosen: next < 0 || next >= length ? undefined : next }
}

/** The text with the chosen candidate in it. */
export function editWithChoice({ list, typed, chosen }: CompletionMenu): EditState {
  const candidate = chosen === undefined ? undefined : list.candidates[chosen]
  return candidate === undefined ? typed : withCandidate(typed, list, candidate.text)
}

export function withCandidate(edit: EditState, { start }: CompletionList, text: string): EditState {
  return replaceRange(edit, start, edit.cursor, text)
}

/** What all candidates begin with, whatever the case; in the letters of the first. */
export function commonStart(candidates: readonly Candidate[]): string {
  const [first = '', ...others] = candidates.map(({ text }) => text)
  let length = first.length
  for (const other of others) {
    let same = 0
    while (same < length && other[same]?.toLowerCase() === first[same]?.toLowerCase()) same++
    length = same
  }
  return first.slice(0, length)
}

/** The rows of the menu: a window of candidates with the chosen one in it. */
export function menuRows(menu: CompletionMenu, columns: number, height: number, colour: boolean): FrameRow[] {
  const { candidates } = menu.list
  const count = Math.min(MOST_ROWS, height, candidates.length)
  if (count <= 0) return []
  const first = Math.min(Math.max(0, (menu.chosen ?? 0) - count + 1), candidates.length - count)
  const seen = candidates.slice(first, first + count)
  const width = Math.min(
    WIDEST_CANDIDATE,
    Math.max(...seen.map(({ text }) => displayWidth(visibleText(text)))),
  )
  const rows = seen.map((candidate, index) => {
    const name = fit(visibleText(candidate.text), Math.min(width, columns - 4))
    const detail = fit(visibleText(candidate.detail ?? ''), Math.max(0, columns - width - 6))
    const isChosen = first + index === menu.chosen
    const padded = ` ${name}${' '.repeat(Math.max(0, width - displayWidth(name)))} `
    // Without colour the chosen one needs a mark.
    const head = isChosen && !colour ? `>${padded.slice(1)}` : padded
    const text = `${isChosen ? styled(head, 'chosen', colour) : head} ${styled(detail, 'faint', colour)}`
    return plainRow(text, displayWidth(head) + 1 + displayWidth(detail))
  })
  const hidden = candidates.length - count
  if (hidden === 0 || height <= count) return rows
  const more = ` … ${hidden} more`
  return [...rows, plainRow(styled(more, 'faint', colour), more.length)]
}

function fit(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let width = 1
  let cut = ''
  for (const grapheme of graphemes(text)) {
    width += displayWidth(grapheme)
    if (width > columns) break
    cut += grapheme
  }
  return columns > 0 ? `${cut}…` : ''
}
