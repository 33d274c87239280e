import { sameType } from '../functions/common-type.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { AggregateCall, SortKey, WindowCall } from '../logical/logical-plan.js'
import { operandsOf, subqueryPlan } from '../logical/map-expression.js'
import { isVolatile } from './volatile.js'

/** Whether two expressions say the same in the same words: `lower(Name)` and `LOWER(a.Name)`, not `1 + x` and `x + 1`. */
export function sameExpression(a: BoundExpression, b: BoundExpression): boolean {
  if (a === b) return true
  if (a.kind !== b.kind || !sameType(a.type, b.type) || !sameOwnFacts(a, b)) return false
  const [left, right] = [operandsOf(a), operandsOf(b)]
  return left.length === right.length && left.every((one, index) => sameExpression(one, right[index] ?? a))
}

/** What a node says by itself, its operands aside. */
function sameOwnFacts(a: BoundExpression, b: BoundExpression): boolean {
  if (subqueryPlan(a) !== undefined) return false
  switch (a.kind) {
    case 'Literal':
      return b.kind === a.kind && a.value === b.value
    case 'ColumnUse':
      return b.kind === a.kind && a.column.id === b.column.id
    case 'And':
    case 'Or':
    case 'Not':
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
      return true
    case 'Comparison':
    case 'Arithmetic':
      return b.kind === a.kind && a.operator === b.operator
    case 'IsNullTest':
    case 'DistinctTest':
    case 'InListTest':
      return b.kind === a.kind && a.negated === b.negated
    case 'IsTruthTest':
      return b.kind === a.kind && a.negated === b.negated && a.truth === b.truth
    case 'LikeTest':
      return (
        b.kind === a.kind &&
        a.negated === b.negated &&
        a.caseInsensitive === b.caseInsensitive &&
        (a.escape === undefined) === (b.escape === undefined)
      )
    case 'CaseExpression':
      return b.kind === a.kind && a.branches.length === b.branches.length
    case 'CastExpression':
      return b.kind === a.kind && a.safe === b.safe
    case 'ExtractPart':
      return b.kind === a.kind && a.field === b.field
    case 'Call':
      return b.kind === a.kind && a.function === b.function && !isVolatile(a)
    case 'InSubqueryTest':
    case 'QuantifiedTest':
      return false
  }
}

export function sameAggregate(a: AggregateCall, b: AggregateCall): boolean {
  return (
    a.function === b.function &&
    a.distinct === b.distinct &&
    sameAll(a.arguments, b.arguments) &&
    sameOptional(a.filter, b.filter) &&
    sameKeys(a.orderBy, b.orderBy)
  )
}

/** Windows with a frame are told apart even when they are alike: frames are syntax with places in the text. */
export function sameWindow(a: WindowCall, b: WindowCall): boolean {
  return (
    a.function === b.function &&
    a.distinct === b.distinct &&
    a.nulls === b.nulls &&
    a.frame === b.frame &&
    sameAll(a.arguments, b.arguments) &&
    sameOptional(a.filter, b.filter) &&
    sameAll(a.partitionBy, b.partitionBy) &&
    sameKeys(a.orderBy, b.orderBy)
  )
}

function sameAll(a: readonly BoundExpression[], b: readonly BoundExpression[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index]
      return other !== undefined && sameExpression(one, other)
    })
  )
}

function sameOptional(a: BoundExpression | undefined, b: BoundExpression | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameExpression(a, b)
}

function sameKeys(a: readonly SortKey[], b: readonly SortKey[]): boolean {
  return (
    sameAll(
      a.map((key) => key.expression),
      b.map((key) => key.expression),
    ) && a.every((key, index) => key.direction === b[index]?.direction && key.nulls === b[index]?.nulls)
  )
}
