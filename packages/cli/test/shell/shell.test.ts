import { stat } from 'node:fs/promises'
import { CertSqlError, type Column, decimal, TEXT } from '@certsql/core'
import { FakeSession } from '../support/fake-session.js'
import { TestShell } from '../support/test-shell.js'

const COLUMNS: readonly Column[] = [
  { name: 'Name', type: TEXT },
  { name: 'total', type: decimal(18, 2) },
]

const wrongColumn = new CertSqlError({
  code: 'CERT-2003',
  message: 'Account has no column "Nmae".',
  span: { start: 7, end: 11 },
  sql: 'SELECT Nmae FROM Account',
  hint: 'did you mean "Name"?',
})

const everyRecord = new CertSqlError({
  code: 'CERT-8003',
  message: 'DELETE without WHERE means every record of Contact.',
})

const session = () =>
  new FakeSession({
    'SELECT 1': { rows: [['one']] },
    'SELECT Name,\ntotal FROM Account': { columns: COLUMNS, rows: [['Acme', '5']] },
    'SELECT Nmae FROM Account': { error: wrongColumn },
    "UPDATE Account SET Name = 'x' WHERE Id = '1'": {
      columns: [],
      command: 'UPDATE',
      written: { affectedRows: 4, report: {} },
      writes: {
        tables: new Map([
          [
            'Account',
            new Map([
              ['update', 3],
              ['delete', 1],
            ]),
          ],
        ]),
      },
    },
    'DELETE FROM Contact': {
      columns: [],
      unconfirmed: everyRecord,
      command: 'DELETE',
      written: { affectedRows: 1200, report: {} },
    },
    "INSERT INTO Contact (LastName) VALUES ('x')": {
      columns: [],
      command: 'INSERT',
      written: { affectedRows: 1, report: undefined },
    },
    'SELECT slow': { hangs: true },
    "SET Password = 'hunter2'": { columns: [] },
    'SELECT cut': { rows: [['x']], notices: [{ kind: 'maxRows', message: 'There are more rows.' }] },
  })

const CONTINUATION = 'acme (production)->'

let shell: TestShell
let org: FakeSession
beforeEach(async () => {
  org = session()
  shell = await TestShell.open(org)
})
afterEach(() => shell.dispose())

test('runs a statement of several lines when the semicolon comes', async () => {
  await shell.type('SELECT Name,\n', CONTINUATION)
  const shown = await shell.run('total FROM Account;\n')
  expect(shown).toContain('│ Acme │  5.00 │')
  expect(shown).toMatch(/\(1 row\) · \d+ ms · 1 API call · 2 rows moved/)
})

test('runs all statements of a line, and none after one that fails', async () => {
  const shown = await shell.type(
    'SELECT 1; SELECT Nmae FROM Account; SELECT 1;\n',
    `Hint: did you mean "Name"?\n`,
  )
  expect(shown).toContain('│ one │')
  expect(shown).toContain(
    'CERT-2003: Account has no column "Nmae".\n  SELECT Nmae FROM Account\n         ^^^^',
  )
  expect(org.asked).toEqual(['SELECT 1', 'SELECT Nmae FROM Account'])
})

test('asks before a write that means every record', async () => {
  await shell.type('DELETE FROM Contact;\n', 'every record of Contact. Type acme to do it:')
  expect(await shell.run('acme\n')).toMatch(/1,200 rows deleted · \d+ ms · 1 API call/)
  await shell.type('DELETE FROM Contact;\n', 'to do it:')
  expect(await shell.run('yes\n')).toContain('CERT-8003: DELETE without WHERE')
  expect(org.asked).toEqual(Array(3).fill('DELETE FROM Contact'))
})

test('asks before each write to a production org', async () => {
  const question =
    'This will update 3 records of Account, delete 1 record of Account in acme (production). Go on? [y/N]'
  await shell.type("UPDATE Account SET Name = 'x' WHERE Id = '1';\n", question)
  expect(await shell.run('n\n')).toContain('CERT-8010: The write was not confirmed, and nothing was sent.')
  await shell.type("UPDATE Account SET Name = 'x' WHERE Id = '1';\n", 'Go on?')
  expect(await shell.run('y\n')).toContain('rows updated')
})

