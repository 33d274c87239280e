import { CertSqlError } from '@certsql/core'
import {
  type Expression,
  MAX_NESTING,
  makeBinary,
  makeColumn,
  parseStatement,
  printDuckDb,
  printExpression,
  printStatement,
  type Statement,
  transformExpressions,
  visitExpressions,
} from '../src/index.js'

/** Each input takes some tens of milliseconds; this only tells a hang from an answer. */
const NO_HANG = 10_000

const around = (open: string, inner: string, close: string) => (depth: number) =>
  `SELECT ${open.repeat(depth)}${inner}${close.repeat(depth)}`

const NESTED: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: around('(', '1', ')'),
  calls: around('f(', '1', ')'),
  cases: around('CASE WHEN ', 'a', ' THEN 1 END'),
  lists: around('a IN (', '1', ')'),
  arrays: around('ARRAY[', '1', ']'),
  subscripts: around('a[', '1', ']'),
  casts: around('CAST(', 'a', ' AS int)'),
  'scalar subqueries': around('(SELECT ', '1', ')'),
  'subqueries of IN': around('a IN (SELECT ', '1', ')'),
  'subqueries of EXISTS': around('EXISTS (SELECT 1 WHERE ', 'a', ')'),
  'derived tables': around('* FROM (SELECT ', '1', ') x'),
  'lateral tables': around('* FROM t JOIN LATERAL (SELECT ', '1', ') x ON TRUE'),
  joins: (depth) => `SELECT 1 FROM ${'('.repeat(depth)}t${' JOIN u ON TRUE)'.repeat(depth)}`,
  'common tables': (depth) => `${'WITH a AS ('.repeat(depth)}SELECT 1${') SELECT 1'.repeat(depth)}`,
  'joins before their conditions': (depth) =>
    `SELECT 1 FROM t${' JOIN t'.repeat(depth)}${' ON TRUE'.repeat(depth)}`,
}

const CHAINS: Readonly<Record<string, (length: number) => string>> = {
  NOT: (length) => `SELECT ${'NOT '.repeat(length)}a`,
  'minus signs': (length) => `SELECT ${'- '.repeat(length)}a`,
  sums: (length) => `SELECT 1${' + 1'.repeat(length)}`,
  texts: (length) => `SELECT a${" || 'x'".repeat(length)}`,
  casts: (length) => `SELECT a${'::int'.repeat(length)}`,
  'time zones': (length) => `SELECT a${" AT TIME ZONE 'UTC'".repeat(length)}`,
  subscripts: (length) => `SELECT a${'[1]'.repeat(length)}`,
  UNION: (length) => `SELECT 1${' UNION SELECT 1'.repeat(length)}`,
  joins: (length) => `SELECT 1 FROM t${' JOIN t ON TRUE'.repeat(length)}`,
}

