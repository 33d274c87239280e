import { BOOLEAN } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { isRepeatable } from '../bind/volatile.js'
import { simplifyCondition } from '../conditions/simplify-condition.js'
import type { BoundExpression, CaseExpression } from '../logical/bound-expression.js'
import { conjunction, isFalse, isTrue, TRUE } from '../logical/conjuncts.js'
import { cannotFail } from './condition-traits.js'
import { isNumber, withoutWidening } from './widening.js'

/** A value that a CASE has for some rows; a row meets the condition of one piece at most. */
export interface CasePiece {
  /** Absent: all rows have it. */
  readonly when?: BoundExpression
  readonly value: BoundExpression
}

export interface CasePieces {
  readonly pieces: readonly CasePiece[]
  /** What rows have that meet no condition. */
  readonly otherwise: 'null' | 'zero'
}

interface CutOptions {
  /** ELSE 0 is said apart, and no value. */
  readonly keepsZero?: boolean
  /** One constant is as good as another: they are only counted. */
  readonly constantsAreOne?: boolean
  /** Only where there is nothing to tell apart. */
  readonly onePieceOnly?: boolean
  readonly timeZone: string
}

/** More conditions than this would take longer to tell apart than they save. */
const MOST_BRANCHES = 20

/**
 * A CASE as values of which each row has one: the first condition that holds decides, so that the others come with the
 * opposite of those before.
 *
 *   CASE WHEN p THEN x WHEN q THEN y END         x where p, y where q and p is not true
 *   CASE WHEN p THEN NULL ELSE y END             y where p is not true
 *   CASE WHEN p THEN 1 WHEN q THEN 1 ELSE 0 END  1 where p or q, and zero otherwise
 *
 * Undefined where a condition must not be asked of rows that one before it has kept from it:
 *
 *   CASE WHEN x = 0 THEN 0 WHEN 10 / x > 3 THEN 1 END
 */
export function casePieces(
  expression: CaseExpression,
  { keepsZero = false, constantsAreOne = false, onePieceOnly = false, timeZone }: CutOptions,
): CasePieces | undefined {
  const branches = branchesOf(expression, timeZone)
  const rest = withoutWidening(expression.otherwise)
  const isZero = keepsZero && isNumber(rest, 0) && !branches.some(({ value }) => isNull(value))
  const all = isNull(rest) || isZero ? branches : [...branches, { when: TRUE, value: rest }]
  if (onePieceOnly && all.length > 1) return undefined
  if (!all.slice(1).every(({ when }) => cannotFail(when))) return undefined
  const runs = withoutLastNulls(runsOfValues(all, constantsAreOne))
  const isRepeated = runs.length > 1
  if (runs.length > MOST_BRANCHES || (isRepeated && !runs.every(({ when }) => isRepeatable(when))))
    return undefined
  const pieces = runs.flatMap(({ when, value }, index): readonly CasePiece[] => {
    const isWritten = index === 0 && branches.length === 1
    const alone = isWritten ? when : simplifyCondition(firstOf(when, runs.slice(0, index)), timeZone)
    if (isNull(value) || isFalse(alone)) return []
    return [isTrue(alone) ? { value } : { when: alone, value }]
  })
  return { pieces, otherwise: isZero ? 'zero' : 'null' }
}

interface Run {
  readonly when: BoundExpression
  readonly value: BoundExpression
}

/** One condition stays as it is written; several are put into other words anyway. */
function branchesOf({ branches }: CaseExpression, timeZone: string): readonly Run[] {
  const isAlone = branches.length === 1
  return branches.map(({ when, then: value }) => ({
    when: isAlone ? when : simplifyCondition(when, timeZone),
    value: withoutWidening(value),
  }))
}

/** Neighbours with one value are one. */
function runsOfValues(branches: readonly Run[], constantsAreOne: boolean): readonly Run[] {
  const isSame = (a: BoundExpression, b: BoundExpression) =>
    (constantsAreOne && isConstant(a) && isConstant(b)) || sameExpression(a, b)
  const runs: Run[] = []
  for (const branch of branches) {
    const last = runs.at(-1)
    if (last !== undefined && isSame(last.value, branch.value))
      runs[runs.length - 1] = { when: either(last.when, branch.when), value: last.value }
    else runs.push(branch)
  }
  return runs
}

function either(one: BoundExpression, other: BoundExpression): BoundExpression {
  if (isTrue(other)) return TRUE
  const operands = [one, other].flatMap((part) => (part.kind === 'Or' ? part.operands : [part]))
  return { kind: 'Or', operands, type: BOOLEAN }
}

function withoutLastNulls(runs: readonly Run[]): readonly Run[] {
  const last = runs.findLastIndex(({ value }) => !isNull(value))
  return runs.slice(0, last + 1)
}

/** It holds, and none before it. */
function firstOf(when: BoundExpression, before: readonly Run[]): BoundExpression {
  const others = before.map(
    (one): BoundExpression => ({
      kind: 'IsTruthTest',
      operand: one.when,
      truth: true,
      negated: true,
      type: BOOLEAN,
    }),
  )
  return conjunction([...others, ...(isTrue(when) ? [] : [when])])
}

function isConstant(expression: BoundExpression): boolean {
  return expression.kind === 'Literal' && expression.value !== null
}

function isNull(expression: BoundExpression): boolean {
  return expression.kind === 'Literal' && expression.value === null
}
