import { formatFieldPath } from './field-path.js'
import { quotePattern, quoteText } from './quote-soql.js'
import type {
  SoqlCondition,
  SoqlExpression,
  SoqlOrderItem,
  SoqlQuery,
  SoqlSelectItem,
  SoqlValue,
} from './soql-query.js'

/**
 * SOQL as text.
 *
 * ```ts
 * printSoql(query)   // SELECT Id, Account.Name FROM Contact WHERE LastName = 'Lee' AND Account.Id != null
 * ```
 */
export function printSoql(query: SoqlQuery): string {
  const { scope, where, having, orderBy, groupBy, limit, offset } = query
  const clauses = [
    `SELECT ${query.select.map(printSelectItem).join(', ')}`,
    `FROM ${query.from}`,
    ...(scope === undefined ? [] : [`USING SCOPE ${scope}`]),
    ...(where === undefined ? [] : [`WHERE ${printCondition(where)}`]),
    ...(groupBy.length === 0 ? [] : [`GROUP BY ${printGroupBy(query)}`]),
    ...(having === undefined ? [] : [`HAVING ${printCondition(having)}`]),
    ...(orderBy.length === 0 ? [] : [`ORDER BY ${orderBy.map(printOrderItem).join(', ')}`]),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
    ...(offset === undefined || offset === 0 ? [] : [`OFFSET ${offset}`]),
  ]
  return clauses.join(' ')
}

function printSelectItem({ expression, alias }: SoqlSelectItem): string {
  return alias === undefined ? printExpression(expression) : `${printExpression(expression)} ${alias}`
}

function printGroupBy({ groupBy, groupByForm }: SoqlQuery): string {
  const keys = groupBy.map(printExpression).join(', ')
  return groupByForm === undefined ? keys : `${groupByForm}(${keys})`
}

/** Nulls are always spelled out: left to itself the org sorts them first, ascending and descending. */
function printOrderItem({ expression, direction, nulls }: SoqlOrderItem): string {
  // Of fields of parents SOQL takes no word on nulls: they come first.
  const isOfParent = expression.kind === 'SoqlField' && expression.path.relationships.length > 0
  return `${printExpression(expression)} ${direction}${isOfParent ? '' : ` NULLS ${nulls}`}`
}

/** The text of an expression is also its identity: equal texts are the same thing to the org. */
export function printExpression(expression: SoqlExpression): string {
  switch (expression.kind) {
    case 'SoqlField':
      return formatFieldPath(expression.path)
    case 'SoqlFunction':
      return `${expression.name}(${printExpression(expression.argument)})`
    case 'SoqlAggregate':
      return `${expression.function}(${printExpression(expression.argument)})`
  }
}

export function printCondition(condition: SoqlCondition): string {
  switch (condition.kind) {
    case 'SoqlAnd':
      return condition.operands.map(printOperand).join(' AND ')
    case 'SoqlOr':
      return condition.operands.map(printOperand).join(' OR ')
    case 'SoqlComparison':
      return `${printExpression(condition.left)} ${condition.operator} ${printValue(condition.value)}`
    case 'SoqlIn':
      return `${printExpression(condition.left)} ${condition.negated ? 'NOT IN' : 'IN'} (${condition.values.map(printValue).join(', ')})`
    case 'SoqlLike':
      return printLike(condition)
    case 'SoqlIncludes':
      return `${printExpression(condition.left)} ${condition.negated ? 'EXCLUDES' : 'INCLUDES'} (${condition.values.map(quoteText).join(', ')})`
    case 'SoqlSemiJoin':
      return `${printExpression(condition.left)} ${condition.negated ? 'NOT IN' : 'IN'} (${printSoql(condition.query)})`
    case 'SoqlNever':
      return 'Id = null'
    case 'SoqlAlways':
      return 'Id != null'
  }
}

/** SOQL takes no AND beside an OR without parentheses, so every nested group gets its own. */
function printOperand(condition: SoqlCondition): string {
  const isGroup = condition.kind === 'SoqlAnd' || condition.kind === 'SoqlOr'
  return isGroup ? `(${printCondition(condition)})` : printCondition(condition)
}

/** NOT LIKE is no operator of SOQL; NOT is, and it must stand in parentheses with what it negates. */
function printLike({ left, pattern, negated }: SoqlCondition & { readonly kind: 'SoqlLike' }): string {
  const like = `${printExpression(left)} LIKE ${quotePattern(pattern)}`
  return negated ? `(NOT ${like})` : like
}

export function printValue(value: SoqlValue): string {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'text':
      return quoteText(value.value)
    case 'boolean':
      return value.value ? 'true' : 'false'
    case 'number':
    case 'date':
    case 'datetime':
    case 'time':
      return value.value
  }
}
