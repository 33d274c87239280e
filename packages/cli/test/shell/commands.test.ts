import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIGINT, type Column, decimal, TEXT } from '@certsql/core'
import { FakeSession } from '../support/fake-session.js'
import { ACCOUNTS } from '../support/fake-tables.js'
import { TestShell } from '../support/test-shell.js'

const SALES: readonly Column[] = [
  { name: 'region', type: TEXT },
  { name: 'year', type: BIGINT },
  { name: 'total', type: decimal(18, 2) },
]

let shell: TestShell
let org: FakeSession
let folder: string
const environment = { ...process.env }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-commands-'))
  process.env.CERTSQL_QUERIES = join(folder, 'queries.json')
  org = new FakeSession(
    {
      'SELECT 1': { rows: [['one']] },
      'SELECT 2': { rows: [['two']] },
      'SELECT :x': { rows: [['x']] },
      'SELECT * FROM _': { rows: [['kept']] },
      'EXPLAIN SELECT 1': { rows: [['the plan']] },
      'EXPLAIN ANALYZE SELECT 1': { rows: [['the figures']] },
      invoices: {
        columns: SALES.map(({ name, type }) => ({ name: `c2g__${name}__c`, type })),
        rows: [['North', 2024, '1']],
      },
      sales: {
        columns: SALES,
        rows: [
          ['North', 2024, '1'],
          ['North', 2025, '2'],
          ['South', 2025, '3'],
        ],
      },
      "COPY Account TO 'a b.csv'": { columns: [] },
      "COPY (SELECT 1) TO 'it''s.xlsx'": { columns: [] },
    },
    [ACCOUNTS],
  )
  shell = await TestShell.open(org)
})
afterEach(async () => {
  await shell.dispose()
  process.env = { ...environment }
  await rm(folder, { recursive: true })
})

describe('\\chart', () => {
  test('draws the statement before it, by the columns that are named', async () => {
    const shown = await shell.run('sales \\chart bar year total\n')
    expect(shown).toMatch(/2024 █+▍ 1\n2025 █+▋ 2\n2025 █+ 3\n/)
  })

  test('goes into a file', async () => {
    const path = join(folder, 'sales.svg')
    expect(await shell.run(`sales \\chart line to ${path}\n`)).toContain('sales.svg is written.')
    expect(await readFile(path, 'utf8')).toContain('North')
    expect(await shell.run('sales \\chart to sales.gif\n')).toContain('name an .svg or a .png')
  })

  test('refuses what it cannot draw', async () => {
    expect(await shell.run('SELECT 1 \\chart\n')).toContain('The result has no numbers to draw.')
    expect(await shell.run('sales \\chart pie\n')).toContain('The result has no column "pie".')
  })
})

describe('\\g', () => {
  test('runs what stands before it without a semicolon, and then again', async () => {
    expect(await shell.run('SELECT 1 \\g\n')).toContain('│ one │')
    expect(await shell.run('\\g\n')).toContain('│ one │')
    expect(org.asked).toEqual(['SELECT 1', 'SELECT 1'])
  })

  test('sends one result to a file, or a program', async () => {
    const path = join(folder, 'out.txt')
    await shell.run(`SELECT 1 \\g ${path}\n`)
    expect(await readFile(path, 'utf8')).toContain('│ one │')
    expect(await shell.run('SELECT 2;\n')).toContain('│ two │')
    await shell.run(`SELECT 2 \\g | tr t T > ${path}\n`)
    expect(await readFile(path, 'utf8')).toContain('│ Two │')
  })

  test('leaves no file behind when the statement fails', async () => {
    const path = join(folder, 'out.txt')
    expect(await shell.run(`SELECT wrong \\g ${path}\n`)).toContain('CERT-1001')
    await expect(readFile(path)).rejects.toThrow('ENOENT')
  })

  test('needs a statement', async () => {
    expect(await shell.run('\\g\n')).toContain('There is no statement yet.')
  })

  test('\\gx shows records, this time only', async () => {
    expect(await shell.run('SELECT 1 \\gx\n')).toContain('a │ one')
    expect(await shell.run('SELECT 1;\n')).toContain('│ one │')
  })
})

