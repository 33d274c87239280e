import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { syntaxError } from '../errors/syntax-error.js'

const HINT = /\s*,?\s*([A-Za-z_][A-Za-z0-9_]*)(?:\s*\(([^()]*)\))?/y

/** Reads `/*+ TRANSPORT(bulk) ALL_ROWS *\/`. */
export function toHints(token: IToken): ast.Hint[] {
  const text = token.image.slice(3, -2)
  const offset = token.startOffset + 3
  const hints: ast.Hint[] = []
  HINT.lastIndex = 0
  let read = 0
  for (let found = HINT.exec(text); found !== null; found = HINT.exec(text)) {
    const [whole, name = '', list] = found
    const end = HINT.lastIndex
    const start = end - whole.trimStart().replace(/^,\s*/, '').length
    const args = list === undefined || list.trim() === '' ? [] : list.split(',').map((one) => one.trim())
    hints.push({
      kind: 'Hint',
      span: { start: offset + start, end: offset + end },
      name: name.toUpperCase(),
      arguments: args,
    })
    read = end
  }
  if (text.slice(read).trim() === '') return hints
  throw syntaxError(
    'This hint cannot be read.',
    { start: offset + read, end: offset + text.trimEnd().length },
    'hints are written as: /*+ TRANSPORT(bulk) ALL_ROWS SCOPE(mine) */',
  )
}
