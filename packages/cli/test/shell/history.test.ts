import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HistoryFile } from '../../src/shell/history-file.js'
import { historyLocation } from '../../src/shell/history-location.js'
import { holdsSecret } from '../../src/shell/holds-secret.js'

describe('the history file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certsql-history-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('keeps entries of several lines, readable for the owner only', async () => {
    const path = join(folder, 'deep', 'history')
    await new HistoryFile(path).add('SELECT 1\nFROM Account;')
    await new HistoryFile(path).add('\\dt')
    expect(await new HistoryFile(path).read()).toEqual(['SELECT 1\nFROM Account;', '\\dt'])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'deep'))).mode & 0o777).toBe(0o700)
  })

  test('lives with lines that are broken, and with a place that cannot be used', async () => {
    const path = join(folder, 'history')
    await writeFile(path, '"good"\n{"bad\n42\n"fine"\n')
    expect(await new HistoryFile(path).read()).toEqual(['good', 'fine'])
    const impossible = new HistoryFile(join(path, 'history'))
    await impossible.add('SELECT 1;')
    expect(await impossible.read()).toEqual([])
  })

  test('is shortened when it has grown long', async () => {
    const path = join(folder, 'history')
    await writeFile(path, Array.from({ length: 2_500 }, (_, index) => `"entry ${index}"\n`).join(''))
    const entries = await new HistoryFile(path).read()
    expect(entries).toHaveLength(1_000)
    expect(entries.at(-1)).toBe('entry 2499')
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(1_000)
  })

  test('is in the folder for state', () => {
    expect(historyLocation({ XDG_STATE_HOME: '/state' })).toBe('/state/certsql/history')
    expect(historyLocation({ CERTSQL_HISTORY: '/mine', XDG_STATE_HOME: '/state' })).toBe('/mine')
    expect(historyLocation({})).toMatch(/\.local\/state\/certsql\/history$/)
  })
})

test.each([
  ["SET Password = 'x';", true],
  ["set\n securityToken = 'x';", true],
  ["SET OAuthClientSecret TO 'x'", true],
  ['\\c certinia:///?User=a', true],
  ['SET MaxRows = 5;', false],
  ["SELECT * FROM Account WHERE Name = 'Secret Garden';", false],
])('%j holds a secret: %p', (text, isSecret) => {
  expect(holdsSecret(text)).toBe(isSecret)
})