test('\\explain is about the last statement, in the way that is asked', async () => {
  await shell.run('SELECT 1;\n')
  expect(await shell.run('\\explain\n')).toContain('the plan')
  expect(await shell.run('\\explain analyze\n')).toContain('the figures')
})

test('\\o sends results to a file until it is called again', async () => {
  const path = join(folder, 'out.txt')
  expect(await shell.run(`\\o ${path}\n`)).toContain('Results go to')
  expect(await shell.run('SELECT 1;\n')).not.toContain('one')
  expect(await shell.run('\\o\n')).toContain('Results go to the screen.')
  expect(await readFile(path, 'utf8')).toContain('│ one │')
  expect(await shell.run('SELECT 2;\n')).toContain('│ two │')
})

test('\\i runs statements and commands of a file, the last one without a semicolon too', async () => {
  const path = join(folder, 'script.sql')
  await writeFile(path, 'SELECT 1;\n\\x on\nSELECT 2')
  const shown = await shell.run(`\\i ${path}\n`)
  expect(shown).toContain('│ one │')
  expect(shown).toContain('a │ two')
  expect(await shell.run('\\i nowhere.sql\n')).toContain('The file nowhere.sql cannot be read')
})

test('\\e gives the statement to an editor, and what comes back stands in the line', async () => {
  const editor = join(folder, 'editor.sh')
  await writeFile(editor, '#!/bin/sh\nsed -i s/1/2/ "$1"\n')
  await chmod(editor, 0o700)
  process.env.VISUAL = editor
  await shell.run('SELECT 1;\n')
  await shell.type('\\e\n', '=> SELECT 2;')
  expect(await shell.run('\r')).toContain('│ two │')
})

test('\\watch runs a statement until Ctrl-C', async () => {
  await shell.type('SELECT 1 \\watch 1\n', /one[\s\S]*one/)
  expect(await shell.run('\u0003')).toContain('Cancelled.')
  expect(await shell.run('SELECT 2 \\watch 0\n')).toContain('"0" is no number of seconds from 1 on.')
})

test('\\set gives values to parameters', async () => {
  expect(await shell.run('SELECT :x;\n')).toContain('x')
  await shell.run("\\set x 'two words'\n")
  await shell.run('SELECT :x;\n')
  expect(org.given).toEqual([[], { x: 'two words' }])
  expect(await shell.run('\\set\n')).toContain('│ x        │ two words │')
  await shell.run('\\unset x\n')
  expect(await shell.run('\\unset x\n')).toContain('There is no variable "x".')
})

test('named queries are saved, run with parameters, listed and forgotten', async () => {
  await shell.run('SELECT :x \\ns mine\n')
  expect(await shell.run('\\n mine x=5\n')).toContain('│ x │')
  expect(org.given).toEqual([{ x: '5' }])
  expect(await shell.run('\\n\n')).toContain('│ mine │ SELECT :x │')
  expect(await shell.run('\\n other\n')).toContain('there are mine')
  await shell.run('\\nd mine\n')
  expect(await shell.run('\\n mine\n')).toContain('There is no named query "mine".')
})

test('\\crosstab turns values into columns', async () => {
  const shown = await shell.run('sales \\crosstab\n')
  expect(shown).toContain('│ region │ 2024 │ 2025 │')
  expect(shown).toContain('│ North  │ 1.00 │ 2.00 │')
  expect(shown).toContain('│ South  │    ∅ │ 3.00 │')
  expect(await shell.run('sales \\crosstab year region total\n')).toContain('│ year │ North │ South │')
  await shell.type('\\pset totals on\n', 'The sums of numbers stand below the rows.')
  expect(await shell.run('sales \\crosstab\n')).toContain('│ total  │ 1.00 │ 5.00 │')
  expect(await shell.run('\\dt+\n')).not.toContain('total')
  expect(await shell.run('invoices \\crosstab Region Year Total\n')).toContain('│ c2g__region__c │ 2024 │')
  expect(await shell.run('sales \\crosstab nothing\n')).toContain('it has region, year, total')
  expect(await shell.run('SELECT 1 \\crosstab\n')).toContain('a result with three columns')
})

