import type { ValueType } from './vocabulary.js'
import type { Scope, VisibleColumn, WritingContext } from './writing-context.js'

type Writer = (context: WritingContext, scope: Scope, depth: number) => string

/** An expression of a type; deeper ones have functions in them. */
export function writeExpression(
  context: WritingContext,
  type: ValueType,
  scope: Scope,
  depth: number,
): string {
  const { choices } = context
  if (depth <= 0 || choices.below(3) < 2) return writeLeaf(context, type, scope)
  const writers = [...COMPOSITES[type], ...(type === 'code' || type === 'id' ? [] : ANY_TYPE)]
  if (writers.length === 0) return writeLeaf(context, type, scope)
  const index = choices.below(writers.length)
  const own = COMPOSITES[type].length
  if (index < own) return COMPOSITES[type][index]?.(context, scope, depth - 1) ?? 'NULL'
  return ANY_TYPE[index - own]?.(type)(context, scope, depth - 1) ?? 'NULL'
}

/** A column or a literal. */
function writeLeaf({ choices, vocabulary }: WritingContext, type: ValueType, scope: Scope): string {
  const columns = columnsOf(scope, type)
  const literals = vocabulary.literals[type]
  if (columns.length > 0 && (literals.length === 0 || choices.below(4) < 3)) return choices.pick(columns).sql
  if (literals.length === 0) return 'CAST(NULL AS TEXT)'
  return choices.pick(literals)
}

/** Whole numbers are numbers too. Columns of the queries around come last. */
export function columnsOf({ columns, outer }: Scope, type: ValueType): readonly VisibleColumn[] {
  const fits = (column: VisibleColumn): boolean =>
    column.type === type || (type === 'number' && column.type === 'integer')
  return [...columns, ...outer].filter(fits)
}

/** Calendar parts, periods, conditions and folded text: what people group by beside columns. */
export function writeGroupingExpression(context: WritingContext, type: ValueType, scope: Scope): string {
  const { choices } = context
  const column = (wanted: ValueType): string => {
    const columns = columnsOf(scope, wanted)
    return columns.length === 0 ? `CAST(NULL AS ${SQL_TYPES[wanted]})` : choices.pick(columns).sql
  }
  switch (type) {
    case 'integer': {
      const part = choices.pick([
        'YEAR',
        'MONTH',
        'QUARTER',
        'DAY',
        'DOW',
        'WEEK',
        'HOUR',
        'ISODOW',
        'DOY',
        'MINUTE',
      ])
      const operand = part === 'HOUR' || part === 'MINUTE' || choices.oneIn(2) ? 'moment' : 'date'
      return `EXTRACT(${part} FROM ${column(operand)})`
    }
    case 'date':
      return choices.pick([
        `CAST(DATE_TRUNC('${choices.pick(['month', 'year', 'quarter', 'week'])}', ${column('date')}) AS DATE)`,
        `CAST(${column('moment')} AS DATE)`,
      ])
    case 'moment':
      return `DATE_TRUNC('${choices.pick(['day', 'day', 'day', 'month', 'year', 'quarter', 'hour', 'week', 'decade'])}', ${column('moment')})`
    case 'text':
      return choices.pick([
        `CASE WHEN ${context.condition(scope, 0)} THEN 'yes' WHEN ${context.condition(scope, 0)} THEN 'maybe' ELSE 'no' END`,
        `CASE WHEN ${context.condition(scope, 0)} THEN 'yes' END`,
        `UPPER(${column('text')})`,
        `LEFT(${column('text')}, 1)`,
        `COALESCE(${column('text')}, 'none')`,
      ])
    case 'boolean':
      return `(${context.condition(scope, 0)})`
    case 'number':
      return `CAST(ROUND(${writeNarrowNumber(context, scope)}, 0) AS DECIMAL(14, 2))`
    case 'id':
    case 'code':
      return column(type)
  }
}

export const SQL_TYPES: Readonly<Record<ValueType, string>> = {
  text: 'TEXT',
  number: 'DECIMAL(18, 2)',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
  date: 'DATE',
  moment: 'TIMESTAMPTZ',
  id: 'TEXT',
  code: 'TEXT',
}

/** A number that can be computed with. */
function writeNarrowNumber({ choices }: WritingContext, scope: Scope): string {
  const columns = columnsOf(scope, 'number').filter(({ wide }) => !wide)
  return columns.length > 0 && choices.below(4) < 3
    ? choices.pick(columns).sql
    : choices.pick(['0', '1', '2', '0.5', '-3'])
}

/** A whole number that can be computed with. */
function writeNarrowInteger({ choices }: WritingContext, scope: Scope): string {
  const columns = columnsOf(scope, 'integer').filter(({ wide }) => !wide)
  return columns.length > 0 && choices.below(4) < 3
    ? choices.pick(columns).sql
    : choices.pick(['0', '1', '2', '7', '-3'])
}

