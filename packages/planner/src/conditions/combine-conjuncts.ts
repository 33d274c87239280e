import { BOOLEAN, isTextual } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import { sameExpression } from '../bind/same-expression.js'
import type { BoundExpression, Literal } from '../logical/bound-expression.js'
import { columnsUsed } from '../logical/columns-used.js'
import { FALSE, isTrue } from '../logical/conjuncts.js'
import { replaceColumns } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { sameItems } from '../logical/same-items.js'
import { ignoresCase, isMovable } from '../rules/condition-traits.js'
import { foldExpression } from '../rules/fold-constants.js'
import { type ColumnTest, columnTestOf, compareConstants, holdsFor, valuesOf } from './column-test.js'

/**
 * What several conditions say together, in fewer of them. FALSE alone when no row can meet them all:
 *
 *   x = 1 AND x = 2                  ⇒  FALSE
 *   x > 5 AND x < 3                  ⇒  FALSE
 *   x IS NULL AND x <> 'a'           ⇒  FALSE
 *   x IN (1, 2, 3) AND x > 2         ⇒  x = 3
 *   x > 3 AND x > 5                  ⇒  x > 5
 *   x = 'b' AND x IS NOT NULL        ⇒  x = 'b'
 *   (x <> 'a' OR x IS NULL) AND x = 'b'  ⇒  x = 'b'
 *   (x < 9 OR x IS NULL) AND x > 3   ⇒  x < 9 AND x > 3
 *
 * Text is equal or different without doubt for ASCII only, and its order is never decided here. The list itself where
 * there is nothing to say.
 */
export function combineConjuncts(conjuncts: readonly BoundExpression[]): readonly BoundExpression[] {
  const tests = conjuncts.map(columnTestOf)
  let combined: readonly (BoundExpression | undefined)[] = conjuncts
  for (const [column, indexes] of byColumn(tests)) {
    const facts = indexes.map((index) => tests[index]).filter((test) => test !== undefined)
    if (contradictNull(facts)) return [FALSE]
    const values = commonValues(facts)
    if (values?.length === 0) return [FALSE]
    if (values === undefined && facts.length > MOST_COMPARED) continue
    if (values === undefined && contradictRange(facts)) return [FALSE]
    combined =
      values === undefined
        ? withoutImplied(combined, tests, indexes)
        : pinned(combined, tests, indexes, values)
    const [only] = values ?? []
    if (values?.length === 1 && only !== undefined)
      combined = combined.map((one) => decided(one, column, only))
  }
  combined = withoutNullAlternatives(combined, tests)
  const remaining = combined.filter((one) => one !== undefined && !isTrue(one))
  if (remaining.some((one) => one === FALSE)) return [FALSE]
  const absorbed = absorb(remaining.filter((one) => one !== undefined))
  return sameItems(absorbed, conjuncts) ? conjuncts : absorbed
}

function byColumn(tests: readonly (ColumnTest | undefined)[]): ReadonlyMap<PlanColumn, readonly number[]> {
  const groups = new Map<number, { readonly column: PlanColumn; readonly indexes: number[] }>()
  tests.forEach((test, index) => {
    if (test === undefined) return
    const group = groups.get(test.column.id)
    if (group === undefined) groups.set(test.column.id, { column: test.column, indexes: [index] })
    else group.indexes.push(index)
  })
  return new Map([...groups.values()].map(({ column, indexes }) => [column, indexes]))
}

/** IS NULL beside anything that a null does not meet. */
function contradictNull(tests: readonly ColumnTest[]): boolean {
  const wantsNull = tests.some((test) => test.kind === 'null' && !test.negated)
  return wantsNull && tests.some((test) => test.kind !== 'null' || test.negated)
}

// ── A column with few values ───────────────────────────────────────────────────────────────────────────────────

/** Lists are compared value by value; two long ones would take too long, and are left as they are. */
const MOST_COMPARISONS = 20_000

