import {
  makeAnd,
  makeBinary,
  makeCall,
  makeCast,
  makeCollate,
  makeColumn,
  makeDerivedTable,
  makeFunctionTable,
  makeIdentifier,
  makeIsNull,
  makeJoin,
  makeLike,
  makeNot,
  makeNumber,
  makeOr,
  makeOrderItem,
  makeQuery,
  makeSelect,
  makeSelectItem,
  makeStar,
  makeTable,
  makeTableAlias,
  makeText,
  makeType,
  makeValues,
  makeWindow,
  NO_SPAN,
  parseExpression,
  parseStatement,
  printExpression,
  printQuery,
} from '../src/index.js'
import { withoutSpans } from './support/trees.js'

describe('the builder', () => {
  test('makes the nodes that the parser makes', () => {
    const made = makeAnd([
      makeBinary('=', makeColumn(['a', 'Name']), makeText('Acme')),
      makeNot(makeIsNull(makeCall('upper', [makeColumn(['b'])]))),
      makeLike(makeColumn(['c']), makeText('x%'), { negated: true, escape: makeText('!') }),
    ])
    const parsed = parseExpression("a.Name = 'Acme' AND NOT upper(b) IS NULL AND c NOT LIKE 'x%' ESCAPE '!'")
    expect(withoutSpans(made)).toEqual(withoutSpans(parsed))
    expect(made.span).toBe(NO_SPAN)
  })

  test('makes whole queries', () => {
    const t = makeTable(['schema', 't'], makeTableAlias('x'))
    const u = makeDerivedTable(makeQuery(makeValues([[makeNumber(1)]])), makeTableAlias('u', ['id']))
    const from = [
      makeJoin('LEFT', t, u, { on: makeBinary('=', makeColumn(['x', 'id']), makeColumn(['u', 'id'])) }),
    ]
    const over = makeWindow({ orderBy: [makeOrderItem(makeColumn(['a']), 'DESC', 'LAST')] })
    const items = [makeStar(), makeSelectItem(makeCall('rank', [], { over }), 'position')]
    const query = makeQuery(makeSelect(items, { from }), { limit: makeNumber(5) })
    const printed =
      'SELECT *, rank() OVER (ORDER BY a DESC NULLS LAST) AS position FROM schema.t AS x' +
      ' LEFT JOIN (VALUES (1)) AS u (id) ON x.id = u.id LIMIT 5'
    expect(printQuery(query)).toBe(printed)
    expect(withoutSpans(parseStatement(printed))).toEqual(withoutSpans({ kind: 'QueryStatement', query }))
  })

  test('joins no conditions to what is true of none of them', () => {
    expect(printExpression(makeAnd([]))).toBe('TRUE')
    expect(printExpression(makeOr([]))).toBe('FALSE')
    expect(printExpression(makeOr([makeColumn(['a'])]))).toBe('a')
    expect(printExpression(makeAnd(['a', 'b', 'c'].map((name) => makeColumn([name]))))).toBe('a AND b AND c')
  })

  test('makes a minus sign of a negative number', () => {
    expect(makeNumber(-5)).toMatchObject({ kind: 'UnaryOperation', operand: { text: '5' } })
    expect(printExpression(makeBinary('-', makeColumn(['a']), makeNumber(-5n)))).toBe('a - -5')
    expect(printExpression(makeNumber('1.50'))).toBe('1.50')
  })

  test('quotes the names that need it, and only those', () => {
    const quoted = (name: string): boolean => makeIdentifier(name).quoted
    expect(['a', 'c2g__Name__c', 'date', 'über', '名前'].filter(quoted)).toEqual([])
    const needy = ['', 'two words', 'order', 'GROUP', '1st', 'a-b', 'a"b']
    expect(needy.filter(quoted)).toEqual(needy)
  })

  test('spells functions by the name that is given', () => {
    expect(printExpression(makeCall('count', [], { star: true, filter: makeColumn(['a']) }))).toBe(
      'count(*) FILTER (WHERE a)',
    )
    expect(printExpression(makeCall('left', [makeColumn(['a'])]))).toBe('left(a)')
    expect(printExpression(makeCall('extract', [makeColumn(['a'])]))).toBe('"extract"(a)')
  })

  test('makes casts, collations and table functions', () => {
    expect(printExpression(makeCast(makeColumn(['a']), makeType('decimal', [18, 2]), true))).toBe(
      'TRY_CAST(a AS DECIMAL(18, 2))',
    )
    expect(printExpression(makeCollate(makeColumn(['a']), 'NOCASE'))).toBe('a COLLATE NOCASE')
    const table = makeFunctionTable(makeCall('unnest', [makeColumn(['a'])]), {
      withOrdinality: true,
      lateral: true,
    })
    expect(printQuery(makeQuery(makeSelect([makeStar()], { from: [table] })))).toBe(
      'SELECT * FROM LATERAL unnest(a) WITH ORDINALITY',
    )
  })
})
