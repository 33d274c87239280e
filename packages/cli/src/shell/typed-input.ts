import { splitStatements, textPieces } from '@certsql/sql'
import { isPlainWordCommand } from './find-command.js'

/** One thing that was asked for. */
export type TypedItem =
  | { readonly kind: 'statement'; readonly sql: string }
  /** `statement`: what stood before a command such as `\g`, which is about it. */
  | { readonly kind: 'command'; readonly line: string; readonly statement?: string }

export interface TypedInput {
  readonly items: readonly TypedItem[]
  /** A statement that has been begun and not ended. */
  readonly rest: string
}

/**
 * Reads what was typed, as psql does: statements that end with semicolons, and commands of the shell from a backslash
 * to the end of the line, also in the middle of a statement.
 *
 * ```ts
 * readTypedInput('SELECT 1; SELECT\n\\dt\n2', () => false)
 * // { items: [{ kind: 'statement', sql: 'SELECT 1' }, { kind: 'command', line: '\\dt' }], rest: 'SELECT\n2' }
 * ```
 */
export function readTypedInput(text: string, takesStatement: (commandLine: string) => boolean): TypedInput {
  if (isPlainWordCommand(text)) return { items: [{ kind: 'command', line: text.trim() }], rest: '' }
  const items: TypedItem[] = []
  let pending = text
  for (let command = findCommand(pending); command !== undefined; command = findCommand(pending)) {
    const { complete, rest } = takeStatements(pending.slice(0, command.start))
    items.push(...complete)
    const line = pending.slice(command.start, command.end).trim()
    const behind = pending.slice(command.end + 1)
    if (rest !== '' && takesStatement(line)) {
      items.push({ kind: 'command', line, statement: rest })
      pending = behind
    } else {
      items.push({ kind: 'command', line })
      pending = rest === '' ? behind : `${rest}\n${behind}`
    }
  }
  const { complete, rest } = takeStatements(pending)
  return { items: [...items, ...complete], rest }
}

/** Whether all that was typed can be run now: Enter then does. */
export function isComplete(text: string, takesStatement: (commandLine: string) => boolean): boolean {
  // A command within a statement runs at once; the statement stays.
  return readTypedInput(text, takesStatement).rest === '' || findCommandStart(text) !== undefined
}

function takeStatements(text: string): { readonly complete: readonly TypedItem[]; readonly rest: string } {
  const statements = splitStatements(text)
  const last = statements.at(-1)
  return {
    complete: statements.filter(({ complete }) => complete).map(({ sql }) => ({ kind: 'statement', sql })),
    rest: last === undefined || last.complete ? '' : text.slice(last.span.start).trimEnd(),
  }
}

/** The first backslash that is SQL's no more than a text's. */
function findCommand(text: string): { readonly start: number; readonly end: number } | undefined {
  if (!text.includes('\\')) return undefined
  const piece = textPieces(text).find(({ kind, span }) => kind === 'stray' && text[span.start] === '\\')
  if (piece === undefined) return undefined
  const { start } = piece.span
  const end = text.indexOf('\n', start)
  return { start, end: end < 0 ? text.length : end }
}

/** Where the command begins in whose line the end of the text is; undefined where the text ends in SQL. */
export function findCommandStart(text: string): number | undefined {
  let from = 0
  for (let found = findCommand(text); found !== undefined; found = findCommand(text.slice(from))) {
    const end = from + found.end
    if (end === text.length) return from + found.start
    from = end + 1
  }
  return undefined
}
