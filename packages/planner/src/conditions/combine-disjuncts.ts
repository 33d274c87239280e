import { BOOLEAN, isNumeric } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import { conjunction, conjunctsOf, TRUE } from '../logical/conjuncts.js'
import { sameItems } from '../logical/same-items.js'
import { negate } from '../verdict/negate.js'
import { columnTestOf, valuesOf } from './column-test.js'
import { nullTest } from './not-true.js'

/**
 * What several alternatives say together, in fewer of them. TRUE alone when every row meets one:
 *
 *   x = 1 OR x = 2 OR x IN (3, 4)       ⇒  x IN (1, 2, 3, 4)
 *   x = 1 OR x <> 1                     ⇒  x IS NOT NULL
 *   x IS NULL OR x IS NOT NULL          ⇒  TRUE
 *   p OR (p AND q)                      ⇒  p
 *   (p AND q) OR (p AND r)              ⇒  p AND (q OR r), so that p can be pushed though q cannot
 *
 * The list itself where there is nothing to say.
 */
export function combineDisjuncts(disjuncts: readonly BoundExpression[]): BoundExpression | undefined {
  const gathered = gatherEqualities(disjuncts)
  if (gathered.length > MOST_COMPARED)
    return gathered.length === disjuncts.length ? undefined : junction(gathered)
  const complete = withComplements(absorb(gathered))
  if (complete.some((one) => one === TRUE)) return TRUE
  const factored = factorOut(complete)
  if (factored !== undefined) return factored
  return sameItems(complete, disjuncts) ? undefined : junction(complete)
}

/** So many alternatives are compared with each other. */
const MOST_COMPARED = 40

function junction(operands: readonly BoundExpression[]): BoundExpression {
  const [only] = operands
  return operands.length === 1 && only !== undefined ? only : { kind: 'Or', operands, type: BOOLEAN }
}

/** Equalities of one column as one list, where the first of them stood. Constants that compare alike share a list. */
function gatherEqualities(disjuncts: readonly BoundExpression[]): readonly BoundExpression[] {
  interface Gathered {
    readonly first: BoundExpression
    readonly items: Literal[]
  }
  const lists = new Map<number, Gathered[]>()
  const places: (BoundExpression | Gathered)[] = []
  for (const one of disjuncts) {
    const test = columnTestOf(one)
    const values = test === undefined || isBareBoolean(one) ? undefined : valuesOf(test)
    const [sample] = values ?? []
    if (test === undefined || values === undefined || sample === undefined) {
      places.push(one)
      continue
    }
    const known = lists.get(test.column.id) ?? []
    const list = known.find(({ items }) => comparesLike(items[0], sample))
    if (list !== undefined) {
      list.items.push(...values)
      continue
    }
    const begun: Gathered = { first: one, items: [...values] }
    lists.set(test.column.id, [...known, begun])
    places.push(begun)
  }
  return places.map((place) => ('first' in place ? listOf(place.first, place.items) : place))
}

function isBareBoolean({ kind }: BoundExpression): boolean {
  return kind === 'ColumnUse' || kind === 'Not'
}

function comparesLike(a: Literal | undefined, b: Literal): boolean {
  if (a === undefined) return false
  if (isNumeric(a.type) && isNumeric(b.type)) return a.type.kind !== 'double' && b.type.kind !== 'double'
  return a.type.kind === 'text' ? sameType(a.type, b.type) : a.type.kind === b.type.kind
}

function listOf(first: BoundExpression, items: readonly Literal[]): BoundExpression {
  if (first.kind === 'InListTest') return first.items.length === items.length ? first : { ...first, items }
  if (first.kind !== 'Comparison' || items.length === 1) return first
  const { left, span } = first
  return {
    kind: 'InListTest',
    operand: left,
    items,
    negated: false,
    type: BOOLEAN,
    ...(span === undefined ? {} : { span }),
  }
}

/** p OR (p AND q) is p; p OR p is p. */
function absorb(disjuncts: readonly BoundExpression[]): readonly BoundExpression[] {
  return disjuncts.filter((one, index) => {
    const isRepeated = disjuncts.slice(0, index).some((other) => sameExpression(one, other))
    const parts = one.kind === 'And' && one.operands.length <= MOST_COMPARED ? one.operands : []
    return !isRepeated && !parts.some((part) => disjuncts.some((other) => sameExpression(part, other)))
  })
}

/** A test or its opposite hold wherever there is a value. */
function withComplements(disjuncts: readonly BoundExpression[]): readonly BoundExpression[] {
  for (const one of disjuncts) {
    const test = columnTestOf(one)
    if (test === undefined || isBareBoolean(one)) continue
    const opposite = negate(one)
    if (!disjuncts.some((other) => sameExpression(other, opposite))) continue
    if (test.kind === 'null') return [TRUE]
    const isKnown = nullTest({ kind: 'ColumnUse', column: test.column, type: test.column.type }, true)
    const others = disjuncts.filter((other) => other !== one && !sameExpression(other, opposite))
    return withComplements(absorb([isKnown, ...others]))
  }
  return disjuncts
}

/** Conditions that all alternatives share. */
function factorOut(disjuncts: readonly BoundExpression[]): BoundExpression | undefined {
  const [first, ...others] = disjuncts.map(conjunctsOf)
  if (first === undefined || others.length === 0) return undefined
  const isIn = (condition: BoundExpression, list: readonly BoundExpression[]) =>
    list.some((one) => sameExpression(one, condition))
  const shared = first.filter((condition) => others.every((list) => isIn(condition, list)))
  if (shared.length === 0) return undefined
  const rests = [first, ...others].map((list) => conjunction(list.filter((one) => !isIn(one, shared))))
  return conjunction([...shared, ...(rests.includes(TRUE) ? [] : [junction(rests)])])
}
