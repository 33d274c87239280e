import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TEXT } from '@certsql/core'
import { completeInput } from '../../src/shell/completion/complete-input.js'
import type { CompletionSources } from '../../src/shell/completion/completion-sources.js'
import { FakeSession } from '../support/fake-session.js'
import { ACCOUNTS, INVOICES } from '../support/fake-tables.js'

const sources: CompletionSources = {
  session: new FakeSession({}, [ACCOUNTS, INVOICES]),
  variables: new Map([
    ['company', 'Merlin'],
    ['day', '2025-06-30'],
  ]),
  resultColumns: [
    { name: 'Region', type: TEXT },
    { name: 'total', type: TEXT },
  ],
  profileNames: async () => ['prod', 'prod-uk', 'uat'],
  queryNames: async () => ['aged', 'overdue'],
}

/** The candidates at the bar, and the text that they replace. */
async function completionsAt(text: string) {
  const cursor = text.indexOf('|')
  const sql = text.replace('|', '')
  const { start, candidates } = await completeInput(sql, cursor, sources)
  return { words: candidates.map((candidate) => candidate.text), replaces: sql.slice(start, cursor) }
}
const complete = async (text: string) => (await completionsAt(text)).words

describe('commands of the shell', () => {
  test('by their names', async () => {
    expect(await complete('\\t|')).toEqual(['\\timing'])
    expect(await complete('\\|')).toContain('\\conninfo')
    expect(await complete('SELECT 1\n\\conn|')).toEqual(['\\conninfo'])
  })

  test('with what they are about', async () => {
    expect(await complete('\\d A|')).toEqual(['Account'])
    expect(await complete('\\dt codai|')).toEqual(['c2g__codaInvoice__c'])
    expect(await complete('\\timing o|')).toEqual(['on', 'off'])
    expect(await complete('\\q x|')).toEqual([])
    expect(await complete('\\c prod|')).toEqual(['prod', 'prod-uk'])
    expect(await complete('\\n |')).toEqual(['aged', 'overdue'])
    expect(await complete('\\unset d|')).toEqual(['day'])
    expect(await complete('\\df date_tr|')).toEqual(['date_trunc'])
    expect(await complete('\\pset format xl|')).toEqual([])
    expect(await complete('\\pset format ma|')).toEqual(['markdown'])
    expect(await complete('\\pset ma|')).toEqual([])
    expect(await complete('\\chart li|')).toEqual(['line'])
    expect(await complete('\\chart line reg|')).toEqual(['Region'])
  })

  test('behind a statement', async () => {
    expect(await complete('SELECT Name FROM Account \\cha|')).toEqual(['\\chart'])
    expect(await complete('SELECT Name\nFROM Account \\crosstab to|')).toEqual(['total'])
  })

  test('not within a text', async () => {
    expect(await complete("SELECT 'a\n\\t|")).toEqual([])
  })
})

describe('keywords', () => {
  test.each([
    ['SEL|', ['SELECT']],
    ['sel|', ['select']],
    ['SELECT Name FROM Account GROUP |', ['BY']],
    ['SELECT Name FROM Account WHERE Name NOT |', ['IN', 'LIKE', 'ILIKE', 'BETWEEN']],
    ['SELECT Name FROM Account ORDER BY Name D|', ['DESC']],
    ['SELECT Name FROM Account ORDER BY Name DESC N|', ['NOT IN', 'NULLS FIRST']],
    ['SELECT 1 -- SEL|', []],
  ])('%s', async (text, expected) => {
    const words = await complete(text)
    for (const word of expected) {
      if (word !== 'NOT IN') expect(words).toContain(word)
    }
    if (expected.length === 0) expect(words).toEqual([])
  })

  test('only where the grammar takes them', async () => {
    expect(await complete('SELECT Name FROM Account |')).toEqual(
      expect.arrayContaining(['WHERE', 'GROUP BY', 'LEFT JOIN', 'LIMIT']),
    )
    expect(await complete('SELECT Name FROM Account |')).not.toContain('SELECT')
    expect(await complete('SELECT Name |')).not.toContain('JOIN')
  })
})

describe('tables', () => {
  test('by name, short name, and the words of the label', async () => {
    expect(await complete('SELECT * FROM coda|')).toEqual(['c2g__codaInvoice__c'])
    expect(await complete('SELECT * FROM sales|')).toEqual(['c2g__codaInvoice__c'])
    expect(await complete('SELECT * FROM Account a, acc|')).toEqual(['Account'])
    expect(await complete('UPDATE acc|')).toEqual(['Account'])
  })

  test('those of CertSQL too', async () => {
    expect(await complete('SELECT * FROM certs|')).toEqual(['certsql.'])
  })
})

