import type { TokenType } from '@chevrotain/types'
import * as t from '../tokens/token-types.js'
import type { ErrorPlace } from './error-place.js'

/** A longer list helps nobody. */
const MOST_WORDS = 5

/** What would have been right, in a few words: `a comma, FROM or the end of the statement`. */
export function expectedWords(place: ErrorPlace): string | undefined {
  const words = place.expected.length === 0 ? whatGoesOn(place) : fromLabels(place)
  return words.length === 0 ? undefined : joinWords(words.slice(0, MOST_WORDS))
}

/** Where the grammar would take so many things that naming the kind of them says more: a label that gives it away. */
const KINDS: readonly (readonly [label: string, words: string])[] = [
  ['MERGE', 'SELECT, INSERT, UPDATE, DELETE or MERGE'],
  ['LATERAL', 'a table or a query in parentheses'],
  ['"*"', 'a column, an expression or *'],
  ['INTERVAL', 'a value, a column or an expression'],
  ['VALUES', 'SELECT, VALUES or a query in parentheses'],
  ['UNKNOWN', 'NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM'],
]

function fromLabels(place: ErrorPlace): readonly string[] {
  const { expected } = place
  const kind = expected.length > 1 ? KINDS.find(([label]) => expected.includes(label)) : undefined
  if (kind !== undefined) return [kind[1]]
  // An item of a list is complete: a comma would do as well.
  const afterItem = place.followsOperand && expected.length === 1 && expected[0] === '")"'
  return afterItem ? ['a comma', '")"'] : expected.map((label) => (label === '","' ? 'a comma' : label))
}

/** The statement could have ended here: what else could have come depends on the clause. */
function whatGoesOn(place: ErrorPlace): readonly string[] {
  if (place.beginsStatement) return ['a statement such as SELECT, INSERT, UPDATE or DELETE']
  const { clause } = place
  const ending = place.open.length > 0 ? '")"' : 'the end of the statement'
  return [...((clause && CONTINUATIONS.get(clause)) ?? []), ending]
}

const CONDITION = ['AND', 'OR', 'GROUP BY', 'ORDER BY']

const CONTINUATIONS: ReadonlyMap<TokenType, readonly string[]> = new Map([
  [t.Select, ['a comma', 'FROM']],
  [t.From, ['a comma', 'JOIN', 'WHERE', 'ORDER BY']],
  [t.Join, ['ON', 'USING']],
  [t.On, ['AND', 'JOIN', 'WHERE', 'ORDER BY']],
  [t.Where, CONDITION],
  [t.Having, CONDITION],
  [t.Qualify, ['AND', 'OR', 'ORDER BY']],
  [t.Group, ['a comma', 'HAVING', 'ORDER BY']],
  [t.Order, ['a comma', 'ASC', 'DESC', 'LIMIT']],
  [t.Limit, ['OFFSET']],
  [t.SetWord, ['a comma', 'WHERE']],
  [t.ValuesWord, ['a comma']],
  [t.Returning, ['a comma']],
  [t.Case, ['WHEN', 'ELSE', 'END']],
])

function joinWords(words: readonly string[]): string {
  const distinct = [...new Set(words)]
  const last = distinct.pop() as string
  return distinct.length === 0 ? last : `${distinct.join(', ')} or ${last}`
}
