import {
  type Expression,
  findParameters,
  isExpression,
  makeColumn,
  makeText,
  parseExpression,
  parseStatement,
  printStatement,
  transformExpressions,
  visitExpressions,
} from '../src/index.js'

describe('visitExpressions', () => {
  test('sees every expression, those of subqueries too, parents first', () => {
    const kinds: string[] = []
    visitExpressions(parseStatement('SELECT a + 1 FROM t WHERE b IN (SELECT c FROM u)'), ({ kind }) => {
      kinds.push(kind)
    })
    expect(kinds).toEqual([
      'BinaryOperation',
      'ColumnReference',
      'NumberLiteral',
      'InSubquery',
      'ColumnReference',
      'ColumnReference',
    ])
  })

  test('leaves out the parts of an expression when it is told so', () => {
    const seen: Expression[] = []
    visitExpressions(parseExpression('f(a) + g(b)'), (expression) => {
      seen.push(expression)
      return expression.kind !== 'FunctionCall'
    })
    expect(seen.map(({ kind }) => kind)).toEqual(['BinaryOperation', 'FunctionCall', 'FunctionCall'])
  })

  test.each([
    'INSERT INTO t (a) VALUES (f(1)) ON CONFLICT (a) DO UPDATE SET b = f(2) WHERE f(3) RETURNING f(4)',
    'MERGE INTO t USING s ON f(1) WHEN MATCHED AND f(2) THEN UPDATE SET a = f(3) WHEN NOT MATCHED THEN INSERT VALUES (f(4))',
    'SELECT SUM(x) FILTER (WHERE f(1)) OVER (ORDER BY f(2) ROWS f(3) PRECEDING) FROM t JOIN u ON f(4)',
    'SELECT 1 FROM t GROUP BY ROLLUP (f(1)) HAVING f(2) ORDER BY f(3) LIMIT f(4)',
    'CALL p(f(1), x => f(2), f(3) + f(4))',
    'UPDATE t SET a = f(1) FROM f(2), LATERAL (SELECT f(3)) x WHERE f(4)',
  ])('reaches all four calls in %s', (sql) => {
    const calls: string[] = []
    visitExpressions(parseStatement(sql), (expression) => {
      if (expression.kind === 'FunctionCall' && expression.name.parts[0]?.name === 'f') calls.push('f')
    })
    // The call of a table function is a part of the table, and an expression all the same.
    expect(calls).toHaveLength(4)
  })
})

describe('findParameters', () => {
  test('lists them in the order of the text', () => {
    const named = findParameters(parseStatement('SELECT :b FROM t WHERE a = :a OR b = :b LIMIT :n'))
    expect(named.map(({ name, index }) => [name, index])).toEqual([
      ['b', 0],
      ['a', 1],
      ['b', 0],
      ['n', 2],
    ])
    const positional = findParameters(
      parseStatement('WITH x AS (SELECT ?) SELECT TOP ? a FROM x WHERE ? = ?'),
    )
    expect(positional.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(findParameters(parseStatement('SELECT $2, $1, $2')).map(({ index }) => index)).toEqual([1, 0, 1])
    expect(findParameters(parseStatement('SELECT \'?\', ":a" -- :b'))).toEqual([])
  })

  test('counts anew in each statement', () => {
    expect(findParameters(parseStatement('SELECT ?')).map(({ index }) => index)).toEqual([0])
    expect(findParameters(parseStatement('SELECT ?')).map(({ index }) => index)).toEqual([0])
  })
})

describe('transformExpressions', () => {
  const statement = parseStatement(
    'SELECT ? + a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE x = ?) ORDER BY b',
  )

  test('gives back the same tree when nothing changes', () => {
    expect(transformExpressions(statement, (expression) => expression)).toBe(statement)
  })

  test('replaces expressions wherever they stand, and leaves the old tree as it was', () => {
    const before = printStatement(statement)
    const bound = transformExpressions(statement, (expression) =>
      expression.kind === 'Parameter' ? makeText(`value ${expression.index}`) : expression,
    )
    expect(printStatement(bound)).toBe(
      "SELECT 'value 0' + a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE x = 'value 1') ORDER BY b",
    )
    expect(printStatement(statement)).toBe(before)
  })

  test('keeps the parts that do not change', () => {
    const changed = transformExpressions(parseExpression('f(a) + b'), (expression) =>
      expression.kind === 'ColumnReference' && expression.path[0]?.name === 'b'
        ? makeColumn(['c'])
        : expression,
    )
    expect(changed).toMatchObject({ kind: 'BinaryOperation', left: { kind: 'FunctionCall' } })
  })

  test('shows the children to a change of their parent already changed', () => {
    const names: string[] = []
    transformExpressions(parseExpression('f(g(a))'), (expression) => {
      if (expression.kind === 'FunctionCall') names.push(String(expression.name.parts[0]?.name))
      return expression
    })
    expect(names).toEqual(['g', 'f'])
  })
})

test('isExpression tells expressions from other nodes', () => {
  expect(isExpression(parseExpression('a'))).toBe(true)
  expect(isExpression(parseStatement('SELECT 1'))).toBe(false)
})