const ANY_TYPE: readonly ((type: ValueType) => Writer)[] = [
  (type) => (context, scope, depth) =>
    `COALESCE(${context.expression(type, scope, depth)}, ${context.expression(type, scope, depth)})`,
  (type) => (context, scope, depth) =>
    `NULLIF(${context.expression(type, scope, depth)}, ${context.expression(type, scope, depth)})`,
  (type) => (context, scope, depth) =>
    `CASE WHEN ${context.condition(scope, depth)} THEN ${context.expression(type, scope, depth)} ` +
    `ELSE ${context.choices.oneIn(3) ? 'NULL' : context.expression(type, scope, depth)} END`,
  (type) => (context, scope, depth) =>
    `CASE ${context.expression(type, scope, 0)} WHEN ${context.expression(type, scope, 0)} ` +
    `THEN ${context.expression(type, scope, depth)} WHEN ${context.expression(type, scope, 0)} ` +
    `THEN ${context.expression(type, scope, 0)} END`,
  (type) => (context, scope, depth) =>
    `${context.choices.pick(['GREATEST', 'LEAST'])}(${context.expression(type, scope, depth)}, ` +
    `${context.expression(type, scope, 0)})`,
  (type) => (context, scope) =>
    `(${context.query({ types: [type], outer: scope.columns, depth: 0, single: true }, context).sql})`,
]

const COMPOSITES: Readonly<Record<ValueType, readonly Writer[]>> = {
  text: [
    (context, scope, depth) => `UPPER(${context.expression('text', scope, depth)})`,
    (context, scope, depth) =>
      `${context.expression('text', scope, depth)} || ${context.expression('text', scope, 0)}`,
    (context, scope, depth) =>
      `${context.choices.pick(['LEFT', 'RIGHT'])}(${context.expression('text', scope, depth)}, ${context.choices.below(4)})`,
    (context, scope, depth) =>
      `SUBSTRING(${context.expression('text', scope, depth)} FROM ${1 + context.choices.below(3)} FOR 2)`,
    (context, scope, depth) => `TRIM(${context.expression('text', scope, depth)})`,
    (context, scope, depth) => `REVERSE(${context.expression('text', scope, depth)})`,
    (context, scope) => `CAST(${writeNarrowInteger(context, scope)} AS TEXT)`,
    (context, scope) => `CAST(${context.expression('date', scope, 0)} AS TEXT)`,
  ],
  number: [
    (context, scope) =>
      `${writeNarrowNumber(context, scope)} ${context.choices.pick(['+', '-'])} ${writeNarrowNumber(context, scope)}`,
    (context, scope) => `${writeNarrowNumber(context, scope)} * ${context.choices.pick(['2', '-1', '10'])}`,
    (context, scope) => `- (${writeNarrowNumber(context, scope)})`,
    (context, scope) => `ABS(${writeNarrowNumber(context, scope)})`,
    (context, scope) => `CAST(ROUND(${writeNarrowNumber(context, scope)}, 1) AS DECIMAL(14, 2))`,
    (context, scope) =>
      `CAST(${context.choices.pick(['FLOOR', 'CEIL'])}(${writeNarrowNumber(context, scope)}) AS DECIMAL(14, 2))`,
    (context, scope) => `CAST(${writeNarrowInteger(context, scope)} AS DECIMAL(12, 2))`,
    (context, scope) => `SIGN(${context.expression('number', scope, 0)})`,
  ],
  integer: [
    (context, scope) =>
      `${writeNarrowInteger(context, scope)} ${context.choices.pick(['+', '-'])} ${writeNarrowInteger(context, scope)}`,
    (context, scope) => `${writeNarrowInteger(context, scope)} % ${context.choices.pick(['2', '3', '7'])}`,
    (context, scope) => `${writeNarrowInteger(context, scope)} / ${context.choices.pick(['2', '-3'])}`,
    (context, scope) => `LENGTH(${context.expression('text', scope, 0)})`,
    (context, scope) =>
      `EXTRACT(${context.choices.pick(['YEAR', 'MONTH', 'DAY', 'QUARTER', 'WEEK', 'DOY'])} FROM ${context.expression('date', scope, 0)})`,
    (context, scope) =>
      `EXTRACT(${context.choices.pick(['YEAR', 'HOUR', 'MONTH', 'DAY'])} FROM ${context.expression('moment', scope, 0)})`,
    (context, scope) => `${context.expression('date', scope, 0)} - ${context.expression('date', scope, 0)}`,
    (context, scope) => {
      const day = context.expression('date', scope, 0)
      return `CAST(${day} + INTERVAL '1 month' AS DATE) - CAST(${day} + INTERVAL '30 days' AS DATE)`
    },
  ],
  boolean: [(context, scope, depth) => `(${context.condition(scope, depth)})`],
  date: [
    (context, scope) => `${context.expression('date', scope, 0)} + ${context.choices.below(40)}`,
    (context, scope) =>
      `CAST(DATE_TRUNC('${context.choices.pick(['month', 'year', 'quarter', 'week'])}', ${context.expression('date', scope, 0)}) AS DATE)`,
    (context, scope) => `CAST(${context.expression('moment', scope, 0)} AS DATE)`,
    (context, scope) =>
      `CAST(${context.expression('date', scope, 0)} - INTERVAL '${1 + context.choices.below(13)} month' AS DATE)`,
    () => 'CURRENT_DATE',
  ],
  moment: [
    (context, scope) =>
      `DATE_TRUNC('${context.choices.pick(['day', 'month', 'year', 'hour'])}', ${context.expression('moment', scope, 0)})`,
    (context, scope) =>
      `${context.expression('moment', scope, 0)} + INTERVAL '${1 + context.choices.below(30)} hour'`,
  ],
  id: [],
  code: [],
}
