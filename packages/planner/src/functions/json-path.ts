import type { SqlType } from '@certsql/core'
import type { Expression } from '@certsql/sql'
import { call, cast, constantNumber, constantText, joinTexts, text } from './lowering.js'

/** The place in a document that a key or an index leads to, as one of DuckDB's paths: `$."Name"`, `$[0]`. */
export function stepPath(step: Expression, type: SqlType): Expression {
  if (type.kind === 'integer' || type.kind === 'bigint') return indexPath(step)
  const key = constantText(step)
  if (key !== undefined) return text(`$."${key.replace(/["\\]/g, '\\$&')}"`)
  const escaped = call('replace', call('replace', step, text('\\'), text('\\\\')), text('"'), text('\\"'))
  return joinTexts([text('$."'), escaped, text('"')])
}

/** Negative positions count from the end. */
function indexPath(index: Expression): Expression {
  const position = constantNumber(index)
  if (position !== undefined) return text(position >= 0 ? `$[${position}]` : `$[#${position}]`)
  const shown = cast(index, 'varchar')
  const fromEnd = call('if', call('starts_with', shown, text('-')), text('#'), text(''))
  return joinTexts([text('$['), fromEnd, shown, text(']')])
}

/** A path whose steps may be keys or indexes, as the document decides: a JSON pointer, `/lines/0/amount`. */
export function pointerOf(steps: readonly Expression[]): Expression {
  const constants = steps.map(constantText)
  if (constants.every((step) => step !== undefined))
    return text(constants.map((step) => `/${escapeStep(step)}`).join(''))
  return joinTexts(steps.flatMap((step) => [text('/'), escapedStep(step)]))
}

/** PostgreSQL's way to write a path as one text: `{lines,0,amount}`. */
export function readPath(path: string): readonly string[] | undefined {
  const match = /^\{(.*)\}$/s.exec(path.trim())
  if (match === null) return undefined
  const inside = match[1] ?? ''
  if (inside.trim() === '') return []
  return [...inside.matchAll(/\s*(?:"((?:[^"\\]|\\.)*)"|([^,"]*))\s*(?:,|$)/gy)]
    .filter((one) => one[0] !== '')
    .map((one) => one[1]?.replace(/\\(.)/g, '$1') ?? (one[2] ?? '').trim())
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}

function escapedStep(step: Expression): Expression {
  return call('replace', call('replace', step, text('~'), text('~0')), text('/'), text('~1'))
}
