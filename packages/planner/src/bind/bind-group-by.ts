import type { Expression, GroupBy, GroupingElement, GroupingExpressions } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import { FingerprintIndex, fingerprintOf } from '../logical/fingerprint.js'
import type { PendingItem } from './expand-items.js'
import type { FromItem } from './from-item.js'
import { ordinalOf } from './ordinal.js'
import { outputName } from './output-name.js'
import { sameName } from './relation.js'
import { findInFrom } from './resolve-column.js'
import { itemsOf } from './row-values.js'
import { sameExpression } from './same-expression.js'
import type { Binder, Scope } from './scope.js'
import { bindError } from './type-error.js'

export interface GroupingKey {
  readonly name: string
  readonly expression: BoundExpression
}

export interface BoundGrouping {
  readonly keys: readonly GroupingKey[]
  /** Indexes into `keys`; absent when there is one set of all keys. */
  readonly sets?: readonly (readonly number[])[]
}

/** As PostgreSQL: CUBE of twelve columns. */
const MOST_SETS = 4096

export function bindGroupBy(
  groupBy: GroupBy,
  items: readonly PendingItem[],
  from: FromItem,
  scope: Scope,
  binder: Binder,
): BoundGrouping {
  const keys: GroupingKey[] = []
  const places = new FingerprintIndex<{ readonly place: number; readonly expression: BoundExpression }>()
  const keyIndex = (source: Expression): number => {
    const { expression, name } = bindKey(source, items, from, scope, binder)
    const print = fingerprintOf(expression)
    const known = places.find(print, (key) => sameExpression(key.expression, expression))
    if (known !== undefined) return known.place
    places.add(print, { place: keys.length, expression })
    keys.push({ name, expression })
    return keys.length - 1
  }
  const sets = combine(groupBy.elements.map((element) => setsOf(element, keyIndex)))
  if (sets.length > MOST_SETS)
    throw bindError({
      code: 'CERT-4002',
      message: `This GROUP BY has ${sets.length} grouping sets; at most ${MOST_SETS} are possible.`,
      span: groupBy.span,
    })
  const [only] = sets
  const isPlain = sets.length === 1 && only !== undefined && only.length === keys.length
  return isPlain ? { keys } : { keys, sets }
}

type KeyIndex = (source: Expression) => number
type Sets = readonly (readonly number[])[]

/** ROLLUP (a, b) is (a, b), (a), (); CUBE (a, b) is (a, b), (a), (b), (). */
function setsOf(element: GroupingElement, keyIndex: KeyIndex): Sets {
  switch (element.kind) {
    case 'GroupingExpressions':
      return [indexesOf(element, keyIndex)]
    case 'Rollup': {
      const parts = element.sets.map((set) => indexesOf(set, keyIndex))
      return [...parts.keys(), parts.length].reverse().map((length) => unique(parts.slice(0, length).flat()))
    }
    case 'Cube':
      return subsets(element.sets.map((set) => indexesOf(set, keyIndex)))
    case 'GroupingSets':
      return element.elements.flatMap((inner) => setsOf(inner, keyIndex))
  }
}

function indexesOf({ expressions }: GroupingExpressions, keyIndex: KeyIndex): readonly number[] {
  return unique(expressions.flatMap((expression) => itemsOf(expression)).map(keyIndex))
}

function unique(indexes: readonly number[]): readonly number[] {
  return [...new Set(indexes)]
}

/** All of them first, none last. */
function subsets(parts: Sets): Sets {
  const count = Math.min(2 ** parts.length, MOST_SETS + 1)
  return Array.from({ length: count }, (_, choice) =>
    unique(parts.filter((_part, index) => (choice & (1 << (parts.length - 1 - index))) === 0).flat()),
  )
}

/** `GROUP BY a, ROLLUP (b)` is every set of the one with every set of the other. */
function combine(elements: readonly Sets[]): Sets {
  let combined: Sets = [[]]
  for (const sets of withoutNeighbours(elements)) {
    combined = combined.flatMap((left) => sets.map((right) => unique([...left, ...right])))
    if (combined.length > MOST_SETS) return combined
  }
  return combined
}

/** Neighbours that have one set each are one set: `GROUP BY a, b, c` may go on for thousands. */
function withoutNeighbours(elements: readonly Sets[]): readonly Sets[] {
  const merged: Sets[] = []
  let open: number[] | undefined
  for (const sets of elements) {
    const [only, ...others] = sets
    if (only === undefined || others.length > 0) {
      merged.push(sets)
      open = undefined
    } else if (open === undefined) {
      open = [...only]
      merged.push([open])
    } else for (const key of only) open.push(key)
  }
  return merged
}

/** A number is an item of the select list; a name is a column, or else the alias of an item. */
function bindKey(
  source: Expression,
  items: readonly PendingItem[],
  from: FromItem,
  scope: Scope,
  binder: Binder,
): GroupingKey {
  const item = ordinalItem(source, items) ?? aliasedItem(source, items, from)
  const expression = item === undefined ? binder.bindExpression(source, scope) : item.bind(scope, binder)
  return { name: item?.nameOf(expression) ?? outputName(source), expression }
}

function ordinalItem(source: Expression, items: readonly PendingItem[]): PendingItem | undefined {
  const index = ordinalOf(source, items.length, 'GROUP BY')
  return index === undefined ? undefined : items[index]
}

function aliasedItem(
  source: Expression,
  items: readonly PendingItem[],
  from: FromItem,
): PendingItem | undefined {
  if (source.kind !== 'ColumnReference' || source.path.length !== 1) return undefined
  const [identifier] = source.path
  if (identifier === undefined) return undefined
  const matches = items.filter((item) => item.alias !== undefined && sameName(item.alias, identifier.name))
  const [first, second] = matches
  if (first === undefined || findInFrom(from, identifier, 'exact') !== undefined) return undefined
  if (second === undefined) return first
  throw bindError({
    code: 'CERT-2004',
    message: `"${identifier.name}" is the name of several items of the select list.`,
    span: source.span,
  })
}
