import { splitStatements } from '../src/index.js'

describe('splitStatements', () => {
  test.each<[string, string[]]>([
    ['SELECT 1', ['SELECT 1']],
    ['SELECT 1;', ['SELECT 1']],
    ['SELECT 1; SELECT 2 ;\nSELECT 3', ['SELECT 1', 'SELECT 2', 'SELECT 3']],
    [";;\n ; SELECT ';' ;", ["SELECT ';'"]],
    ["SELECT 'it''s;'; SELECT 2", ["SELECT 'it''s;'", 'SELECT 2']],
    ["SELECT E'\\';'; SELECT 2", ["SELECT E'\\';'", 'SELECT 2']],
    ['SELECT ";", `;`, [;] FROM [a;b]; SELECT 2', ['SELECT ";", `;`, [;] FROM [a;b]', 'SELECT 2']],
    ['SELECT $$;$$, $t$ ; $$ ; $t$; SELECT 2', ['SELECT $$;$$, $t$ ; $$ ; $t$', 'SELECT 2']],
    ['SELECT 1 -- ; no\n+ 2; SELECT 3', ['SELECT 1 -- ; no\n+ 2', 'SELECT 3']],
    ['/* ; /* ; */ ; */ SELECT 1 /* ; */; SELECT 2', ['SELECT 1', 'SELECT 2']],
    ['-- first\nSELECT 1; -- second\nSELECT 2 -- third', ['SELECT 1', 'SELECT 2']],
    ['SELECT (1; SELECT 2', ['SELECT (1', 'SELECT 2']],
    ['SELECT /*+ ALL_ROWS */ 1; x', ['SELECT /*+ ALL_ROWS */ 1', 'x']],
    ['no SQL at all # @; !', ['no SQL at all # @', '!']],
    ['', []],
    [' -- nothing', []],
    ['/* nothing */ ; ;', []],
  ])('cuts %j', (sql, expected) => {
    const statements = splitStatements(sql)
    expect(statements.map((one) => one.sql)).toEqual(expected)
    for (const { span, sql: piece } of statements) expect(sql.slice(span.start, span.end)).toBe(piece)
  })

  test.each<[string, boolean[]]>([
    ['SELECT 1', [false]],
    ['SELECT 1;', [true]],
    ['SELECT 1; SELECT 2', [true, false]],
    ['SELECT 1; SELECT 2; -- done', [true, true]],
    ["SELECT 'open; SELECT 2;", [false]],
    ['SELECT 1; SELECT "open;', [true, false]],
    ['SELECT $$ open; $ ;', [false]],
    ['SELECT 1; /* open ;', [true, false]],
    ['SELECT 1 /* /* */ ;', [false]],
  ])('says which statements of %j are complete', (sql, expected) => {
    expect(splitStatements(sql).map(({ complete }) => complete)).toEqual(expected)
  })

  test('cuts what is nested too deeply to be parsed', () => {
    expect(splitStatements(`SELECT ${'('.repeat(10_000)}; SELECT 2`)).toHaveLength(2)
  })
})