/** The constants that meet all tests, as far as can be told; undefined where no test lists them. */
function commonValues(tests: readonly ColumnTest[]): readonly Literal[] | undefined {
  let shortest: readonly Literal[] | undefined
  let source: ColumnTest | undefined
  for (const test of tests) {
    const values = valuesOf(test)
    if (values === undefined || (shortest !== undefined && values.length >= shortest.length)) continue
    shortest = values
    source = test
  }
  const others = tests.filter((test) => test !== source)
  const comparisons = (shortest?.length ?? 0) * others.reduce((sum, test) => sum + sizeOf(test), 0)
  if (comparisons > MOST_COMPARISONS) return undefined
  return shortest?.filter((value) => others.every((test) => holdsFor(test, value) !== false))
}

function sizeOf(test: ColumnTest): number {
  return test.kind === 'listed' ? test.values.length : 1
}

/** The list of values in place of the first test that has one, without the tests that all of them meet for certain. */
function pinned(
  conjuncts: readonly (BoundExpression | undefined)[],
  tests: readonly (ColumnTest | undefined)[],
  indexes: readonly number[],
  values: readonly Literal[],
): readonly (BoundExpression | undefined)[] {
  const home = indexes.find((index) => isListOf(tests[index], values)) ?? firstList(indexes, tests)
  const ofColumn = new Set(indexes)
  return conjuncts.map((one, index) => {
    const test = tests[index]
    if (test === undefined || !ofColumn.has(index)) return one
    if (index === home) return isListOf(test, values) ? one : listTest(one, test.column, values)
    return values.every((value) => holdsFor(test, value) === true) ? undefined : one
  })
}

function firstList(
  indexes: readonly number[],
  tests: readonly (ColumnTest | undefined)[],
): number | undefined {
  return indexes.find((index) => {
    const test = tests[index]
    return test !== undefined && valuesOf(test) !== undefined
  })
}

function isListOf(test: ColumnTest | undefined, values: readonly Literal[]): boolean {
  const own = test === undefined ? undefined : valuesOf(test)
  return own !== undefined && sameItems(own, values)
}

function listTest(
  original: BoundExpression | undefined,
  column: PlanColumn,
  values: readonly Literal[],
): BoundExpression {
  const operand: BoundExpression = { kind: 'ColumnUse', column, type: column.type }
  const span = original?.span === undefined ? {} : { span: original.span }
  const [only] = values
  return values.length === 1 && only !== undefined
    ? { kind: 'Comparison', operator: '=', left: operand, right: only, type: BOOLEAN, ...span }
    : { kind: 'InListTest', operand, items: values, negated: false, type: BOOLEAN, ...span }
}

/** A condition on this column alone, now that its value is known. */
function decided(
  condition: BoundExpression | undefined,
  column: PlanColumn,
  value: Literal,
): BoundExpression | undefined {
  if (condition === undefined || columnTestOf(condition) !== undefined) return condition
  const { kind } = column.type
  const isExact = kind !== 'double' && kind !== 'json' && kind !== 'list'
  if (!isExact || !isMovable(condition) || (isTextual(column.type) && !ignoresCase(condition)))
    return condition
  const used = [...columnsUsed(condition)]
  if (used.length !== 1 || used[0] !== column.id) return condition
  const known = { ...value, type: isTextual(column.type) ? column.type : value.type }
  const answer = foldExpression(replaceColumns(condition, new Map([[column.id, known]])))
  if (answer.kind !== 'Literal') return condition
  return answer.value === true ? undefined : FALSE
}

// ── A column within bounds ─────────────────────────────────────────────────────────────────────────────────────

type Compared = ColumnTest & { readonly kind: 'compared' }

const LOWER: ReadonlySet<ComparisonOperator> = new Set<ComparisonOperator>(['>', '>='])
const UPPER: ReadonlySet<ComparisonOperator> = new Set<ComparisonOperator>(['<', '<='])

function contradictRange(tests: readonly ColumnTest[]): boolean {
  const bounds = tests.filter((test) => test.kind === 'compared')
  return bounds.some(
    (lower) =>
      LOWER.has(lower.operator) &&
      bounds.some((upper) => UPPER.has(upper.operator) && leavesNothing(lower, upper)),
  )
}

