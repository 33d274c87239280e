import { quoteText } from '@certsql/core'
import type { Connection } from '../../src/index.js'
import { closeAll, connectTo, startOrg } from '../support/test-org.js'

/**
 * With a constant that has no letters, texts compare as they are, which must say what their upper case says. A constant in a
 * column is not seen when the statement is planned, so that both ways can be compared.
 */
const TEXTS = [
  ...[
    '',
    ' ',
    '  ',
    '1',
    '12',
    '01',
    '1a',
    '1A',
    'a1',
    '1\u0131',
    '1\u017f',
    '1\u00e9',
    '1_',
    '1%',
    '1\\',
    '9z',
    '@',
    '@a',
  ],
  ...[
    'a',
    'A',
    'z',
    'Z',
    '[',
    '[a',
    '_',
    '_a',
    '`',
    '{',
    '~',
    '~z',
    '~\u00ff',
    '\u007f',
    '2025/001',
    '2025/00a',
    '2025/00A',
  ],
  ...[
    '\u0131',
    'i',
    'I',
    '\u0130',
    '\u017f',
    's',
    '\u212a',
    'k',
    '\u00df',
    '\u1e9e',
    '\u00b5',
    '\u03bc',
    '\u00ff',
    '\u0178',
  ],
  ...[
    '\u{1f986}',
    '\u{10428}',
    '\u{10400}',
    'e\u0301',
    '\ufb01',
    '1\n2',
    '\t',
    '-',
    '--',
    'x-1',
    'X-1',
    "'",
    "a'",
  ],
]
const CONSTANTS = TEXTS.filter((text) => /^[ -~]*$/.test(text))
const OPERATORS = ['=', '<>', '<', '<=', '>', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM']
const PATTERNS = [
  '%',
  '_',
  '__',
  '%1%',
  '1%',
  '%1',
  '1_',
  '_1',
  '%\\_%',
  '1\\%',
  '%/00_',
  '2025%',
  '[%',
  '%~%',
  '%-1',
  '%%',
  '@%',
]

let connection: Connection

beforeAll(async () => {
  connection = await connectTo(await startOrg())
  await make('texts', TEXTS)
  await make('constants', CONSTANTS)
  await make('patterns', PATTERNS)
  await connection.query('CREATE TEMP TABLE t AS SELECT id, text FROM texts UNION ALL SELECT 0, NULL')
})

afterAll(async () => {
  await connection.close()
  await closeAll()
})

test.each(OPERATORS)('%s', async (operator) => {
  await agree('constants', CONSTANTS, (text, other) => `${text} ${operator} ${other}`)
  await agree('constants', CONSTANTS, (text, other) => `${other} ${operator} ${text}`)
})

test('IN and NOT IN', async () => {
  await agree('constants', CONSTANTS, (text, other) => `${text} IN (${other}, '1')`)
  await agree('constants', CONSTANTS, (text, other) => `${text} NOT IN (${other}, '1')`)
})

test('LIKE and NOT LIKE', async () => {
  await agree('patterns', PATTERNS, (text, other) => `${text} LIKE ${other}`)
  await agree('patterns', PATTERNS, (text, other) => `${text} NOT ILIKE ${other}`)
  await agree('patterns', PATTERNS, (text, other) => `${text} LIKE ${other} ESCAPE '@'`)
  await agree('patterns', PATTERNS, (text, other) => `${text} LIKE ${other} ESCAPE 'x'`)
})

test('BETWEEN and CASE', async () => {
  await agree('constants', CONSTANTS, (text, other) => `${text} BETWEEN ${other} AND '2'`)
  await agree('constants', CONSTANTS, (text, other) => `CASE ${text} WHEN ${other} THEN 1 ELSE 0 END = 1`)
})

async function make(name: string, texts: readonly string[]): Promise<void> {
  const rows = texts.map((text, id) => `(${id + 1}, ${quoteText(text)})`)
  await connection.query(
    `CREATE TEMP TABLE ${name} AS SELECT * FROM (VALUES ${rows.join(', ')}) AS v (id, text)`,
  )
}

/** A condition answers for all texts with a constant as it does with that constant in a column. */
async function agree(
  table: string,
  constants: readonly string[],
  condition: (text: string, other: string) => string,
): Promise<void> {
  const columns = await valuesOf(
    `SELECT c.id AS c, t.id, (${condition('t.text', 'c.text')}) AS is_so FROM t, ${table} c ORDER BY c.id, t.id`,
  )
  const literals = constants.map(
    (one, index) => `SELECT ${index + 1} AS c, id, (${condition('text', quoteText(one))}) AS is_so FROM t`,
  )
  expect(await valuesOf(`SELECT * FROM (${literals.join(' UNION ALL ')}) l ORDER BY c, id`)).toEqual(columns)
}

async function valuesOf(sql: string): Promise<readonly unknown[]> {
  return (await connection.query(sql, [], { rowMode: 'array' })).rows
}
