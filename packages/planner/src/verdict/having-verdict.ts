import type { BoundExpression, Comparison } from '../logical/bound-expression.js'
import { MIRRORED } from '../logical/mirrored-operators.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { compare } from '../soql/soql-condition.js'
import type { SoqlAggregate, SoqlCondition, SoqlExpression, SoqlOperator } from '../soql/soql-query.js'
import { exact, none, superset } from './combine-verdicts.js'
import { comparisonVerdict } from './comparison-verdict.js'
import type { Surroundings } from './field-ability.js'
import type { ConditionVerdict } from './verdict.js'

/**
 * A condition on the figures of groups, as HAVING.
 *
 *   COUNT(*) > 5                 HAVING COUNT(Id) > 5
 *   MAX(CloseDate) < '2025-…'    HAVING MAX(CloseDate) < 2025-…, checked again here
 *
 * Counts are whole numbers and never null, so the org decides as we do. Of the least and the greatest it is not written
 * anywhere how HAVING takes null, so only comparisons are asked that null cannot meet, and every group is looked at again.
 * Sums stay here: one that is not yet proved may lie on the wrong side.
 */
export function havingVerdict(
  condition: BoundExpression,
  outputOf: (column: PlanColumn) => SoqlExpression | undefined,
  surroundings: Surroundings,
): ConditionVerdict {
  if (condition.kind !== 'Comparison') return none('the groups are filtered here')
  const figure = figureIn(condition, outputOf)
  if (figure === undefined) return none('the groups are filtered here')
  switch (figure.function) {
    case 'COUNT':
    case 'COUNT_DISTINCT':
      return countVerdict(condition, figure)
    case 'MIN':
    case 'MAX':
      return extremeVerdict(condition, figure, outputOf, surroundings)
    case 'SUM':
    case 'AVG':
      return none('a sum that is not proved yet may lie on the wrong side')
    case 'GROUPING':
      return none('the groups are filtered here')
  }
}

/** The aggregate on one of the sides, where the other side is a constant. */
function figureIn(
  { left, right }: Comparison,
  outputOf: (column: PlanColumn) => SoqlExpression | undefined,
): SoqlAggregate | undefined {
  const figures = [left, right].map((side) => {
    const column = columnBelowCasts(side)
    const output = column === undefined ? undefined : outputOf(column)
    return output?.kind === 'SoqlAggregate' ? output : undefined
  })
  const isConstant = [left, right].some(({ kind }) => kind === 'Literal')
  return isConstant ? figures.find((one) => one !== undefined) : undefined
}

function columnBelowCasts(expression: BoundExpression): PlanColumn | undefined {
  if (expression.kind === 'CastExpression') return columnBelowCasts(expression.operand)
  return expression.kind === 'ColumnUse' ? expression.column : undefined
}

// ── Counts ─────────────────────────────────────────────────────────────────────────────────────────────────────

function countVerdict({ operator, left, right }: Comparison, figure: SoqlAggregate): ConditionVerdict {
  const isFlipped = left.kind === 'Literal'
  const constant = isFlipped ? left : right
  const value = constant.kind === 'Literal' ? constant.value : null
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value)) return none('counts are whole numbers')
  const asked = isFlipped ? MIRRORED[operator] : operator
  const soql: SoqlOperator = asked === '<>' ? '!=' : asked
  return exact(compare(figure, soql, { kind: 'number', value }), 'counts are whole numbers, and never null')
}

// ── The least and the greatest ─────────────────────────────────────────────────────────────────────────────────

const NOT_FOR_NULL: ReadonlySet<SoqlOperator> = new Set(['=', '<', '<=', '>', '>='])

/** Asked as of the field itself, with the aggregate in its place. */
function extremeVerdict(
  condition: Comparison,
  figure: SoqlAggregate,
  outputOf: (column: PlanColumn) => SoqlExpression | undefined,
  surroundings: Surroundings,
): ConditionVerdict {
  const verdict = comparisonVerdict(condition, {
    ...surroundings,
    outputOf: (column) => (outputOf(column) === figure ? figure.argument : undefined),
  })
  if (verdict.kind === 'none') return verdict
  const having = withFigure(verdict.condition, figure)
  return having === undefined
    ? none('the groups are filtered here')
    : superset(having, 'how HAVING takes null is not documented; checked again here')
}

function withFigure(condition: SoqlCondition, figure: SoqlAggregate): SoqlCondition | undefined {
  switch (condition.kind) {
    case 'SoqlComparison': {
      const { left, operator, value } = condition
      if (left.kind !== 'SoqlField' || value.kind === 'null' || !NOT_FOR_NULL.has(operator)) return undefined
      return { ...condition, left: figure }
    }
    case 'SoqlAnd':
    case 'SoqlOr': {
      const operands = condition.operands.map((operand) => withFigure(operand, figure))
      return operands.every((one) => one !== undefined) ? { ...condition, operands } : undefined
    }
    default:
      return undefined
  }
}
