import { BOOLEAN } from '@certsql/core'
import type { ComparisonOperator } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'

const OPPOSITES: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}

/**
 * The negation of a condition, pushed as far inward as it goes. True becomes false, and unknown stays unknown, so every
 * step holds in SQL's three-valued logic:
 *
 *   NOT (a = 1 AND b IS NULL)   ⇒   a <> 1 OR b IS NOT NULL
 */
export function negate(expression: BoundExpression): BoundExpression {
  switch (expression.kind) {
    case 'Not':
      return expression.operand
    case 'And':
      return { ...expression, kind: 'Or', operands: expression.operands.map(negate) }
    case 'Or':
      return { ...expression, kind: 'And', operands: expression.operands.map(negate) }
    case 'Comparison':
      return { ...expression, operator: OPPOSITES[expression.operator] }
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'DistinctTest':
    case 'InListTest':
    case 'LikeTest':
    case 'InSubqueryTest':
      return { ...expression, negated: !expression.negated }
    case 'Literal':
      return typeof expression.value === 'boolean' ? { ...expression, value: !expression.value } : expression
    case 'ColumnUse':
    case 'Call':
    case 'CaseExpression':
    case 'CastExpression':
    case 'Arithmetic':
    case 'ExtractPart':
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
    case 'QuantifiedTest':
      return { kind: 'Not', operand: expression, type: BOOLEAN }
  }
}
