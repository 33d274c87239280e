import {
  type Expression,
  parseExpression,
  parseStatement,
  parseStatements,
  type Query,
} from '../src/index.js'
import { withoutSpans } from './support/trees.js'

/** The shape of an expression with every operation in parentheses. */
function shape(sql: string): string {
  return shapeOf(parseExpression(sql))
}

function shapeOf(node: Expression): string {
  switch (node.kind) {
    case 'BinaryOperation':
      return `(${shapeOf(node.left)} ${node.operator} ${shapeOf(node.right)})`
    case 'UnaryOperation':
      return `(${node.operator} ${shapeOf(node.operand)})`
    case 'IsNull':
      return `(${shapeOf(node.operand)} is null)`
    case 'Between':
      return `(${shapeOf(node.operand)} between ${shapeOf(node.low)} ${shapeOf(node.high)})`
    case 'Like':
      return `(${shapeOf(node.operand)} like ${shapeOf(node.pattern)})`
    case 'Cast':
      return `(${shapeOf(node.operand)} as ${node.type.name})`
    case 'AtTimeZone':
      return `(${shapeOf(node.operand)} at ${shapeOf(node.zone)})`
    case 'ColumnReference':
      return node.path.map(({ name }) => name).join('.')
    case 'NumberLiteral':
      return node.text
    default:
      return node.kind
  }
}

describe('precedence', () => {
  test.each([
    ['a OR b AND NOT c = d + e * f', '(a OR (b AND (NOT (c = (d + (e * f))))))'],
    ['a - b - c', '((a - b) - c)'],
    ['a ^ b ^ c', '((a ^ b) ^ c)'],
    ['-a ^ b', '((- a) ^ b)'],
    ['-a::int', '(- (a as int))'],
    ['a + b::int * c', '(a + ((b as int) * c))'],
    ['a || b + c = d', '((a || (b + c)) = d)'],
    ['a -> b = c', '((a -> b) = c)'],
    ['a BETWEEN b AND c AND d', '((a between b c) AND d)'],
    ['a BETWEEN b + 1 AND c || d OR e', '((a between (b + 1) (c || d)) OR e)'],
    ['NOT a BETWEEN b AND c', '(NOT (a between b c))'],
    ['NOT a LIKE b AND c', '((NOT (a like b)) AND c)'],
    ['a = b IS NULL', '((a = b) is null)'],
    ['NOT a IS NULL', '(NOT (a is null))'],
    ['a + b AT TIME ZONE c * d', '(a + ((b at c) * d))'],
    ['a LIKE b || c', '(a like (b || c))'],
    ['a AND b AND c', '((a AND b) AND c)'],
    ['a AND (b AND c)', '(a AND (b AND c))'],
  ])('%s', (sql, expected) => {
    expect(shape(sql)).toBe(expected)
  })
})

describe('names', () => {
  test('are kept as they are spelled, without their quotes', () => {
    expect(parseExpression('a."b""c".[d]]e].`f``g`.order')).toMatchObject({
      path: [
        { name: 'a', quoted: false },
        { name: 'b"c', quoted: true },
        { name: 'd]e', quoted: true },
        { name: 'f`g', quoted: true },
        { name: 'order', quoted: false },
      ],
    })
  })

  test('in brackets are told from subscripts', () => {
    expect(parseExpression('[a]').kind).toBe('ColumnReference')
    expect(parseExpression('a[b]').kind).toBe('Subscript')
    expect(parseExpression('[a][1]').kind).toBe('Subscript')
    expect(parseExpression('[a].[b][c]').kind).toBe('Subscript')
    expect(parseExpression('ARRAY[a]').kind).toBe('ArrayLiteral')
    expect(parseExpression('a::int[]')).toMatchObject({
      kind: 'Cast',
      type: { name: 'int', arrayDimensions: 1 },
    })
    expect(parseExpression('a + [b]')).toMatchObject({ right: { kind: 'ColumnReference' } })
  })
})

describe('literals', () => {
  test.each([
    ["'it''s'", "it's"],
    ["E'a\\n\\t\\\\\\'b''c'", "a\n\t\\'b'c"],
    ["E'\\x41\\u00e9\\U0001F600\\101\\q'", 'Aé😀Aq'],
    ['$$a $ b$$', 'a $ b'],
    ['$x$a $$ b$x$', 'a $$ b'],
    ["N'ñ'", 'ñ'],
    ["'back\\slash'", 'back\\slash'],
    ["''", ''],
  ])('%s', (sql, value) => {
    expect(parseExpression(sql)).toMatchObject({ kind: 'StringLiteral', value })
  })

  test('numbers keep their digits', () => {
    expect(parseExpression('12345678901234567890.10')).toMatchObject({ text: '12345678901234567890.10' })
  })

  test('dates, intervals and zones', () => {
    expect(parseExpression("timestamp with time zone '2025-01-01'")).toMatchObject({ type: 'TIMESTAMPTZ' })
    expect(parseExpression("timestamp without time zone '2025-01-01'")).toMatchObject({ type: 'TIMESTAMP' })
    expect(parseExpression("interval '60' days")).toMatchObject({ value: '60', unit: 'DAY' })
    expect(parseExpression('interval 3 month')).toMatchObject({ value: '3', unit: 'MONTH' })
    expect(parseExpression('date')).toMatchObject({ kind: 'ColumnReference' })
    expect(parseExpression("a::timestamp at time zone 'UTC'")).toMatchObject({ kind: 'AtTimeZone' })
  })
})

