import type { Choices } from './choices.js'
import type { ValueType } from './vocabulary.js'
import { columnsOf } from './write-expression.js'
import type { Scope, WritingContext } from './writing-context.js'

const COMPARISONS = ['=', '<>', '<', '<=', '>', '>='] as const

type Writer = (context: WritingContext, scope: Scope, depth: number) => string

/** A condition of any kind; deeper ones are combined of others. */
export function writeCondition(context: WritingContext, scope: Scope, depth: number): string {
  const { choices } = context
  if (depth > 0 && choices.below(5) >= 3) return choices.pick(COMBINED)(context, scope, depth - 1)
  const kind = choices.weighted<keyof typeof SIMPLE>({
    comparison: 6,
    isNull: 3,
    inList: 3,
    between: 2,
    like: 3,
    columns: 2,
    distinctFrom: 1,
    flag: 2,
    calendar: 2,
    conditional: 2,
    defaulted: 2,
    shifted: 2,
    equalLengths: 1,
    ofConstants: 2,
    missing: 2,
    computed: 3,
    beginning: 1,
    several: 2,
    constant: 1,
    inQuery: depth > 0 ? 3 : 0,
    lookedUp: depth > 0 ? 2 : 0,
    exists: depth > 0 ? 3 : 0,
    parent: depth > 0 ? 3 : 0,
    extreme: depth > 0 ? 2 : 0,
    scalar: depth > 0 ? 2 : 0,
    quantified: depth > 0 ? 1 : 0,
  })
  return SIMPLE[kind](context, scope, depth)
}

const COMBINED: readonly Writer[] = [
  (context, scope, depth) => `(${context.condition(scope, depth)} AND ${context.condition(scope, depth)})`,
  (context, scope, depth) => `(${context.condition(scope, depth)} OR ${context.condition(scope, depth)})`,
  (context, scope, depth) => `NOT (${context.condition(scope, depth)})`,
  (context, scope, depth) =>
    `(${context.condition(scope, depth)}) IS ${context.choices.oneIn(2) ? 'NOT ' : ''}` +
    context.choices.pick(['TRUE', 'FALSE', 'UNKNOWN']),
]

