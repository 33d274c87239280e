import { INTERVAL, TEXT } from '@certsql/core'
import { type CaseBranch, type Expression, makeCase, makeCaseBranch, makeCast, makeText } from '@certsql/sql'
import { lowerType } from './lower-type.js'

/**
 * A CASE with intervals for values. Where some are constants they are chosen as texts, of which DuckDB takes no two for one, as it
 * does with intervals of the same length (see `shiftMoment`):
 *
 *   CAST(CASE WHEN p THEN '1 month' END AS INTERVAL)
 *   CAST(CASE WHEN p THEN '30 days' END AS INTERVAL)
 */
export function chooseInterval(branches: readonly CaseBranch[], otherwise: Expression): Expression {
  if (![...branches.map(({ then }) => then), otherwise].some(isConstant))
    return makeCase(branches, { otherwise })
  const texts = branches.map(({ when, then }) => makeCaseBranch(when, asText(then)))
  return makeCast(makeCase(texts, { otherwise: asText(otherwise) }), lowerType(INTERVAL))
}

function isConstant(value: Expression): boolean {
  return value.kind === 'IntervalLiteral'
}

function asText(value: Expression): Expression {
  return value.kind === 'IntervalLiteral' ? makeText(value.value) : makeCast(value, lowerType(TEXT))
}
