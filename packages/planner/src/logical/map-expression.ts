import type { BoundExpression } from './bound-expression.js'
import type { LogicalPlan } from './logical-plan.js'
import type { PlanColumn } from './plan-column.js'

type Mapper = (expression: BoundExpression) => BoundExpression
type Test = (expression: BoundExpression) => boolean

/** The direct operands of an expression; the plans of subqueries are not among them. */
export function operandsOf(expression: BoundExpression): readonly BoundExpression[] {
  const operands: BoundExpression[] = []
  someOperand(expression, (one) => {
    operands.push(one)
    return false
  })
  return operands
}

/** The same expression over mapped operands; the old object when no operand changed. */
export function mapOperands(expression: BoundExpression, map: Mapper): BoundExpression {
  switch (expression.kind) {
    case 'Literal':
    case 'ColumnUse':
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
      return expression
    case 'And':
    case 'Or':
    case 'InSubqueryTest': {
      const operands = mapAll(expression.operands, map)
      return operands === expression.operands ? expression : { ...expression, operands }
    }
    case 'Not':
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'CastExpression':
    case 'ExtractPart':
    case 'QuantifiedTest': {
      const operand = map(expression.operand)
      return operand === expression.operand ? expression : { ...expression, operand }
    }
    case 'Comparison':
    case 'DistinctTest':
    case 'Arithmetic': {
      const left = map(expression.left)
      const right = map(expression.right)
      return left === expression.left && right === expression.right
        ? expression
        : { ...expression, left, right }
    }
    case 'InListTest': {
      const operand = map(expression.operand)
      const items = mapAll(expression.items, map)
      return operand === expression.operand && items === expression.items
        ? expression
        : { ...expression, operand, items }
    }
    case 'LikeTest': {
      const operand = map(expression.operand)
      const pattern = map(expression.pattern)
      const escapeBy = expression.escape === undefined ? undefined : map(expression.escape)
      if (operand === expression.operand && pattern === expression.pattern && escapeBy === expression.escape)
        return expression
      return { ...expression, operand, pattern, ...(escapeBy === undefined ? {} : { escape: escapeBy }) }
    }
    case 'CaseExpression': {
      const branches = mapAll(expression.branches, (branch) => {
        const when = map(branch.when)
        const then = map(branch.then)
        return when === branch.when && then === branch.then ? branch : { when, then }
      })
      const otherwise = map(expression.otherwise)
      return branches === expression.branches && otherwise === expression.otherwise
        ? expression
        : { ...expression, branches, otherwise }
    }
    case 'Call': {
      const mapped = mapAll(expression.arguments, map)
      return mapped === expression.arguments ? expression : { ...expression, arguments: mapped }
    }
  }
}

/** Maps bottom-up. Subquery plans are left alone. */
export function mapExpression(expression: BoundExpression, map: Mapper): BoundExpression {
  const mapDeep: Mapper = (one) => map(mapOperands(one, mapDeep))
  return mapDeep(expression)
}

/** Replaces uses of columns, inside subqueries not: see `mapPlanExpressions`. */
export function replaceColumns(
  expression: BoundExpression,
  replacements: ReadonlyMap<number, BoundExpression>,
): BoundExpression {
  return mapExpression(expression, (one) =>
    one.kind === 'ColumnUse' ? (replacements.get(one.column.id) ?? one) : one,
  )
}

/** Calls `visit` for the expression and all below it, parents first; subquery plans are not entered. */
export function visitExpression(expression: BoundExpression, visit: (one: BoundExpression) => void): void {
  const deep: Test = (one) => {
    visit(one)
    return someOperand(one, deep)
  }
  deep(expression)
}

/**
 * Whether a direct operand passes the test, in the order in which they are written. Rules walk over expressions more than they
 * do anything else, so no list of operands is made for it.
 */
export function someOperand(expression: BoundExpression, test: Test): boolean {
  switch (expression.kind) {
    case 'Literal':
    case 'ColumnUse':
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
      return false
    case 'And':
    case 'Or':
    case 'InSubqueryTest':
      return someOf(expression.operands, test)
    case 'Not':
    case 'IsNullTest':
    case 'IsTruthTest':
    case 'CastExpression':
    case 'ExtractPart':
    case 'QuantifiedTest':
      return test(expression.operand)
    case 'Comparison':
    case 'DistinctTest':
    case 'Arithmetic':
      return test(expression.left) || test(expression.right)
    case 'InListTest':
      return test(expression.operand) || someOf(expression.items, test)
    case 'LikeTest':
      return (
        test(expression.operand) ||
        test(expression.pattern) ||
        (expression.escape !== undefined && test(expression.escape))
      )
    case 'CaseExpression':
      for (const { when, then } of expression.branches) if (test(when) || test(then)) return true
      return test(expression.otherwise)
    case 'Call':
      return someOf(expression.arguments, test)
  }
}

function someOf(expressions: readonly BoundExpression[], test: Test): boolean {
  for (const expression of expressions) if (test(expression)) return true
  return false
}

/** The plans of the subqueries in an expression. */
export function subqueryPlans(expression: BoundExpression): readonly LogicalPlan[] {
  const plans: LogicalPlan[] = []
  visitExpression(expression, (one) => {
    const plan = subqueryPlan(one)
    if (plan !== undefined) plans.push(plan)
  })
  return plans
}

export function subqueryPlan(expression: BoundExpression): LogicalPlan | undefined {
  switch (expression.kind) {
    case 'ScalarSubqueryValue':
    case 'ExistsTest':
    case 'InSubqueryTest':
    case 'QuantifiedTest':
      return expression.plan
    default:
      return undefined
  }
}

export function columnUse(column: PlanColumn): BoundExpression {
  return { kind: 'ColumnUse', column, type: column.type }
}

/** Maps a list; the old list when nothing changed. */
export function mapAll<T>(items: readonly T[], map: (item: T) => T): readonly T[] {
  let mapped: T[] | undefined
  items.forEach((item, index) => {
    const next = map(item)
    if (next !== item) mapped ??= items.slice(0, index)
    mapped?.push(next)
  })
  return mapped ?? items
}
