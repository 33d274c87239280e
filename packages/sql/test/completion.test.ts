import { completionContext } from '@certsql/sql'

function contextAt(text: string) {
  const cursor = text.indexOf('|')
  return completionContext(text.replace('|', ''), cursor)
}

describe('what is wanted at the cursor', () => {
  test.each([
    ['SELECT a.b.c| FROM t a', { kind: 'column', path: ['a', 'b'], afterOn: false }],
    ['SELECT "a b".| FROM t', { kind: 'column', path: ['a b'], afterOn: false }],
    ['SELECT * FROM |', { kind: 'table' }],
    ['SELECT * FROM a, |', { kind: 'table' }],
    ['SELECT a, |', { kind: 'column', path: [], afterOn: false }],
    ['SELECT * FROM a JOIN b ON |', { kind: 'column', path: [], afterOn: true }],
    ['INSERT INTO |', { kind: 'table' }],
    ['SET |', { kind: 'property' }],
    ['UPDATE t SET |', { kind: 'column', path: [], afterOn: false }],
    ['SHOW |', { kind: 'property' }],
    ['CALL |', { kind: 'procedure' }],
    ['EXEC Get|', { kind: 'procedure' }],
    ['CALL GetUpdated(|', { kind: 'argument', procedure: 'GetUpdated', given: [] }],
    ["CALL f(Id => lower('x'), |", { kind: 'argument', procedure: 'f', given: ['Id'] }],
    ['CALL f(Id => |', { kind: 'column', path: [], afterOn: false }],
    ['CALL f(Id => lower(|', { kind: 'column', path: [], afterOn: false }],
    ["CALL f(Path => '/tmp/|", { kind: 'file' }],
    ['SET UseBulk = |', { kind: 'propertyValue', property: 'UseBulk' }],
    ["SET TimeZone = 'Eur|", { kind: 'propertyValue', property: 'TimeZone' }],
    ['UPDATE t SET a = |', { kind: 'column', path: [], afterOn: false }],
    ['SELECT * FROM t WHERE a = :co|', { kind: 'variable' }],
    ['SELECT a::da|', { kind: 'column', path: [], afterOn: false }],
    ["SELECT 1 FROM t WHERE a.b = 'x|", { kind: 'value', column: ['a', 'b'] }],
    ["SELECT 1 FROM t WHERE b NOT IN ('x', '|", { kind: 'value', column: ['b'] }],
    ["SELECT 'x|", { kind: 'nothing' }],
    ["COPY t TO 'x|", { kind: 'file' }],
    ["SELECT * FROM 'x|", { kind: 'file' }],
    ["SELECT * FROM a JOIN 'x|", { kind: 'file' }],
    ["SELECT * FROM read_csv('x|", { kind: 'file' }],
    ['SELECT /* x|', { kind: 'nothing' }],
    ['SELECT -- x|', { kind: 'nothing' }],
    ['', { kind: 'column', path: [], afterOn: false }],
  ])('%s', (text, wanted) => expect(contextAt(text === '' ? '|' : text).wanted).toEqual(wanted))
})

describe('the tables in scope', () => {
  test.each([
    ['SELECT | FROM a', [['a', undefined]]],
    [
      'SELECT | FROM x.a AS b, c d WHERE',
      [
        ['x.a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'SELECT | FROM a JOIN "B c" d ON a.x = d.y',
      [
        ['a', undefined],
        ['B c', 'd'],
      ],
    ],
    ['SELECT | FROM a WHERE x IN (SELECT y FROM inner1)', [['a', undefined]]],
    [
      'SELECT x FROM a WHERE x IN (SELECT | FROM inner1)',
      [
        ['inner1', undefined],
        ['a', undefined],
      ],
    ],
    [
      'SELECT x FROM a WHERE x IN (SELECT | FROM inner1',
      [
        ['inner1', undefined],
        ['a', undefined],
      ],
    ],
    ['UPDATE a SET |', [['a', undefined]]],
    [
      'DELETE FROM a USING b WHERE |',
      [
        ['a', undefined],
        ['b', undefined],
      ],
    ],
    ['SELECT 1 FROM z; SELECT | FROM a; SELECT 1 FROM y', [['a', undefined]]],
  ])('%s', (text, expected) => {
    const { tables } = contextAt(text)
    expect(tables.map(({ name, alias }) => [name.join('.'), alias])).toEqual(expected)
  })
})

describe('the keywords that fit', () => {
  test.each([
    ['|', ['SELECT', 'WITH', 'BEGIN'], ['FROM', 'AND']],
    ['EXPLAIN |', ['ANALYZE', 'SELECT'], ['FROM']],
    ['SELECT a FROM b |', ['WHERE', 'JOIN', 'ORDER BY'], ['SELECT', 'BEGIN', 'OVER', 'SET']],
    ['SELECT a FROM b WHERE |', ['NOT', 'EXISTS', 'CASE'], ['FROM', 'AND']],
    ['SELECT a FROM b WHERE c |', ['AND', 'IS NULL', 'GROUP BY'], ['FROM', 'CASE']],
    ['SELECT a FROM b WHERE c IS |', ['NULL', 'NOT NULL'], ['SELECT']],
    ['SELECT a FROM b ORDER BY a DESC |', ['NULLS LAST', 'LIMIT'], ['DESC']],
    ['SELECT CASE WHEN a THEN b |', ['ELSE', 'END', 'WHEN'], ['FROM']],
    ['SELECT sum(a) |', ['OVER', 'FILTER', 'FROM'], ['SELECT']],
    ['SELECT a FROM b JOIN c ON |', ['NOT'], ['CONFLICT']],
  ])('%s', (text, some, none) => {
    const { keywords } = contextAt(text)
    expect(keywords).toEqual(expect.arrayContaining(some))
    for (const word of none) expect(keywords).not.toContain(word)
  })
})
