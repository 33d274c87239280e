import { textPieces } from '@certsql/sql'

const kinds = (sql: string) =>
  textPieces(sql).map(
    ({ kind, span, open }) => `${kind}${open ? '…' : ''} ${sql.slice(span.start, span.end)}`,
  )

describe('Pieces of a text', () => {
  test('are what the eye tells apart', () => {
    expect(
      kinds(`SELECT "a", sum(x.Total) FROM t -- all\nWHERE b = 'c' AND d > 1.5 /* e */ AND f = :g`),
    ).toEqual([
      'keyword SELECT',
      'quotedName "a"',
      'sign ,',
      'function sum',
      'sign (',
      'name x',
      'sign .',
      'name Total',
      'sign )',
      'keyword FROM',
      'name t',
      'comment -- all',
      'keyword WHERE',
      'name b',
      'sign =',
      "text 'c'",
      'keyword AND',
      'name d',
      'sign >',
      'number 1.5',
      'comment /* e */',
      'keyword AND',
      'name f',
      'sign =',
      'parameter :g',
    ])
  })

  test.each([
    ["SELECT 'it''s", ['keyword SELECT', "text… 'it''s"]],
    ['SELECT "a b', ['keyword SELECT', 'quotedName… "a b']],
    ['SELECT /* a\nb', ['keyword SELECT', 'comment… /* a\nb']],
    ['SELECT 1 \\gx', ['keyword SELECT', 'number 1', 'stray \\', 'name gx']],
    ['/*+ TRANSPORT(bulk) */ SELECT', ['comment /*+ TRANSPORT(bulk) */', 'keyword SELECT']],
    ['SELECT /*+ ALL_ROWS */ 1', ['keyword SELECT', 'comment /*+ ALL_ROWS */', 'number 1']],
    ['x IN (1)', ['name x', 'keyword IN', 'sign (', 'number 1', 'sign )']],
    ['', []],
    [' \n ', []],
  ])('of %j', (sql, expected) => expect(kinds(sql)).toEqual(expected))

  test('cover every character that is no space, and never overlap', () => {
    const sql = `SELECT -- a\n x::int, [b c], $1, ? FROM "t" /* ; */ WHERE a <> 'b'; SELECT 'open`
    let end = 0
    for (const { span } of textPieces(sql)) {
      expect(sql.slice(end, span.start).trim()).toBe('')
      end = span.end
    }
    expect(sql.slice(end).trim()).toBe('')
  })
})
