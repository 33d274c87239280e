import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '@certsql/emulator'
import { META_COMMANDS } from '../../src/shell/commands/meta-commands.js'
import { urlOf } from '../support/certsql-process.js'
import { HAS_SCRIPT, TerminalProcess } from '../support/terminal-process.js'
import { startTestOrg } from '../support/test-org.js'

const ROWS = 'SELECT Name, Amount__c FROM Item__c ORDER BY Id LIMIT 2'

/** What is typed, and what must then stand on the screen; in this order, in one shell. */
const steps = (folder: string, url: string): readonly (readonly [string, string | RegExp])[] => [
  ['\\?', 'The last result is the table _ in SQL.'],
  ['\\conninfo', 'Connected to 127.0.0.1'],
  ['\\d', '│ Item__c │'],
  ['\\d Item__c', '│ Amount__c '],
  ['\\d+ Item__c', /about 4,500 records/],
  ['\\dp Item__c', 'Item__c · Item: read'],
  ['\\dt It*', '│ Item__c │'],
  ['\\dt+', '4500'],
  ['\\df date_trunc', 'date_trunc(text'],
  ['\\limits *ApiRequests', 'DailyApiRequests'],
  [`${ROWS} \\g`, '│ Item 1 '],
  [`${ROWS} \\gx`, 'Amount__c │'],
  ['SELECT COUNT(*) AS n FROM _;', '│ 2 │'],
  [`${ROWS} \\explain`, 'SELECT Name'],
  ['\\x on', 'Rows are shown as records.'],
  ['\\x auto', 'Rows are shown as records where'],
  ['\\timing off', 'Timing is off.'],
  ['\\pset totals on', 'The sums of numbers stand below the rows.'],
  ['SELECT Name, Amount__c FROM Item__c ORDER BY Id LIMIT 4;', /│ total .*│ [\d,.]+ │/],
  ['\\pset totals off', 'There are no sums.'],
  ['\\pset null nothing', 'NULL is printed as "nothing".'],
  ['\\set who Item 1', ''],
  ['SELECT Name FROM Item__c WHERE Name = :who;', '│ Item 1 │'],
  ['\\unset who', ''],
  ['SELECT Name, Day__c, Amount__c FROM Item__c ORDER BY Id LIMIT 2 \\crosstab', '│ Name '],
  ['SELECT Name, Amount__c FROM Item__c WHERE Amount__c > 0 ORDER BY Id LIMIT 2 \\chart', 'Item '],
  [`${ROWS} \\ns two`, 'Saved: \\n two runs it.'],
  ['\\n two', '│ Item 1 '],
  ['\\nd two', 'Forgotten: two.'],
  [`\\o ${join(folder, 'out.txt')}`, 'Results go to'],
  ['\\o', 'Results go to the screen.'],
  [`\\i ${join(folder, 'script.sql')}`, '│ from a file │'],
  [`\\copy Item__c to ${join(folder, 'items.csv')}`, ''],
  [`${ROWS} \\export ${join(folder, 'two.parquet')}`, ''],
  ['\\! echo made $((1 + 1))', 'made 2'],
  ['\\history Item 1', 'SELECT Name FROM Item__c WHERE Name = :who;'],
  [`\\c ${url}`, 'Connected to 127.0.0.1'],
  ['\\l', 'by no profile'],
  ['\\c here', 'Connected to 127.0.0.1'],
  ['\\l', /│ here +│.*│ you are here +│/],
]

const onTerminal = HAS_SCRIPT ? test : test.skip
let org: Emulator
let folder: string

beforeAll(async () => {
  org = await startTestOrg()
  folder = await mkdtemp(join(tmpdir(), 'certsql-meta-'))
  const { username: User, password: Password, securityToken: SecurityToken } = org.credentials
  const here = { LoginURL: org.url, User, Password, SecurityToken }
  await writeFile(join(folder, 'config.json'), JSON.stringify({ profiles: { here } }))
  await writeFile(join(folder, 'script.sql'), "SELECT 'from a file' AS a")
  await writeFile(join(folder, 'editor.sh'), '#!/bin/sh\necho "SELECT \'edited\' AS a;" > "$1"\n')
  await chmod(join(folder, 'editor.sh'), 0o700)
})
afterAll(async () => {
  await org.close()
  await rm(folder, { recursive: true })
})

const open = (...flags: readonly string[]) =>
  new TerminalProcess([urlOf(org), ...flags], {
    environment: {
      XDG_STATE_HOME: folder,
      CERTSQL_QUERIES: join(folder, 'queries.json'),
      CERTSQL_CONFIG: join(folder, 'config.json'),
      VISUAL: join(folder, 'editor.sh'),
      PAGER: 'less',
      TERM: 'xterm-256color',
    },
  })

onTerminal('every command works in the built shell', async () => {
  const shell = open()
  try {
    await shell.type('', '(local)=>')
    for (const [line, until] of steps(folder, urlOf(org))) {
      const waits = typeof until === 'string' ? until.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : until.source
      await shell.type(`${line}\r`, new RegExp(`\\n[\\s\\S]*${waits}[\\s\\S]*=>$`))
    }
    // The org has changed twice, and what is completed with it.
    await shell.type('\\dt Ite\t', '\\dt Item__c')
    await shell.type('\r', /│ Item__c │[\s\S]*=>$/)
    await shell.type('\\e\r', "=> SELECT 'edited' AS a;")
    await shell.type('\r', /│ edited │[\s\S]*=>$/)
    await shell.type(`${ROWS} \\watch 1\r`, /Item 1[\s\S]*Item 1/)
    await shell.type('\u0003', /Cancelled\.\n.*=>$/)
    expect(await shell.leave('\\q\r')).toBe(0)
  } finally {
    shell.kill()
  }
})

onTerminal('a read-only shell stays one in another org', async () => {
  const shell = open('--read-only')
  try {
    await shell.type('', '(local, read-only)=>')
    await shell.type('\\c here\r', /Connected to .*\n.*\(local, read-only\)=>$/)
    await shell.type("DELETE FROM Item__c WHERE Name = 'x';\r", 'CERT-8001')
  } finally {
    shell.kill()
  }
})

const HAS_LESS = spawnSync('less', ['--version']).status === 0
const withPager = HAS_SCRIPT && HAS_LESS ? test : test.skip
withPager('a long result goes through the pager, which may be left', async () => {
  const shell = open()
  try {
    await shell.type('', '(local)=>')
    const shown = await shell.type('SELECT Name FROM Item__c ORDER BY Id;\r', /\n:$/)
    expect(shown).toContain('│ Item 1 ')
    await shell.type('q', /=>$/)
    expect(await shell.type('SELECT 1 AS a;\r', /│ 1 │[\s\S]*=>$/)).toContain('│ a │')
    expect(await shell.leave('\\q\r')).toBe(0)
  } finally {
    shell.kill()
  }
})

test('no command is left out', () => {
  const typed = [...steps('', '').map(([line]) => line), '\\e', '\\watch', '\\q'].join(' ')
  const names = META_COMMANDS.map(({ names: [name = ''] }) => name)
  const missing = names.filter((name) => !typed.includes(`\\${name}`))
  expect(missing).toEqual([])
})
