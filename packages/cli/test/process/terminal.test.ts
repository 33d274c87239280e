import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '@certsql/emulator'
import { urlOf } from '../support/certsql-process.js'
import { HAS_SCRIPT, TerminalProcess } from '../support/terminal-process.js'
import { startTestOrg } from '../support/test-org.js'

if (!HAS_SCRIPT) console.warn('The tests of the terminal are left out: they need "script" of util-linux.')
const onTerminal = HAS_SCRIPT ? describe : describe.skip

onTerminal('the shell on a terminal', () => {
  let org: Emulator
  let folder: string
  let terminal: TerminalProcess | undefined
  beforeAll(async () => {
    org = await startTestOrg({ latencyMs: 100 })
    folder = await mkdtemp(join(tmpdir(), 'certsql-terminal-'))
  })
  afterAll(async () => {
    await org.close()
    await rm(folder, { recursive: true })
  })
  afterEach(() => terminal?.kill())

  function open(environment: Readonly<Record<string, string>> = {}, columns?: number): TerminalProcess {
    terminal = new TerminalProcess([urlOf(org)], {
      environment: { XDG_STATE_HOME: folder, ...environment },
      ...(columns !== undefined && { columns }),
    })
    return terminal
  }

  test('runs statements, is not ended by Ctrl-C, completes names, and remembers', async () => {
    const shell = open()
    await shell.type('', '(local)=>')
    await shell.type('SELECT Name,\r', '(local)->')
    const shown = await shell.type('Amount__c FROM Item__c ORDER BY Id LIMIT 2;\r', 'moved')
    expect(shown).toContain('│ Müller, "Söhne" │      0.00 │')
    expect(shown).toMatch(/\(2 rows\) · .* · \d+ API calls? .*· [\d,]+ rows moved/)

    await shell.type('SELECT * FROM Item__c ORDER BY Name DESC;\r', 'DESC;')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await shell.type('\u0003', 'Cancelled.')
    await shell.type('\\d Ite\t', '\\d Item__c')
    await shell.type('\r', '│ Day__c ')
    await shell.type('\u001b[A\u001b[A\u001b[A', /SELECT Name,\n.*-> Amount__c FROM Item__c/)
    expect(await shell.leave('\u0003\u0004')).toBe(0)
    expect(await readFile(join(folder, 'certsql', 'history'), 'utf8')).toContain(
      '"SELECT Name,\\nAmount__c FROM Item__c',
    )
  })

  test('takes what is pasted as text, and finds it again with Ctrl-R', async () => {
    const shell = open({ CERTSQL_HISTORY: join(folder, 'pasted') })
    await shell.type('', '(local)=>')
    const pasted = '\u001b[200~SELECT Name\rFROM Item__c\rORDER BY Id LIMIT 1; -- pasted\u001b[201~'
    const shown = await shell.type(pasted, '-- pasted')
    expect(shown).toContain('(local)-> FROM Item__c')
    expect(shown).not.toContain('rows moved')
    await shell.type('\r', 'moved')
    await shell.type('SELECT 1 AS other;\r', / 1 │[\s\S]*=>$/)
    await shell.type('\u0012paste', 'search: paste → SELECT Name')
    expect(await shell.type('\r', 'moved')).toContain('│ Müller, "Söhne" │')
  })

  test('follows the size of the terminal', async () => {
    const shell = open({}, 100)
    await shell.type('', '(local)=>')
    const statement = 'SELECT Id, Name, Day__c FROM Item__c ORDER BY Id LIMIT 1;\r'
    expect(await shell.type(statement, 'moved')).toContain('│ Day__c     │')
    await shell.type('\\! stty cols 40\r', /stty cols 40\n.*=>$/)
    expect(await shell.type(statement, 'moved')).toContain('Day__c │ 2025-01-31')
  })

  test('tells how far it is when that takes a while', async () => {
    const slow = await startTestOrg({ latencyMs: 900 })
    const shell = new TerminalProcess([urlOf(slow)], { environment: { XDG_STATE_HOME: folder } })
    try {
      await shell.type('', '(local)=>')
      await shell.type('SELECT Name FROM Item__c ORDER BY Name DESC;\r', /\d+\.\d s · .*API call/)
      await shell.type('\u0003', 'Cancelled.')
    } finally {
      shell.kill()
      await slow.close()
    }
  })

  test('a script tells it too, with what the org does in a Bulk job', async () => {
    const slow = await startTestOrg({ bulkJobMs: 2_500 })
    const words = [
      '-p',
      'UseBulk=always',
      '-c',
      'SELECT Name FROM Item__c',
      '--output',
      join(folder, 'a.csv'),
    ]
    const script = new TerminalProcess([urlOf(slow), ...words], {})
    try {
      await script.type('', /\d s · .*1 Bulk job \((UploadComplete|InProgress)/)
      expect(await script.leave('')).toBe(0)
      expect(script.screen.textFrom(0)).toBe('')
    } finally {
      script.kill()
      await slow.close()
    }
  })

  test('shows records where a table does not fit', async () => {
    const shell = open({}, 40)
    await shell.type('', '(local)=>')
    const shown = await shell.type('SELECT Id, Name, Day__c FROM Item__c ORDER BY Id LIMIT 1;\r', 'moved')
    expect(shown).toContain('Day__c │ 2025-01-31')
  })

  test('paints errors, unless NO_COLOR is set', async () => {
    const painted = open()
    await painted.type('', '(local)=>')
    await painted.type('SELECT Nmae FROM Item__c;\r', 'did you mean')
    expect(painted.screen.written).toContain('\u001b[31mCERT-2003:')
    painted.kill()
    const plain = open({ NO_COLOR: '1' })
    await plain.type('', '(local)=>')
    const shown = await plain.type('SELECT Nmae FROM Item__c;\r', 'did you mean')
    expect(shown).toContain('CERT-2003: ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for.
    expect(plain.screen.written).not.toMatch(/\u001b\[\d+m/)
  })

  test('can do with a terminal that knows nothing', async () => {
    const shell = open({ TERM: 'dumb' })
    await shell.type('', '(local)=>')
    const shown = await shell.type('SELECT Name, Amount__c FROM Item__c ORDER BY Id LIMIT 2;\r', 'moved')
    expect(shown).toContain('| Item 1          |      NULL |')
    expect(shell.screen.written).not.toContain('\u001b')
    expect(await shell.leave('\\q\r')).toBe(0)
  })
})