describe('special forms are plain calls', () => {
  test.each([
    ['SUBSTRING(a FROM b FOR c)', 'substring(a, b, c)'],
    ['SUBSTRING(a FOR c)', 'substring(a, 1, c)'],
    ['POSITION(a IN b)', 'strpos(b, a)'],
    ['TRIM(LEADING a FROM b)', 'ltrim(b, a)'],
    ['TRIM(TRAILING FROM b)', 'rtrim(b)'],
    ['TRIM(BOTH a FROM b)', 'trim(b, a)'],
    ['TRIM(a)', 'trim(a)'],
    ['OVERLAY(a PLACING b FROM 1)', 'overlay(a, b, 1)'],
  ])('%s', (form, call) => {
    expect(withoutSpans(parseExpression(form))).toEqual(withoutSpans(parseExpression(call)))
  })

  test.each([
    ['a = ANY (ARRAY[1, 2])', 'a IN (1, 2)'],
    ['a <> ALL (ARRAY[1, 2])', 'a NOT IN (1, 2)'],
    ['a != b', 'a <> b'],
    ['a ISNULL', 'a IS NULL'],
    ['a NOTNULL', 'a IS NOT NULL'],
    ['a = SOME (SELECT 1)', 'a = ANY (SELECT 1)'],
  ])('%s is %s', (form, plain) => {
    expect(withoutSpans(parseExpression(form))).toEqual(withoutSpans(parseExpression(plain)))
  })
})

describe('queries', () => {
  const query = (sql: string): Query => {
    const statement = parseStatement(sql)
    if (statement.kind !== 'QueryStatement') throw new Error(`not a query: ${sql}`)
    return statement.query
  }

  test.each([
    ['SELECT TOP 5 a FROM t ORDER BY a', 'SELECT a FROM t ORDER BY a LIMIT 5'],
    ['SELECT a FROM t FETCH FIRST 5 ROWS ONLY', 'SELECT a FROM t LIMIT 5'],
    ['SELECT a FROM t FETCH NEXT ROW ONLY', 'SELECT a FROM t LIMIT 1'],
    ['SELECT a FROM t OFFSET 2 ROWS LIMIT 5', 'SELECT a FROM t LIMIT 5 OFFSET 2'],
    ['SELECT a FROM t LIMIT ALL', 'SELECT a FROM t'],
    ['SELECT ALL a FROM t', 'SELECT a FROM t'],
    ['((SELECT a FROM t))', 'SELECT a FROM t'],
    ['(SELECT a FROM t) LIMIT 1', 'SELECT a FROM t LIMIT 1'],
    ['SELECT 1 UNION SELECT 2 INTERSECT SELECT 3', 'SELECT 1 UNION (SELECT 2 INTERSECT SELECT 3)'],
    ['SELECT 1 FROM a INNER JOIN b ON TRUE', 'SELECT 1 FROM a JOIN b ON TRUE'],
    ['SELECT 1 FROM a JOIN b JOIN c ON x ON y', 'SELECT 1 FROM a JOIN (b JOIN c ON x) ON y'],
  ])('%s is %s', (form, plain) => {
    expect(withoutSpans(query(form))).toEqual(withoutSpans(query(plain)))
  })

  test('keep a limit within a set operation to its part', () => {
    const { body } = query('SELECT TOP 1 a FROM t UNION ALL SELECT b FROM u')
    expect(body).toMatchObject({ kind: 'SetOperation', left: { kind: 'Query' }, right: { kind: 'Select' } })
  })

  test('have no GROUP BY, DISTINCT or WHERE unless it is written', () => {
    expect(Object.keys(query('SELECT 1').body)).toEqual(['kind', 'span', 'hints', 'items', 'from', 'windows'])
  })

  test('read hints', () => {
    expect(query('SELECT /*+ transport(bulk, x) ALL_ROWS */ 1').body).toMatchObject({
      hints: [
        { name: 'TRANSPORT', arguments: ['bulk', 'x'], span: { start: 11, end: 29 } },
        { name: 'ALL_ROWS', arguments: [], span: { start: 30, end: 38 } },
      ],
    })
  })
})

describe('places', () => {
  test('of an operation cover the parentheses of its operands', () => {
    const { span } = parseExpression('  (a + b) * (c)')
    expect(span).toEqual({ start: 2, end: 15 })
  })

  test('of a statement leave out what is around it', () => {
    const [first, second] = parseStatements(' SELECT 1 ; -- comment\n SELECT 2')
    expect(first?.span).toEqual({ start: 1, end: 9 })
    expect(second?.span).toEqual({ start: 24, end: 32 })
  })
})
