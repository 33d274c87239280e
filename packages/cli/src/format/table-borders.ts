import type Table from 'cli-table3'

type Chars = Record<Table.CharName, string>

/** The lines of a table, in the vocabulary of cli-table3. */
export interface TableBorders {
  /** Above and below the names of the columns. */
  readonly head: Chars
  /** Between cells. */
  readonly body: Chars
  /** Above the sums. */
  readonly rule: HorizontalLine
  readonly bottom: HorizontalLine
}

export interface HorizontalLine {
  readonly left: string
  readonly dash: string
  readonly cross: string
  readonly right: string
}

const NO_LINES: Chars = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

const BOX_BODY: Chars = { ...NO_LINES, left: '│', middle: '│', right: '│' }

export const BOX_BORDERS: TableBorders = {
  head: {
    ...BOX_BODY,
    top: '─',
    'top-left': '┌',
    'top-mid': '┬',
    'top-right': '┐',
    bottom: '─',
    'bottom-left': '├',
    'bottom-mid': '┼',
    'bottom-right': '┤',
  },
  body: BOX_BODY,
  rule: { left: '├', dash: '─', cross: '┼', right: '┤' },
  bottom: { left: '└', dash: '─', cross: '┴', right: '┘' },
}

const PLAIN_BODY: Chars = { ...NO_LINES, left: '|', middle: '|', right: '|' }

export const PLAIN_BORDERS: TableBorders = {
  head: {
    ...PLAIN_BODY,
    top: '-',
    'top-left': '+',
    'top-mid': '+',
    'top-right': '+',
    bottom: '-',
    'bottom-left': '+',
    'bottom-mid': '+',
    'bottom-right': '+',
  },
  body: PLAIN_BODY,
  rule: { left: '+', dash: '-', cross: '+', right: '+' },
  bottom: { left: '+', dash: '-', cross: '+', right: '+' },
}