test('the last result is a table in SQL', async () => {
  expect(await shell.run('SELECT * FROM _;\n')).toContain('There is no result yet.')
  await shell.run('sales;\n')
  expect(await shell.run('SELECT * FROM _;\n')).toContain('kept')
  expect(org.kept.get('_')?.rows).toHaveLength(3)
})

test('\\copy and \\export write COPY statements', async () => {
  await shell.run("\\copy Account to 'a b.csv'\n")
  await shell.run("SELECT 1 \\export it's.xlsx\n")
  expect(org.asked).toEqual(["COPY Account TO 'a b.csv'", "COPY (SELECT 1\n) TO 'it''s.xlsx'"])
  expect(await shell.run('\\copy nonsense\n')).toContain('That is no \\copy.')
})

test('a statement stays the last one when it was charted, explained or exported', async () => {
  await shell.run('sales \\chart\n')
  await shell.run('\\export sales.xlsx\n')
  await shell.run('\\explain\n')
  expect(await shell.run('\\chart bar\n')).toContain('█')
  expect(org.asked).toEqual(['sales', "COPY (sales\n) TO 'sales.xlsx'", 'EXPLAIN sales', 'sales'])
  expect(await shell.run('\\export\n')).toContain('Which file?')
})

test('\\d+, \\dt+ and \\dp tell more of tables', async () => {
  const shown = await shell.run('\\d+ Account\n')
  expect(shown).toContain('Account · Account · about 42 records')
  expect(shown).toContain("Energy, Baker's, Technology")
  expect(await shell.run('\\dt+\n')).toContain('│ Account │ Account │      42 │')
  expect(await shell.run('\\dp Account\n')).toContain('Account · Account: read')
})

test('\\df finds functions', async () => {
  const shown = await shell.run('\\df date_tr*\n')
  expect(shown).toContain('date_trunc(text')
  expect(shown).toContain('rows)')
})

test('\\history shows what was typed', async () => {
  await shell.run('SELECT 1;\n')
  await shell.run('SELECT 2;\n')
  expect(await shell.run('\\history 2\n')).toMatch(/\nSELECT 2;\n/)
})

test('\\! runs a command of the system', async () => {
  const path = join(folder, 'made')
  await shell.run(`\\!echo made > ${path}\n`)
  expect(await readFile(path, 'utf8')).toBe('made\n')
})

test('\\l lists the profiles, and \\c goes to none while a transaction is open', async () => {
  const config = join(folder, 'config.json')
  const profiles = {
    prod: { User: 'amy@acme.com', LoginURL: 'https://acme.my.salesforce.com', secrets: 'Password' },
    uat: { User: 'amy@acme.com.uat', UseSandbox: 'true' },
  }
  await writeFile(config, JSON.stringify({ default: 'uat', profiles }))
  const other = await TestShell.open(org, { environment: { CERTSQL_CONFIG: config } })
  try {
    org.properties.Profile = 'prod'
    const shown = await other.run('\\l\n')
    expect(shown).toMatch(
      /│ prod +│ amy@acme\.com +│ https:\/\/acme\.my\.salesforce\.com │ .*│ you are here │/,
    )
    expect(shown).toMatch(/│ uat +│ amy@acme\.com\.uat │ https:\/\/test\.salesforce\.com +│ .*│ default +│/)
    expect(shown).not.toContain('***')
    await other.type('\\c ua\t', '\\c uat')
    org.inTransaction = true
    expect(await other.type('\n', 'Hint:')).toContain('A transaction is open.')
    org.inTransaction = false
    expect(await other.type('\\c nowhere\n', 'Hint:')).toContain('There is no profile "nowhere"')
  } finally {
    await other.dispose()
  }
})