const SIMPLE = {
  comparison: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ORDERED)
    const left = context.expression(type, scope, depth)
    return `${left} ${pickComparison(context.choices, type)} ${context.expression(type, scope, depth)}`
  },
  isNull: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ALL)
    return `${context.expression(type, scope, depth)} IS ${not(context.choices)}NULL`
  },
  inList: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ORDERED)
    const literals = context.vocabulary.literals[type]
    // An org without records has no Ids to write down.
    const items = context.choices.several(4, () =>
      literals.length === 0 ? 'NULL' : context.choices.pick(literals),
    )
    const list = context.choices.oneIn(6) ? [...items, 'NULL'] : items
    return `${context.expression(type, scope, depth)} ${not(context.choices)}IN (${list.join(', ')})`
  },
  between: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ['number', 'integer', 'date', 'moment', 'text'])
    const symmetric = context.choices.oneIn(4) ? 'SYMMETRIC ' : ''
    return (
      `${context.expression(type, scope, depth)} ${not(context.choices)}BETWEEN ${symmetric}` +
      `${context.expression(type, scope, 0)} AND ${context.expression(type, scope, 0)}`
    )
  },
  like: (context, scope) => {
    const operand = context.expression('text', scope, 0)
    const operator = context.choices.pick(['LIKE', 'LIKE', 'LIKE', 'ILIKE'])
    return `${operand} ${not(context.choices)}${operator} ${context.choices.pick(PATTERNS)}`
  },
  columns: (context, scope) => {
    const type = pickType(context.choices, scope, ALL)
    const columns = columnsOf(scope, type)
    if (columns.length === 0) return 'TRUE'
    const left = context.choices.pick(columns).sql
    return `${left} ${pickComparison(context.choices, type)} ${context.choices.pick(columns).sql}`
  },
  distinctFrom: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ORDERED)
    const right = context.choices.oneIn(5) ? 'NULL' : context.expression(type, scope, 0)
    return `${context.expression(type, scope, depth)} IS ${not(context.choices)}DISTINCT FROM ${right}`
  },
  flag: (context, scope) => {
    const flag = context.expression('boolean', scope, 0)
    return context.choices.pick([
      flag,
      `NOT ${flag}`,
      `${flag} = TRUE`,
      `${flag} <> TRUE`,
      `${flag} IS NOT TRUE`,
      `${flag} IS FALSE`,
      `${flag} = FALSE`,
    ])
  },
  calendar: (context, scope) => {
    const day = context.expression('date', scope, 0)
    const moment = context.expression('moment', scope, 0)
    const comparison = context.choices.pick(COMPARISONS)
    const year = 2023 + context.choices.below(3)
    const month = 1 + context.choices.below(12)
    return context.choices.pick([
      `EXTRACT(YEAR FROM ${day}) ${comparison} ${year}`,
      `EXTRACT(MONTH FROM ${day}) ${comparison} ${month}`,
      `EXTRACT(YEAR FROM ${moment}) ${comparison} ${year}`,
      `DATE_TRUNC('month', ${day}) ${comparison} DATE '${year}-${String(month).padStart(2, '0')}-01'`,
      `DATE_TRUNC('year', ${day}) ${comparison} ${context.expression('date', scope, 0)}`,
      `CAST(${moment} AS DATE) ${comparison} ${context.expression('date', scope, 0)}`,
      `${day} ${comparison} CURRENT_DATE - ${context.choices.below(400)}`,
      `EXTRACT(QUARTER FROM ${day}) IN (1, ${1 + context.choices.below(4)})`,
      `EXTRACT(${context.choices.pick(['DOW', 'ISODOW'])} FROM ${context.choices.pick([day, moment])}) ${comparison} ${context.choices.below(8)}`,
      `EXTRACT(DOY FROM ${context.choices.pick([day, moment])}) ${comparison} ${30 * month + 5}`,
      `EXTRACT(HOUR FROM ${moment}) ${comparison} ${2 * month}`,
      `${day} + ${context.choices.below(40)} ${comparison} ${context.expression('date', scope, 0)}`,
    ])
  },
  conditional: (context, scope) => {
    const type = pickType(context.choices, scope, ORDERED)
    const [left, right, third] = [0, 1, 2].map(() => context.expression(type, scope, 0))
    const comparison = pickComparison(context.choices, type)
    return context.choices.pick([
      `COALESCE(${left}, ${right}) ${comparison} ${third}`,
      `NULLIF(${left}, ${right}) ${comparison} ${third}`,
      `NULLIF(${left}, ${right}) IS ${not(context.choices)}NULL`,
      `CASE WHEN ${context.condition(scope, 0)} THEN ${left} ELSE ${right} END ${comparison} ${third}`,
      `CASE ${left} WHEN ${right} THEN TRUE WHEN ${third} THEN FALSE END`,
    ])
  },
  /** What is chosen from, against a constant: such conditions can be taken apart. */
  defaulted: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ORDERED)
    const column = pickColumn(context, scope, type)
    const [instead, wanted] = [pickLiteral(context, type), pickLiteral(context, type)]
    const comparison = pickComparison(context.choices, type)
    const condition = context.condition(scope, Math.min(depth, 1))
    return context.choices.pick([
      `COALESCE(${column}, ${instead}) ${comparison} ${wanted}`,
      `COALESCE(${column}, ${pickColumn(context, scope, type)}, ${instead}) IN (${wanted}, ${instead})`,
      `NOT (COALESCE(${column}, ${instead}) ${comparison} ${wanted})`,
      `NULLIF(${column}, ${instead}) ${comparison} ${wanted}`,
      `NULLIF(${column}, ${instead}) IS ${not(context.choices)}NULL`,
      `CASE WHEN ${condition} THEN 1 ELSE 0 END ${context.choices.pick(['=', '<>'])} 1`,
      `CASE WHEN ${condition} THEN ${column} ELSE ${instead} END ${comparison} ${wanted}`,
      `CASE ${column} WHEN ${instead} THEN 'a' WHEN ${wanted} THEN 'b' END = ${context.choices.pick(["'a'", "'b'"])}`,
      `COALESCE(${column}, ${instead}) IS ${not(context.choices)}DISTINCT FROM ${wanted}`,
      `(${condition}) IS NOT ${context.choices.pick(['TRUE', 'FALSE'])}`,
    ])
  },
  /** Columns that something is added to: the constant can be moved. */
  shifted: (context, scope) => {
    const { choices } = context
    const day = pickColumn(context, scope, 'date')
    const moment = pickColumn(context, scope, 'moment')
    const whole = pickColumn(context, scope, 'integer', true)
    const number = pickColumn(context, scope, 'number', true)
    const comparison = choices.pick(COMPARISONS)
    const wanted = pickLiteral(context, 'date')
    const count = choices.below(70)
    return choices.pick([
      `${day} + ${count} ${comparison} ${wanted}`,
      `${wanted} - ${day} ${comparison} ${count}`,
      `${day} + INTERVAL '${count} days' ${comparison} ${wanted}`,
      `${day} - INTERVAL '${1 + choices.below(30)} months' ${comparison} ${wanted}`,
      `${day} + INTERVAL '${choices.below(3)} months ${count} hours' ${comparison} ${wanted}`,
      `${moment} + INTERVAL '${count} minutes' ${comparison} ${pickLiteral(context, 'moment')}`,
      `${moment} - INTERVAL '${choices.below(3)} days' ${comparison} ${pickLiteral(context, 'moment')}`,
      `${whole} - ${count} ${comparison} ${choices.below(9)}`,
      `${choices.below(9)} - ${whole} ${comparison} 0`,
      `${whole} * ${choices.pick(['2', '-3', '7'])} ${comparison} ${choices.below(30)}`,
      `${number} * ${choices.pick(['2', '-3', '0.5'])} ${comparison} ${choices.pick(['0', '1', '0.3', '-0.02'])}`,
      `${whole} + 1 ${not(choices)}IN (1, 2, ${count})`,
    ])
  },
  /** Intervals of one length that lead to different days. */
  equalLengths: (context, scope) => {
    const { choices } = context
    const [one, other] = choices.pick(EQUAL_LENGTHS)
    const shifted = choices.pick(SHIFTS)
    const type = choices.pick(['date', 'moment'] as const)
    const column = pickColumn(context, scope, type)
    const compared = (length: string) =>
      `${shifted(column, length)} ${choices.pick(COMPARISONS)} ${pickLiteral(context, type)}`
    return `(${compared(one)} ${choices.pick(['AND', 'OR'])} ${compared(other)})`
  },
  /** Columns against what is computed of constants. */
  ofConstants: (context, scope) => {
    const { choices } = context
    const [day, moment] = [pickColumn(context, scope, 'date'), pickColumn(context, scope, 'moment')]
    const constant = choices.pick([
      'CURRENT_DATE',
      pickLiteral(context, 'date'),
      `(${pickLiteral(context, 'date')} - INTERVAL '${choices.below(14)} months')`,
    ])
    const unit = choices.pick(['month', 'quarter', 'year', 'week', 'day'])
    const part = choices.pick(['YEAR', 'MONTH', 'QUARTER', 'DOW'])
    const comparison = choices.pick(COMPARISONS)
    return choices.pick([
      `${day} ${comparison} DATE_TRUNC('${unit}', ${constant})`,
      `DATE_TRUNC('${unit}', ${day}) ${comparison} DATE_TRUNC('${unit}', ${constant})`,
      `EXTRACT(${part} FROM ${day}) ${comparison} EXTRACT(${part} FROM ${constant})`,
      `EXTRACT(YEAR FROM ${moment}) ${comparison} EXTRACT(YEAR FROM ${constant}) - ${choices.below(2)}`,
      `${moment} ${comparison} DATE_TRUNC('${unit}', ${pickLiteral(context, 'moment')})`,
      `${moment} ${comparison} ${pickLiteral(context, 'moment')} - INTERVAL '${choices.below(40)} days'`,
      `${day} ${not(choices)}BETWEEN DATE_TRUNC('${unit}', ${constant}) AND ${constant}`,
    ])
  },
  /** The rows that an outer join has found no partner for. */
  missing: (context, scope) => {
    const ids = scope.columns.filter(({ sql }) => sql.split('.').length === 2 && sql.endsWith('.Id'))
    return ids.length === 0 ? 'TRUE' : `${context.choices.pick(ids).sql} IS NULL`
  },
  /** Functions of a column that can be taken off it, as ranges. */
  computed: (context, scope) => {
    const { choices } = context
    const day = pickColumn(context, scope, 'date')
    const moment = pickColumn(context, scope, 'moment')
    const whole = pickColumn(context, scope, 'integer', true)
    const number = pickColumn(context, scope, 'number', true)
    const comparison = choices.pick(COMPARISONS)
    const size = choices.pick(['0', '1', '-1', '0.5', '12', '1.25', '100'])
    const rounded = choices.pick([
      'FLOOR(#)',
      'CEIL(#)',
      'ROUND(#)',
      'ROUND(#, 1)',
      'TRUNC(#)',
      'CAST(# AS BIGINT)',
    ])
    const [wanted, other] = [pickLiteral(context, 'date'), pickLiteral(context, 'date')]
    const unit = choices.pick(['day', 'month', 'quarter', 'year'])
    const shown = choices.pick(["'2024%'", "'2025-0%'", "'2025-03-3%'", "'2024-02-29%'", "'1%'"])
    return choices.pick([
      `ABS(${number}) ${comparison} ${size}`,
      `${rounded.replace('#', number)} ${comparison} ${size}`,
      `${rounded.replace('#', `ABS(${number})`)} ${not(choices)}IN (${size}, 0, 1)`,
      `ABS(${whole} - 2) ${comparison} ${size}`,
      `- ${number} ${comparison} ${size}`,
      `DATE_DIFF('${unit}', ${day}, ${wanted}) ${comparison} ${choices.below(40)}`,
      `DATE_DIFF('${unit}', ${wanted}, ${day}) ${comparison} ${-choices.below(5)}`,
      `LAST_DAY(${day}) ${comparison} LAST_DAY(${wanted})`,
      `CAST(${day} AS VARCHAR) ${not(choices)}LIKE ${shown}`,
      `CAST(${moment} AS VARCHAR) ${not(choices)}LIKE ${shown}`,
      `CAST(${day} AS VARCHAR) ${comparison} '${2023 + choices.below(3)}-0${1 + choices.below(9)}'`,
      `${moment} + INTERVAL '${choices.below(3)} months' ${comparison} CAST(${other} AS TIMESTAMPTZ)`,
    ])
  },
  beginning: (context, scope) => {
    const column = pickColumn(context, scope, 'text')
    const prefix = context.choices.pick(["'ac'", "'A'", "'100'", "'_'", "'zeb'", "'É'"])
    return context.choices.pick([
      `LEFT(${column}, 2) ${context.choices.pick(['=', '<>'])} ${prefix}`,
      `SUBSTRING(${column} FROM 1 FOR 3) ${not(context.choices)}IN (${prefix}, 'acm', 'a')`,
      `${not(context.choices)}STARTS_WITH(${column}, ${prefix})`,
      `UPPER(${column}) ${not(context.choices)}IN ('ACME', 'A', 'ZEBRA')`,
    ])
  },
  /** Of one column several things, which may contradict each other or say the same twice. */
  several: (context, scope) => {
    const type = pickType(context.choices, scope, ORDERED)
    const column = pickColumn(context, scope, type)
    const [one, other, third] = [0, 1, 2].map(() => pickLiteral(context, type))
    const compared = (literal: string | undefined) =>
      `${column} ${pickComparison(context.choices, type)} ${literal}`
    return context.choices.pick([
      `(${compared(one)} AND ${compared(other)})`,
      `(${compared(one)} OR ${compared(other)})`,
      `(${column} IN (${one}, ${other}) AND ${column} ${not(context.choices)}IN (${other}, ${third}))`,
      `((${compared(one)} OR ${column} IS NULL) AND ${compared(other)})`,
      `(${column} IS NULL AND ${compared(one)})`,
      `(${column} IS NOT NULL AND ${compared(one)} AND ${compared(other)} AND ${compared(third)})`,
      `(${column} = ${one} OR ${column} <> ${one} OR ${compared(other)})`,
      `((${compared(one)} AND ${compared(other)}) OR (${compared(one)} AND ${compared(third)}))`,
      `(${compared(one)} AND (${compared(one)} OR ${compared(other)}))`,
    ])
  },
  constant: ({ choices }) => choices.pick(['TRUE', 'FALSE', 'NULL', '1 = 1', '1 = 2', '1 = NULL']),
  inQuery: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ALL)
    const operand = context.expression(type, scope, 0)
    const outer = context.choices.oneIn(4) ? scope.columns : []
    const { sql } = context.query({ types: [type], outer, depth: depth - 1 }, context)
    return `${operand} ${not(context.choices)}IN (${sql})`
  },
  /** A value of the first row of a table. */
  lookedUp: (context, scope) => {
    const { choices } = context
    const type = pickType(choices, scope, ORDERED)
    const column = pickColumn(context, scope, type)
    const table = choices.pick(context.tables)
    const alias = context.newName('f')
    const columns = table.columns.map(({ name, ...one }) => ({ ...one, sql: `${alias}.${name}` }))
    const values = columns.filter((one) => one.type === type)
    if (values.length === 0) return `${column} IS NOT NULL`
    const value = choices.pick(values).sql
    const where = choices.oneIn(3) ? ` WHERE ${context.condition({ columns, outer: [] }, 0)}` : ''
    const order = `${value}${choices.pick(['', ' DESC', ' DESC NULLS LAST'])}`
    return `${column} = (SELECT ${value} FROM ${table.name} ${alias}${where} ORDER BY ${order} LIMIT 1)`
  },
  exists: (context, scope, depth) => {
    const { sql } = context.query({ types: ['integer'], outer: scope.columns, depth: depth - 1 }, context)
    return `${not(context.choices)}EXISTS (${sql})`
  },
  /** Whether the parent of a lookup is one of some records. */
  parent: (context, scope) => {
    const { choices, tables } = context
    const lookups = scope.columns.filter(({ targets }) => tables.some(({ name }) => targets.includes(name)))
    if (lookups.length === 0) return 'FALSE'
    const lookup = choices.pick(lookups)
    const parent = choices.pick(tables.filter(({ name }) => lookup.targets.includes(name)))
    const alias = context.newName('t')
    const columns = parent.columns.map((column) => ({ ...column, sql: `${alias}.${column.name}` }))
    const condition = context.condition({ columns, outer: choices.oneIn(4) ? scope.columns : [] }, 0)
    return choices.oneIn(2)
      ? `${lookup.sql} ${not(choices)}IN (SELECT ${alias}.Id FROM ${parent.name} ${alias} WHERE ${condition})`
      : `${not(choices)}EXISTS (SELECT 1 FROM ${parent.name} ${alias} WHERE ${alias}.Id = ${lookup.sql} AND ${condition})`
  },
  /** A range up to the largest or from the smallest value of some rows, or of none. */
  extreme: (context, scope) => {
    const { choices } = context
    const type = choices.pick(['integer', 'date', 'moment'] as const)
    const found = context.tables.flatMap((table) =>
      table.columns
        .filter((column) => column.type === type && !column.wide)
        .map((column) => ({ table, column })),
    )
    if (found.length === 0) return 'TRUE'
    const { table, column } = choices.pick(found)
    const condition = choices.pick([
      '',
      '',
      ' WHERE 1 = 2',
      ` WHERE ${column.name} < ${pickLiteral(context, type)}`,
    ])
    const value = `SELECT ${choices.pick(['MAX', 'MIN'])}(${column.name}) FROM ${table.name}${condition}`
    return `${pickColumn(context, scope, type)} ${choices.pick(COMPARISONS)} (${value})`
  },
  scalar: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ['number', 'integer', 'date', 'text'])
    const outer = context.choices.oneIn(2) ? scope.columns : []
    const { sql } = context.query({ types: [type], outer, depth: depth - 1, single: true }, context)
    return `${context.expression(type, scope, 0)} ${context.choices.pick(COMPARISONS)} (${sql})`
  },
  quantified: (context, scope, depth) => {
    const type = pickType(context.choices, scope, ['number', 'integer', 'date', 'text', 'id'])
    const { sql } = context.query({ types: [type], depth: depth - 1 }, context)
    const quantifier = context.choices.pick(['ANY', 'ALL'])
    return `${context.expression(type, scope, 0)} ${context.choices.pick(COMPARISONS)} ${quantifier} (${sql})`
  },
} satisfies Readonly<Record<string, Writer>>

