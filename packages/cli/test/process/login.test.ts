import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '@certsql/emulator'
import { certsql } from '../support/certsql-process.js'
import { HAS_SCRIPT, TerminalProcess } from '../support/terminal-process.js'
import { startTestOrg } from '../support/test-org.js'

let org: Emulator
let folder: string
let environment: Readonly<Record<string, string>>

beforeAll(async () => {
  org = await startTestOrg()
  folder = await mkdtemp(join(tmpdir(), 'certsql-login-'))
  environment = {
    CERTSQL_CONFIG: join(folder, 'config.json'),
    CERTSQL_KEYRING: 'off',
    CERTSQL_METADATA_CACHE: join(folder, 'cache'),
  }
})
afterAll(async () => {
  await org.close()
  await rm(folder, { recursive: true })
})

const run = (...words: readonly string[]) => certsql(words, { environment })
const credentials = () => [
  ...['-p', `User=${org.credentials.username}`, '-p', `Password=${org.credentials.password}`],
  ...['-p', `SecurityToken=${org.credentials.securityToken}`, '-p', `LoginURL=${org.url}`],
]

test('a profile is made, used, changed, examined and forgotten', async () => {
  const made = await run('login', '--profile', 'local', ...credentials())
  expect(made).toMatchObject({ exitCode: 0, stdout: '' })
  expect(made.stderr).toContain(`as ${org.credentials.username}.\nKept as the profile "local"`)
  expect(made.stderr).toContain('certsql now goes there.')
  expect(await readFile(join(folder, 'config.json'), 'utf8')).not.toContain(org.credentials.password)

  const listed = await run('config')
  expect(listed.stdout).toContain('***')
  expect(listed.stdout).not.toContain(org.credentials.password)
  expect((await run('config', 'path')).stdout).toBe(`${join(folder, 'config.json')}\n`)

  const byDefault = await run('-c', 'SELECT COUNT(*) AS n FROM Item__c', '--format', 'csv')
  expect(byDefault).toMatchObject({ exitCode: 0 })
  expect((await run('config', 'set', 'local', 'TimeZone', 'Europe/London')).exitCode).toBe(0)
  const zone = await run('--profile', 'local', '-c', 'SHOW TimeZone', '--format', 'csv')
  expect(zone.stdout).toContain('Europe/London')

  const examined = await run('doctor')
  expect(examined.stdout).toMatch(/✓ login +.* as /)
  expect(examined.stdout).toMatch(/✓ query +a query takes \d+ ms/)
  expect(examined.exitCode).toBe(0)

  expect((await run('logout', '--profile', 'local')).stderr).toContain('The profile "local" is forgotten.')
  expect((await run('--profile', 'local', '-c', 'SELECT 1')).stderr).toContain('There is no profile "local"')
})

test('a login that does not work is not kept', async () => {
  const { exitCode, stderr } = await run(
    'login',
    '--profile',
    'bad',
    ...credentials(),
    '-p',
    'Password=wrong',
  )
  expect(exitCode).toBe(3)
  expect(stderr).toContain('CERT-50')
  expect((await run('config')).stdout).not.toContain('bad')
})

test('the doctor says what to do when nobody can log in', async () => {
  const { exitCode, stdout } = await run(
    'doctor',
    'certinia:///?User=a&Password=b&LoginURL=https://no-such-host.invalid',
  )
  expect(exitCode).toBe(3)
  expect(stdout).toMatch(/✗ login +CERT-8501.*\n +→ /)
})

test('config says what it needs', async () => {
  expect((await run('config', 'set', 'local')).stderr).toContain(
    'needs a profile and a property with its value',
  )
  expect((await run('config', 'nonsense')).exitCode).toBe(2)
})

const onTerminal = HAS_SCRIPT ? test : test.skip
onTerminal('asks on a terminal, and shows no secret', async () => {
  const terminal = new TerminalProcess(['login', '-p', `LoginURL=${org.url}`], { environment })
  try {
    await terminal.type('', 'How do you log in?')
    await terminal.type('3\r', 'User name:')
    await terminal.type(`${org.credentials.username}\r`, 'Password:')
    await terminal.type(`${org.credentials.password}\r`, 'Security token')
    expect(await terminal.leave(`${org.credentials.securityToken}\r`)).toBe(0)
    expect(terminal.screen.textFrom(0)).toContain('Kept as the profile "default"')
    expect(terminal.screen.written).not.toContain(org.credentials.password)
  } finally {
    terminal.kill()
  }
})
