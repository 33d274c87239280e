import type { BoundExpression } from './bound-expression.js'
import type { AggregateCall } from './logical-plan.js'
import { operandsOf } from './map-expression.js'

const known = new WeakMap<BoundExpression, number>()

/**
 * A number that is the same for expressions that say the same in the same words, and seldom the same for others: what is
 * looked for among thousands of expressions is compared with few of them only.
 */
export function fingerprintOf(expression: BoundExpression): number {
  const isLeaf = expression.kind === 'ColumnUse' || expression.kind === 'Literal'
  if (isLeaf) return textPrint(expression.kind, ownPrint(expression))
  const before = known.get(expression)
  if (before !== undefined) return before
  let print = textPrint(expression.kind, ownPrint(expression))
  for (const operand of operandsOf(expression)) print = mixed(print, fingerprintOf(operand))
  known.set(expression, print)
  return print
}

/** The same for calls of aggregates and windows. */
export function fingerprintOfCall({
  function: name,
  arguments: operands,
  filter,
}: Pick<AggregateCall, 'function' | 'arguments' | 'filter'>): number {
  const own = filter === undefined ? textPrint(name, 0) : mixed(textPrint(name, 0), fingerprintOf(filter))
  return operands.reduce((print, one) => mixed(print, fingerprintOf(one)), own)
}

/** Things by their fingerprints. */
export class FingerprintIndex<Item> {
  readonly #items = new Map<number, Item[]>()

  add(print: number, item: Item): void {
    const items = this.#items.get(print)
    if (items === undefined) this.#items.set(print, [item])
    else items.push(item)
  }

  /** The first that was added of those that are the same. */
  find(print: number, isSame: (item: Item) => boolean): Item | undefined {
    return this.#items.get(print)?.find(isSame)
  }
}

function ownPrint(expression: BoundExpression): number {
  switch (expression.kind) {
    case 'Literal':
      return textPrint(String(expression.value), 0)
    case 'ColumnUse':
      return expression.column.id
    case 'Comparison':
    case 'Arithmetic':
      return textPrint(expression.operator, 0)
    case 'Call':
      return textPrint(expression.function, 0)
    case 'ExtractPart':
      return textPrint(expression.field, 0)
    default:
      return 0
  }
}

/** FNV-1a. */
function textPrint(text: string, start: number): number {
  let print = start ^ 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    print = Math.imul(print ^ text.charCodeAt(index), 0x01000193)
  }
  return print | 0
}

function mixed(print: number, other: number): number {
  return Math.imul(print ^ other, 0x01000193) ^ (print >>> 15)
}