describe('deep and long statements', () => {
  test.each(Object.entries(NESTED))('nested %s are parsed to half of the limit at least', (_, make) => {
    expect(obeysTheLaw(parseStatement(make(MAX_NESTING / 2 - 1)))).toBe(true)
  })

  test.each(Object.entries(NESTED))(
    'nested %s are refused beyond the limit',
    (_, make) => {
      for (const depth of [MAX_NESTING + 1, 10_000]) expect(codeOf(make(depth))).toBe('CERT-1003')
    },
    NO_HANG,
  )

  test.each(Object.entries(CHAINS))('chains of %s are parsed to a length of hundreds', (_, make) => {
    expect(obeysTheLaw(parseStatement(make(400)))).toBe(true)
  })

  test.each(Object.entries(CHAINS))(
    'chains of %s are refused when they are endless',
    (_, make) => {
      expect(codeOf(make(100_000))).toBe('CERT-1003')
    },
    NO_HANG,
  )

  test.each(['AND', 'OR'])(
    'a chain of %s has no limit, and its tree stays flat',
    (operator) => {
      const terms = Array.from({ length: 30_000 }, (_, index) => `a = ${index}`)
      const statement = parseStatement(`SELECT 1 WHERE ${terms.join(` ${operator} `)}`)
      expect(depthOf(statement)).toBeLessThan(30)
      const printed = printStatement(statement)
      expect(printed.replaceAll(/[()]/g, '')).toBe(`SELECT 1 WHERE ${terms.join(` ${operator} `)}`)
      expect(printStatement(parseStatement(printed))).toBe(printed)
    },
    NO_HANG,
  )

  test.each([
    [
      'a list of 1 MB',
      `SELECT 1 WHERE a IN (${Array.from({ length: 150_000 }, (_, index) => index).join(', ')})`,
    ],
    ['a text of 5 MB', `SELECT '${'x'.repeat(5_000_000)}'`],
    ['a text of quotes', `SELECT '${"''".repeat(1_000_000)}'`],
    ['100,000 columns', `SELECT a${', a'.repeat(100_000)}`],
    ['100,000 rows', `VALUES (1)${', (1)'.repeat(100_000)}`],
    ['a path of 100,000 names', `SELECT a${'.a'.repeat(100_000)}`],
    ['100,000 semicolons', `${';'.repeat(100_000)}SELECT 1`],
    ['100,000 nested comments', `${'/*'.repeat(100_000)}${'*/'.repeat(100_000)}SELECT 1`],
    ['50,000 branches', `SELECT CASE${' WHEN a THEN b'.repeat(50_000)} END`],
  ])(
    '%s is parsed and printed',
    (_, sql) => {
      const statement = parseStatement(sql)
      expect(printStatement(statement).length).toBeGreaterThan(0)
    },
    NO_HANG,
  )

  test.each([
    ['an error behind a long statement', `SELECT 1 WHERE ${'a = 1 AND '.repeat(50_000)})`],
    ['50 open parentheses', `SELECT ${'('.repeat(50)}`],
    ['100,000 closing parentheses', `SELECT ${')'.repeat(100_000)}`],
    ['open comments', '/*'.repeat(100_000)],
    ['open quotes', "'".repeat(100_001)],
    ['open tags', '$a '.repeat(100_000)],
    ['a million letters', 'x'.repeat(1_000_000)],
    ['a million backslashes', `SELECT E'${'\\'.repeat(1_000_001)}'`],
  ])(
    '%s is refused at once',
    (_, sql) => {
      expect(codeOf(sql)).toMatch(/^CERT-100[12]/)
    },
    NO_HANG,
  )

  test('a tree that leans far to the left is printed and walked without recursion', () => {
    let sum: Expression = makeColumn(['a'])
    for (let index = 0; index < 100_000; index++) sum = makeBinary('+', sum, makeColumn(['a']))
    let columns = 0
    visitExpressions(sum, ({ kind }) => {
      if (kind === 'ColumnReference') columns++
    })
    expect(columns).toBe(100_001)
    expect(printExpression(sum)).toHaveLength(400_001)
    expect(printDuckDb(sum)).toHaveLength(600_003)
  })

  test('a tree of the greatest depth is transformed', () => {
    const statement = parseStatement(CHAINS.sums?.(900) ?? '')
    expect(transformExpressions(statement, (expression) => expression)).toBe(statement)
  })
})

function obeysTheLaw(statement: Statement): boolean {
  const printed = printStatement(statement)
  return printStatement(parseStatement(printed)) === printed
}

function codeOf(sql: string): string {
  try {
    parseStatement(sql)
  } catch (error) {
    if (error instanceof CertSqlError) return error.code
    throw error
  }
  return 'parsed'
}

function depthOf(statement: Statement): number {
  let deepest = 0
  const waiting: { value: object; depth: number }[] = [{ value: statement, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const depth = next.depth + ('kind' in next.value ? 1 : 0)
    deepest = Math.max(deepest, depth)
    for (const value of Object.values(next.value)) {
      if (typeof value === 'object' && value !== null) waiting.push({ value, depth })
    }
  }
  return deepest
}
