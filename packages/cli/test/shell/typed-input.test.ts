import { highlightInput } from '../../src/shell/highlight-input.js'
import { isComplete, readTypedInput, type TypedItem } from '../../src/shell/typed-input.js'

const takesStatement = (line: string) => /^\\gx?\b/.test(line)
const read = (text: string) => readTypedInput(text, takesStatement)
const sql = (text: string): TypedItem => ({ kind: 'statement', sql: text })
const command = (line: string, statement?: string): TypedItem => ({
  kind: 'command',
  line,
  ...(statement !== undefined && { statement }),
})

test.each<[string, readonly TypedItem[], string]>([
  ['', [], ''],
  [' \n', [], ''],
  ['SELECT 1;', [sql('SELECT 1')], ''],
  ['SELECT 1; SELECT 2;', [sql('SELECT 1'), sql('SELECT 2')], ''],
  ['SELECT 1; SELECT\n2', [sql('SELECT 1')], 'SELECT\n2'],
  ['SELECT 1; -- done', [sql('SELECT 1')], ''],
  ["SELECT ';'", [], "SELECT ';'"],
  ['\\d Account', [command('\\d Account')], ''],
  ["\\pset null 'it''s", [command("\\pset null 'it''s")], ''],
  ['\\dt\nSELECT 1;', [command('\\dt'), sql('SELECT 1')], ''],
  ['SELECT\n\\dt\n1', [command('\\dt')], 'SELECT\n1'],
  ['SELECT 1 \\gx', [command('\\gx', 'SELECT 1')], ''],
  ['SELECT 1; SELECT 2\n\\g', [sql('SELECT 1'), command('\\g', 'SELECT 2')], ''],
  ['SELECT 1;\\gx', [sql('SELECT 1'), command('\\gx')], ''],
  ['SELECT \'a\\b\', "c\\d";', [sql('SELECT \'a\\b\', "c\\d"')], ''],
  ['quit', [command('quit')], ''],
  ['exit;', [command('exit;')], ''],
  ['SELECT quit', [], 'SELECT quit'],
])('%j is read', (text, items, rest) => {
  expect(read(text)).toEqual({ items, rest })
})

test.each([
  ['', true],
  ['SELECT 1', false],
  ['SELECT 1;', true],
  ['SELECT 1; S', false],
  ['\\d', true],
  ['SELECT\n\\d', true],
  ['SELECT 1 \\d', true],
  ["SELECT 1, '\\d", false],
  ['SELECT\n\\d\n2', false],
  ["SELECT '\n\\d", false],
  ['/* \\d', false],
  ['help', true],
])('Enter runs %j: %p', (text, expected) => {
  expect(isComplete(text, takesStatement)).toBe(expected)
})

test('colours of a command and of the SQL after it', () => {
  const text = "\\d it's\nSELECT 'a'"
  const shown = highlightInput(text).map(({ start, end, style }) => [style, text.slice(start, end)])
  expect(shown).toEqual([
    ['command', '\\d'],
    ['keyword', 'SELECT'],
    ['text', "'a'"],
  ])
})