describe('columns', () => {
  test('of the tables that the statement names, before and behind the cursor', async () => {
    expect(await complete('SELECT Id FROM codaInvoice\nWHERE InvoiceT|')).toEqual(['c2g__InvoiceTotal__c'])
    expect(await complete('SELECT InvoiceT| FROM codaInvoice')).toEqual(['c2g__InvoiceTotal__c'])
    expect(await complete('SELECT InvoiceT|')).toEqual([])
  })

  test('by their labels', async () => {
    expect(await complete('SELECT total| FROM codaInvoice')).toContain('c2g__InvoiceTotal__c')
  })

  test('behind an alias, and lookups', async () => {
    expect(await complete('SELECT i.| FROM c2g__codaInvoice__c i')).toEqual([
      'Id',
      'c2g__Account__c',
      'c2g__InvoiceTotal__c',
      'c2g__Account__r.',
    ])
    expect(await complete('SELECT i.c2g__Account__r.N| FROM c2g__codaInvoice__c i')).toEqual(['Name'])
    expect(await complete('SELECT Account.Ind| FROM c2g__codaInvoice__c')).toEqual(['Industry'])
  })

  test('with the alias where two tables have one of the name', async () => {
    expect(await complete('SELECT Id| FROM Account a, codaInvoice i')).toEqual(
      expect.arrayContaining(['a.Id', 'i.Id']),
    )
  })

  test('of the query around as well', async () => {
    const words = await complete(
      'SELECT 1 FROM Account a WHERE EXISTS (SELECT 1 FROM codaInvoice i WHERE Na|)',
    )
    expect(words).toContain('Name')
  })

  test('none of another statement', async () => {
    expect(await complete('SELECT 1 FROM codaInvoice; SELECT InvoiceT| FROM Account')).toEqual([])
  })

  test('conditions of joins come first', async () => {
    const [first] = await complete('SELECT 1 FROM codaInvoice i JOIN Account a ON |')
    expect(first).toBe('a.Id = i.c2g__Account__c')
  })
})

describe('values of picklists', () => {
  test.each([
    ["SELECT 1 FROM Account WHERE Industry = 'En|", ["Energy'"]],
    ["SELECT 1 FROM Account a WHERE a.Industry IN ('Energy', 'Te|", ["Technology'"]],
    ["SELECT 1 FROM codaInvoice i WHERE i.Account.Industry <> 'Ba|", ["Baker''s'"]],
    ["SELECT 1 FROM Account WHERE Name = 'En|", []],
  ])('%s', async (text, expected) => expect(await complete(text)).toEqual(expected))
})

test('functions, with their signatures', async () => {
  const { candidates } = await completeInput('SELECT date_tr', 14, sources)
  expect(candidates[0]?.text).toBe('date_trunc(')
  expect(candidates[0]?.detail).toMatch(/^date_trunc\(text, .*\) → .* · /)
})

test('properties', async () => {
  expect(await complete('SET MaxR|')).toEqual(['MaxRows'])
  expect(await complete('SHOW coll|')).toEqual(['Collation'])
})

test('values of properties', async () => {
  expect(await complete('SET UseBulk = al|')).toEqual(['always'])
  expect(await complete('SET ReadOnly = |')).toEqual(['true', 'false'])
  expect(await complete("SET TimeZone = 'Europe/Lon|")).toEqual(['Europe/London'])
})

test('procedures, with what they take', async () => {
  expect(await complete('CALL getup|')).toEqual(['GetUpdated('])
  expect(await complete('EXEC GetLim|')).toEqual(['GetLimits'])
  const { candidates } = await completeInput('CALL DownloadF', 14, sources)
  expect(candidates[0]?.detail).toMatch(/^\(Id, .*Path.*\) · Puts a file/)
  expect(await complete('CALL DownloadFile(|')).toEqual(expect.arrayContaining(['Id => ', 'Path => ']))
  expect((await complete("CALL download_file(Id => '0681', P|"))[0]).toBe('Path => ')
  expect(await complete("CALL download_file(Id => '0681', |")).not.toContain('Id => ')
})

test('variables behind a colon', async () => {
  expect(await complete('SELECT 1 FROM Account WHERE Name = :co|')).toEqual(['company'])
  expect(await complete("SELECT ':co|")).toEqual([])
})

test('files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'certsql-completion-'))
  try {
    await mkdir(join(folder, 'reports'))
    await writeFile(join(folder, 'rows.csv'), '')
    const { words, replaces } = await completionsAt(`COPY Account FROM '${folder}/r|`)
    expect(words).toEqual([`${folder}/reports/`, `${folder}/rows.csv`])
    expect(replaces).toBe(`${folder}/r`)
  } finally {
    await rm(folder, { recursive: true })
  }
})