/** `x > 5` and `x < 5`: also where only one of them is strict. */
function leavesNothing(lower: Compared, upper: Compared): boolean {
  const isClosed = lower.operator === '>=' && upper.operator === '<='
  return compareConstants(lower.value, isClosed ? '>' : '>=', upper.value, lower.column.type) === true
}

/** Without bounds that a tighter one implies, and without IS NOT NULL beside what no null meets. */
function withoutImplied(
  conjuncts: readonly (BoundExpression | undefined)[],
  tests: readonly (ColumnTest | undefined)[],
  indexes: readonly number[],
): readonly (BoundExpression | undefined)[] {
  return conjuncts.map((one, index) => {
    const test = tests[index]
    if (test === undefined || !indexes.includes(index)) return one
    const isImplied = indexes.some((other) => {
      const stronger = tests[other]
      if (stronger === undefined || other === index) return false
      return implies(stronger, test) && !(implies(test, stronger) && other > index)
    })
    return isImplied ? undefined : one
  })
}

function implies(stronger: ColumnTest, weaker: ColumnTest): boolean {
  if (weaker.kind === 'null') return weaker.negated && rejectsNullInOrg(stronger)
  if (stronger.kind !== 'compared' || weaker.kind !== 'compared') return false
  const bothLower = LOWER.has(stronger.operator) && LOWER.has(weaker.operator)
  const bothUpper = UPPER.has(stronger.operator) && UPPER.has(weaker.operator)
  if (!bothLower && !bothUpper) return false
  const isAsStrict =
    stronger.operator === weaker.operator || stronger.operator === '<' || stronger.operator === '>'
  const reaches = bothLower ? (isAsStrict ? '>=' : '>') : isAsStrict ? '<=' : '<'
  return compareConstants(stronger.value, reaches, weaker.value, stronger.column.type) === true
}

/**
 * Whether the test takes out nulls wherever it runs. Ranges of text run here, so that IS NOT NULL beside one is what the
 * org can be asked.
 */
function rejectsNullInOrg(test: ColumnTest): boolean {
  switch (test.kind) {
    case 'compared':
      return !isTextual(test.column.type) || test.operator === '=' || test.operator === '<>'
    case 'listed':
    case 'like':
      return true
    case 'null':
      return test.negated
  }
}

/** `x IS NULL` is no alternative beside what no null meets. */
function withoutNullAlternatives(
  conjuncts: readonly (BoundExpression | undefined)[],
  tests: readonly (ColumnTest | undefined)[],
): readonly (BoundExpression | undefined)[] {
  const known = new Set(
    tests.flatMap((test, index) =>
      test !== undefined && conjuncts[index] !== undefined && rejectsNullInOrg(test) ? [test.column.id] : [],
    ),
  )
  if (known.size === 0) return conjuncts
  const isImpossible = (one: BoundExpression) =>
    one.kind === 'IsNullTest' &&
    !one.negated &&
    one.operand.kind === 'ColumnUse' &&
    known.has(one.operand.column.id)
  return conjuncts.map((one) => {
    if (one?.kind !== 'Or' || !one.operands.some(isImpossible)) return one
    const possible = one.operands.filter((operand) => !isImpossible(operand))
    const [only] = possible
    return only === undefined ? FALSE : possible.length === 1 ? only : { ...one, operands: possible }
  })
}

// ── Conditions within others ───────────────────────────────────────────────────────────────────────────────────

/** So many conditions are compared with each other. */
const MOST_COMPARED = 40

/** p AND (p OR q) is p; p AND p is p. */
function absorb(conjuncts: readonly BoundExpression[]): readonly BoundExpression[] {
  if (conjuncts.length > MOST_COMPARED) return conjuncts
  return conjuncts.filter((one, index) => {
    const isRepeated = conjuncts.slice(0, index).some((other) => sameExpression(one, other))
    const parts = one.kind === 'Or' && one.operands.length <= MOST_COMPARED ? one.operands : []
    return !isRepeated && !parts.some((part) => conjuncts.some((other) => sameExpression(part, other)))
  })
}