const ORDERED: readonly ValueType[] = ['text', 'number', 'integer', 'date', 'moment', 'id', 'boolean']
const ALL: readonly ValueType[] = [...ORDERED, 'code']

const EQUAL_LENGTHS = [
  ['1 month', '30 days'],
  ['30 days', '1 month'],
  ['1 day', '24 hours'],
  ['2 months', '1440 hours'],
  ['1 year', '360 days'],
] as const

/** Ways to add an interval. */
const SHIFTS: readonly ((column: string, length: string) => string)[] = [
  (column, length) => `${column} + INTERVAL '${length}'`,
  (column, length) => `${column} - INTERVAL '${length}'`,
  (column, length) => `GREATEST(${column}, ${column}) + INTERVAL '${length}'`,
  (column, length) => `${column} + LENGTH(CAST(${column} AS TEXT)) * INTERVAL '${length}'`,
]

/** Wildcards, escaped ones, escapes of another letter, and none at all. */
const PATTERNS: readonly string[] = [
  `'a%'`,
  `'%e%'`,
  `'ACME'`,
  `'_cm_'`,
  `'%'`,
  `'100!%' ESCAPE '!'`,
  `'!_%' ESCAPE '!'`,
  `'%\\%' ESCAPE '!'`,
  `'%#%%' ESCAPE '#'`,
  `'%''%'`,
  `'%É%'`,
  `''`,
  `'_'`,
  `'%a'`,
  `'a%e'`,
]

/** A column of a type, or a constant where there is none. */
function pickColumn(context: WritingContext, scope: Scope, type: ValueType, narrow = false): string {
  const columns = columnsOf(scope, type).filter(({ wide }) => !narrow || !wide)
  return columns.length === 0 ? pickLiteral(context, type) : context.choices.pick(columns).sql
}

/** An org without records has no Ids to write down. */
function pickLiteral({ choices, vocabulary }: WritingContext, type: ValueType): string {
  const literals = vocabulary.literals[type]
  return literals.length === 0 ? 'NULL' : choices.pick(literals)
}

function not(choices: Choices): string {
  return choices.oneIn(2) ? 'NOT ' : ''
}

/** Ids have an order too, but nobody asks for it. */
function pickComparison(choices: Choices, type: ValueType): string {
  return type === 'id' || type === 'code' || type === 'boolean'
    ? choices.pick(['=', '<>'])
    : choices.pick(COMPARISONS)
}

/** Of the types that some column has, so that most conditions are about columns. */
function pickType(choices: Choices, scope: Scope, types: readonly ValueType[]): ValueType {
  const present = types.filter((type) => columnsOf(scope, type).length > 0)
  return present.length === 0 ? (types[0] ?? 'text') : choices.pick(present)
}
