import { formatSqlType, isNumeric, quoteText } from '@certsql/core'
import type { BoundExpression, Call, Literal } from '../logical/bound-expression.js'
import type { SortKey } from '../logical/logical-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'

/** Long lists are cut: the text is for reading. */
const LISTED_ITEMS = 5

/** Precedence of the shapes that need parentheses inside a tighter one. */
const OR = 1
const AND = 2
const NOT = 3
const PREDICATE = 4
const ADDITIVE = 5
const MULTIPLICATIVE = 6
const ATOM = 9

/**
 * An expression as SQL, for EXPLAIN and for messages.
 *
 * ```ts
 * formatExpression(condition)   // "i.c2g__InvoiceTotal__c > 100 AND i.c2g__Account__r.Name = 'Acme'"
 * ```
 */
export function formatExpression(expression: BoundExpression): string {
  return format(expression).text
}

export function formatColumn(column: PlanColumn): string {
  return column.qualifier === undefined ? column.name : `${column.qualifier}.${column.name}`
}

export function formatSortKey({ expression, direction, nulls }: SortKey): string {
  return `${formatExpression(expression)} ${direction} NULLS ${nulls}`
}

interface Formatted {
  readonly text: string
  readonly precedence: number
}

function format(expression: BoundExpression): Formatted {
  switch (expression.kind) {
    case 'Literal':
      return atom(formatLiteral(expression))
    case 'ColumnUse':
      return atom(formatColumn(expression.column))
    case 'And':
      return { text: expression.operands.map((one) => inside(one, AND)).join(' AND '), precedence: AND }
    case 'Or':
      return { text: expression.operands.map((one) => inside(one, OR)).join(' OR '), precedence: OR }
    case 'Not':
      return { text: `NOT ${inside(expression.operand, NOT)}`, precedence: NOT }
    case 'Comparison':
      return predicate(`${term(expression.left)} ${expression.operator} ${term(expression.right)}`)
    case 'IsNullTest':
      return predicate(`${term(expression.operand)} IS ${not(expression.negated)}NULL`)
    case 'IsTruthTest': {
      const truth = expression.truth ? 'TRUE' : 'FALSE'
      return predicate(`${term(expression.operand)} IS ${not(expression.negated)}${truth}`)
    }
    case 'DistinctTest': {
      const { left, right, negated } = expression
      return predicate(`${term(left)} IS ${not(negated)}DISTINCT FROM ${term(right)}`)
    }
    case 'InListTest': {
      const { operand, items, negated } = expression
      return predicate(`${term(operand)} ${not(negated)}IN (${formatList(items)})`)
    }
    case 'LikeTest': {
      const { operand, pattern, negated, caseInsensitive } = expression
      const escapeText = expression.escape === undefined ? '' : ` ESCAPE ${term(expression.escape)}`
      const operator = `${not(negated)}${caseInsensitive ? 'ILIKE' : 'LIKE'}`
      return predicate(`${term(operand)} ${operator} ${term(pattern)}${escapeText}`)
    }
    case 'Arithmetic': {
      const precedence =
        expression.operator === '+' || expression.operator === '-' ? ADDITIVE : MULTIPLICATIVE
      const { left, right, operator } = expression
      return { text: `${inside(left, precedence)} ${operator} ${inside(right, precedence + 1)}`, precedence }
    }
    case 'CaseExpression': {
      const branches = expression.branches.map(({ when, then }) => `WHEN ${plain(when)} THEN ${plain(then)}`)
      return atom(`CASE ${branches.join(' ')} ELSE ${plain(expression.otherwise)} END`)
    }
    case 'CastExpression': {
      const name = expression.safe ? 'TRY_CAST' : 'CAST'
      return atom(`${name}(${plain(expression.operand)} AS ${formatSqlType(expression.type)})`)
    }
    case 'ExtractPart':
      return atom(`EXTRACT(${expression.field} FROM ${plain(expression.operand)})`)
    case 'Call':
      return formatCall(expression)
    case 'ScalarSubqueryValue':
      return atom('(SELECT …)')
    case 'ExistsTest':
      return atom('EXISTS (SELECT …)')
    case 'InSubqueryTest': {
      const operands = expression.operands.map(plain).join(', ')
      const left = expression.operands.length === 1 ? operands : `(${operands})`
      if (expression.plan.kind === 'ValuesRows' && expression.operands.length === 1) {
        const items = expression.plan.rows.flat()
        return predicate(`${left} ${not(expression.negated)}IN (${formatList(items)})`)
      }
      return predicate(`${left} ${not(expression.negated)}IN (SELECT …)`)
    }
    case 'QuantifiedTest': {
      const { operand, operator, quantifier } = expression
      return predicate(`${term(operand)} ${operator} ${quantifier} (SELECT …)`)
    }
  }
}

/** What the binder calls the functions behind other forms of SQL. */
const SHOWN_NAMES: ReadonlyMap<string, string> = new Map([
  ['includes_any', 'INCLUDES'],
  ['format_text', 'FORMAT'],
  ['age_between', 'AGE'],
])

function formatCall({ function: name, arguments: operands }: Call): Formatted {
  if (!/^\w+$/.test(name))
    return { text: operands.map((one) => inside(one, ATOM)).join(` ${name} `), precedence: ADDITIVE }
  if (name === 'array') return atom(`ARRAY[${operands.map(plain).join(', ')}]`)
  return atom(`${SHOWN_NAMES.get(name) ?? name.toUpperCase()}(${operands.map(plain).join(', ')})`)
}

function formatList(items: readonly BoundExpression[]): string {
  const shown = items.slice(0, LISTED_ITEMS).map(plain)
  const hidden = items.length - shown.length
  return hidden === 0 ? shown.join(', ') : `${shown.join(', ')}, … ${hidden.toLocaleString('en-US')} more`
}

function formatLiteral({ type, value }: Literal): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (isNumeric(type)) return value
  const quoted = quoteText(value)
  switch (type.kind) {
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'interval':
      return `${formatSqlType(type)} ${quoted}`
    default:
      return quoted
  }
}

function plain(expression: BoundExpression): string {
  return format(expression).text
}

function term(expression: BoundExpression): string {
  return inside(expression, ADDITIVE)
}

function inside(expression: BoundExpression, needed: number): string {
  const { text, precedence } = format(expression)
  return precedence < needed ? `(${text})` : text
}

function not(negated: boolean): string {
  return negated ? 'NOT ' : ''
}

function atom(text: string): Formatted {
  return { text, precedence: ATOM }
}

function predicate(text: string): Formatted {
  return { text, precedence: PREDICATE }
}
