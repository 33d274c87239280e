import type { AggregateCall } from '../logical/logical-plan.js'
import { formatExpression } from './format-expression.js'

/** `COUNT(DISTINCT Name) FILTER (WHERE IsWon)`, for people. */
export function formatAggregateCall(call: AggregateCall): string {
  const { function: name, arguments: operands, distinct, filter } = call
  const shownOperands = operands.length === 0 ? '*' : operands.map(formatExpression).join(', ')
  const where = filter === undefined ? '' : ` FILTER (WHERE ${formatExpression(filter)})`
  return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${shownOperands})${where}`
}
