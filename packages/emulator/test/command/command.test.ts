import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCommandLine } from '../../src/command/command-line.js'
import { startEmulator } from '../../src/index.js'
import { TEST_SCHEMA } from '../support/test-schema.js'

const folder = mkdtempSync(join(tmpdir(), 'emulator-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

test('flags become options', () => {
  const faults = [{ match: { path: '/query' }, action: { status: 503 } }]
  const args = [
    ['--port', '0'],
    ['--schema', file('schema.json', TEST_SCHEMA)],
    ['--data', folder],
    ['--scale', '0.5'],
    ['--seed', '7'],
    ['--as-of', '2025-06-30'],
    ['--locale', 'en_US'],
    ['--latency-ms', '5'],
    ['--page-size', '500'],
    ['--api-limit', '100'],
    ['--faults', file('faults.json', faults)],
    ['--variants', file('variants.json', { sumArithmetic: 'double' })],
    ['--query-log', join(folder, 'log.jsonl')],
    ['--trusted-network'],
  ].flat()
  expect(parseCommandLine(args)).toEqual({
    kind: 'start',
    options: {
      port: 0,
      schema: TEST_SCHEMA,
      dataDirectory: folder,
      scale: 0.5,
      seed: 7,
      asOf: '2025-06-30',
      latencyMs: 5,
      locale: 'en_US',
      pageSize: 500,
      apiLimit: 100,
      faults,
      variants: expect.objectContaining({ sumArithmetic: 'double', nullsMatchNotIn: true }),
      queryLog: join(folder, 'log.jsonl'),
      trustedNetwork: true,
    },
  })
  expect(parseCommandLine(['--help'])).toEqual({ kind: 'help' })
})

test.each([
  [['--bogus'], "Unknown option '--bogus'"],
  [['file.sql'], 'Unexpected argument'],
  [['--port', 'many'], '--port takes a whole number, not "many".'],
  [['--scale', '0'], '--scale takes a number above 0'],
  [['--schema', join(folder, 'missing.json')], 'missing.json cannot be read'],
  [['--schema', file('list.json', [])], 'is no schema'],
  [['--variants', file('bad-variants.json', { nulls: true })], 'There is no variant "nulls".'],
  [
    ['--variants', file('bad-value.json', { sumArithmetic: 'float' })],
    'The variant "sumArithmetic" cannot be "float".',
  ],
  [['--faults', file('bad-faults.json', '{')], 'bad-faults.json cannot be read'],
])('%j is a usage error', (args, message) => {
  expect(() => parseCommandLine(args)).toThrow(message)
})

test.each([
  [{ asOf: '2025-13-01' }, 'asOf'],
  [{ pageSize: 100 }, 'pageSize'],
  [{ scale: -1 }, 'scale'],
  [{ timeZone: 'Mars/Base' }, 'timeZone'],
])('%j is refused', async (options, name) => {
  await expect(startEmulator({ schema: TEST_SCHEMA, ...options })).rejects.toThrow(`option ${name} cannot be`)
})

describe('CSV', () => {
  const directory = mkdtempSync(join(tmpdir(), 'emulator-csv-'))
  afterAll(() => rmSync(directory, { recursive: true }))
  const start = () => startEmulator({ schema: TEST_SCHEMA, dataDirectory: directory })

  test('files become records, empty cells are null', async () => {
    writeFileSync(
      join(directory, 'Account.csv'),
      '\uFEFFId,Name,City__c,Active__c,AnnualRevenue,NumberOfEmployees,Since__c\r\n' +
        '001D000000IRFma,"two\nlines, ""quoted""",,TRUE,123456789012345678.12,3,2025-01-31\r\n' +
        ',plain,Rome,false,,,\r\n',
    )
    const emulator = await start()
    expect(emulator.org.records('Account')).toMatchObject([
      {
        Id: '001D000000IRFmaIAH',
        Name: 'two\nlines, "quoted"',
        Active__c: true,
        AnnualRevenue: '123456789012345678.12',
        NumberOfEmployees: 3,
        Since__c: '2025-01-31',
      },
      { Name: 'plain', City__c: 'Rome', Active__c: false },
    ])
    await emulator.close()
  })

  test.each([
    ['Account.csv', 'Name,Nmae\nx,y\n', 'Account has no field Nmae'],
    ['Account.csv', 'Name\nx,y\n', 'cannot be read'],
    ['Account.csv', 'Name,NumberOfEmployees\nx,many\n', 'NumberOfEmployees (int) cannot hold "many"'],
    ['Nothing.csv', 'Name\nx\n', 'no object Nothing'],
  ])('%s with %j is refused', async (name, content, message) => {
    writeFileSync(join(directory, 'Account.csv'), 'Name\nx\n')
    writeFileSync(join(directory, name), content)
    await expect(start()).rejects.toThrow(message)
  })

  test('a missing folder is refused', async () => {
    await expect(
      startEmulator({ schema: TEST_SCHEMA, dataDirectory: join(directory, 'missing') }),
    ).rejects.toThrow('cannot be read')
  })
})
