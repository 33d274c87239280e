import { type Column, type SqlValue, TEXT, valueText } from '@certsql/core'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand, ResultRows } from '../meta-command.js'
import { requireStatement } from './run-again.js'

/** More columns than these nobody reads; psql stops at 1,600. */
const MOST_COLUMNS = 1_000

export const crosstab: MetaCommand = {
  names: ['crosstab', 'crosstabview'],
  usage: '\\crosstab [ROWS [COLUMNS [VALUES]]]',
  help: 'the result with the values of one column as columns; three columns by name or number',
  group: 'Results',
  completes: 'column',
  takesStatement: true,
  run: async (shell, words, given) => {
    const { columns, rows } = pivot(await shell.fetch(requireStatement(given)), words)
    await shell.printRows(columns, rows, { totals: shell.settings.totals })
  },
}

/** Turns rows of (row, column, value) into a table, in the order in which they come. */
export function pivot({ columns, rows }: ResultRows, words: readonly string[]): ResultRows {
  const [rowColumn, headColumn, valueColumn] = [0, 1, 2].map((place) => find(columns, words[place], place))
  if (rowColumn === undefined || headColumn === undefined || valueColumn === undefined) {
    throw new UsageError('A crosstab needs a result with three columns: rows, columns and values.')
  }
  const heads = new Map<string, number>()
  const lines = new Map<string, SqlValue[]>()
  for (const row of rows) {
    const head = keyOf(row, headColumn, columns)
    if (!heads.has(head)) heads.set(head, heads.size + 1)
    if (heads.size > MOST_COLUMNS) throw new UsageError(`There are more than ${MOST_COLUMNS} columns.`)
    const key = keyOf(row, rowColumn, columns)
    const line = lines.get(key) ?? [row[rowColumn] ?? null]
    lines.set(key, line)
    const place = heads.get(head) ?? 0
    if (line[place] !== undefined) {
      throw new UsageError(`There are several values for "${key}" and "${head}".`, 'group by both columns')
    }
    line[place] = row[valueColumn] ?? null
  }
  const type = columns[valueColumn]?.type ?? TEXT
  const first: Column = columns[rowColumn] ?? { name: '', type: TEXT }
  return {
    columns: [first, ...[...heads.keys()].map((name) => ({ name, type }))],
    rows: [...lines.values()].map((line) =>
      Array.from({ length: heads.size + 1 }, (_, place) => line[place] ?? null),
    ),
  }
}

function keyOf(row: ResultRows['rows'][number], place: number, columns: readonly Column[]): string {
  const value = row[place] ?? null
  return value === null ? '∅' : valueText(value, columns[place]?.type ?? TEXT)
}

/** `c2g__PaymentStatus__c` is `paymentstatus`, as in SQL. */
function bareName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^[a-z0-9]+__(?=.+__[a-z]$)/, '')
    .replace(/__[a-z]$/, '')
}

/** A column by its name, or by its number from 1. */
export function find(
  columns: readonly Column[],
  word: string | undefined,
  place: number,
): number | undefined {
  if (word === undefined) return place < columns.length ? place : undefined
  const byName = columns.findIndex(({ name }) => name.toLowerCase() === word.toLowerCase())
  if (byName >= 0) return byName
  const wanted = bareName(word)
  const [short, ...others] = columns.flatMap(({ name }, index) => (bareName(name) === wanted ? [index] : []))
  if (short !== undefined && others.length === 0) return short
  const number = Number(word)
  if (Number.isInteger(number) && number >= 1 && number <= columns.length) return number - 1
  throw new UsageError(
    `The result has no column "${word}".`,
    `it has ${columns.map(({ name }) => name).join(', ')}`,
  )
}