test('the prompt tells of read-only sessions and open transactions', async () => {
  org.properties.ReadOnly = 'true'
  org.inTransaction = true
  expect(await shell.type('\n', /read-only/)).toContain('acme (production, read-only)=*>')
})

test('tells what a transaction has still to write', async () => {
  const shown = await shell.run("INSERT INTO Contact (LastName) VALUES ('x');\n")
  expect(shown).toContain('1 row to be inserted at COMMIT')
})

test('tells notices', async () => {
  expect(await shell.run('SELECT cut;\n')).toContain('Notice: There are more rows.')
})

test('Ctrl-C stops the statement, and the shell goes on', async () => {
  await shell.type('SELECT slow;\n', 'SELECT slow;')
  const shown = await shell.run('\u0003')
  expect(shown).toContain('Cancelled.')
  expect(await shell.run('SELECT 1;\n')).toContain('│ one │')
})

test('Ctrl-C drops what is being typed', async () => {
  await shell.type('SELECT Nmae\n', CONTINUATION)
  await shell.type('FROM', 'FROM')
  expect(await shell.run('\u0003')).toContain('^C')
  await shell.type('SELECT 1;\n', '│ one │')
  expect(org.asked).toEqual(['SELECT 1'])
})

test.each(['\\q\n', 'quit\n', 'exit;\n', '\u0004'])('%j quits', async (keys) => {
  await shell.type(keys, /^/)
  await shell.end()
})

test('remembers whole statements, once, and no secrets, for the owner only', async () => {
  await shell.type('SELECT Name,\n', CONTINUATION)
  await shell.run('total FROM Account;\n')
  await shell.run('SELECT 1;\n')
  await shell.run('SELECT 1;\n')
  await shell.run("SET Password = 'hunter2';\n")
  await shell.type('\\timing off\n', 'Timing is off.')
  expect(await shell.history()).toEqual(['SELECT Name,\ntotal FROM Account;', 'SELECT 1;', '\\timing off'])
  expect((await stat(shell.historyPath)).mode & 0o777).toBe(0o600)
})

test('recalls a statement in all its lines', async () => {
  await shell.type('SELECT Name,\n', CONTINUATION)
  await shell.run('total FROM Account;\n')
  await shell.type('\u001b[A', 'acme (production)=> SELECT Name,\nacme (production)-> total FROM Account;')
})

describe('commands', () => {
  test('\\? lists all of them', async () => {
    const shown = await shell.type('\\?\n', 'Ctrl-D quits')
    for (const usage of [
      '\\q',
      '\\d [TABLE]',
      '\\dt [PATTERN]',
      '\\x [on|off|auto]',
      '\\timing',
      '\\pset',
      '\\conninfo',
    ]) {
      expect(shown).toContain(`  ${usage}`)
    }
  })

  test('that do not exist suggest others', async () => {
    expect(await shell.run('\\timin\n')).toContain(
      'There is no command \\timin.\nHint: did you mean \\timing?',
    )
  })

  test('\\timing switches time and cost off', async () => {
    await shell.type('\\timing\n', 'Timing is off.')
    expect(await shell.type('SELECT 1;\n', '(1 row)\n')).not.toContain('API call')
  })

  test('\\x shows records', async () => {
    await shell.type('\\x\n', 'Rows are shown as records.')
    expect(await shell.run('SELECT 1;\n')).toContain('a │ one')
    await shell.type('\\x off\n', 'Rows are shown as tables')
    expect(await shell.run('\\x sideways\n')).toContain('"sideways" is none of on, off, auto.')
  })

  test('\\pset changes the format and the text of NULL', async () => {
    await shell.type('\\pset format csv\n', 'Results are printed as csv.')
    expect(await shell.run('SELECT 1;\n')).toContain('\na\none\n')
    expect(await shell.run('\\pset format xlsx\n')).toContain('The format "xlsx" is one of files.')
    await shell.type('\\pset null -\n', 'NULL is printed as "-".')
    await shell.type("\\pset null '';\n", 'NULL is printed as "".')
    expect(await shell.run('\\pset colour on\n')).toContain('There is no setting "colour".')
  })

  test('\\conninfo tells where one is', async () => {
    expect(await shell.run('\\conninfo\n')).toContain(
      'Connected to acme (production) at https://acme.my.salesforce.com as amy@acme.example.',
    )
  })
})
