import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jest } from '@jest/globals'
import { main } from '../../src/main.js'
import { TEST_SCHEMA } from '../support/test-schema.js'

const folder = mkdtempSync(join(tmpdir(), 'emulator-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command; gives what it printed so far, and its exit code once it ends. */
function run(args: readonly string[]) {
  const output = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((chunk) => {
      output[name] += String(chunk)
      return true
    }),
  )
  const exitCode = main(args).finally(() => {
    for (const spy of spies) spy.mockRestore()
  })
  return { output, exitCode }
}

async function until(condition: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !condition(); round++)
    await new Promise((resolve) => setTimeout(resolve, 10))
}

test('one line of JSON when it is ready, and an end when it is interrupted', async () => {
  const schema = join(folder, 'schema.json')
  writeFileSync(schema, JSON.stringify(TEST_SCHEMA))
  const { output, exitCode } = run(['--schema', schema])
  await until(() => output.stdout.endsWith('\n'))
  const ready = JSON.parse(output.stdout)
  expect(Object.keys(ready)).toEqual(
    expect.arrayContaining([
      'url',
      'username',
      'password',
      'securityToken',
      'clientId',
      'clientSecret',
      'accessToken',
    ]),
  )
  const headers = { Authorization: `Bearer ${ready.accessToken}` }
  expect((await fetch(`${ready.url}/services/data/v67.0/limits`, { headers })).status).toBe(200)
  process.emit('SIGTERM')
  expect(await exitCode).toBe(0)
  await expect(fetch(ready.url)).rejects.toThrow()
})

test('help goes to stdout', async () => {
  const { output, exitCode } = run(['--help'])
  expect(await exitCode).toBe(0)
  expect(output.stdout).toContain('--query-log FILE')
})

test.each([
  [['--port', 'x'], 2],
  [['--locale', 'Klingon'], 2],
])('%j ends with a sentence and the code %s', async (args, code) => {
  const { output, exitCode } = run(args)
  expect(await exitCode).toBe(code)
  expect(output.stdout).toBe('')
  expect(output.stderr).toMatch(/^certsql-emulator: CERT-8601: .*\.\n/)
})
