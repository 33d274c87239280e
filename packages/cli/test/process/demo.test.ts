import { LINES_TO_TRY } from '../../src/shell/welcome-text.js'
import { CertSqlProcess, certsql } from '../support/certsql-process.js'

describe('the demo', () => {
  test('without a terminal and without statements is a tour of eight queries', async () => {
    const { exitCode, stdout, stderr } = await certsql(['--demo'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const stops = stdout.split(/\n(?=\d of 8 · )/).slice(1)
    expect(stops).toHaveLength(8)
    for (const stop of stops) {
      expect(stop).toMatch(/\nSQL\n {2}\S/)
      expect(stop).toMatch(
        /\nSOQL sent to the org\n {2}SELECT .+ FROM .+\n {4}→ [\d,]+ rows? in \d+ API calls?\n/,
      )
      expect(stop).toMatch(
        /\nCost\n {2}\d+ API calls?.*\n {2}[\d,]+ rows? moved; the tables hold [\d,]+ rows: /,
      )
      // At least one row of an answer.
      expect(stop).toMatch(/├─.*┤\n│ /)
    }
    expect(stdout).toMatch(/└─.*┘\n… \d+ more rows\n/)
  })

  test('does not wait for a pipe into which nobody writes', async () => {
    const { child, ended } = new CertSqlProcess(['--demo'], { keepsStdinOpen: true })
    const { exitCode, stdout } = await ended
    expect(exitCode).toBe(0)
    expect(stdout).toContain('8 of 8 · ')
    child.stdin?.end()
  })

  test('runs statements that come through a pipe, on the day of the demo', async () => {
    const stdin = 'SELECT CURRENT_DATE AS today;\nSELECT COUNT(*) AS companies FROM c2g__codaCompany__c;'
    expect(await certsql(['--demo', '--format', 'csv'], { stdin })).toEqual({
      exitCode: 0,
      stdout: 'today\r\n2025-06-30\r\ncompanies\r\n6\r\n',
      stderr: '',
    })
  })

  test('suggests statements that have answers', async () => {
    const statements = LINES_TO_TRY.filter((line) => !line.startsWith('\\'))
    const { exitCode, stdout } = await certsql(['--demo', '-c', statements.join('\n')])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/├─.*┤\n│ .*SELECT c2g__Account__r\.Name/s)
  })

  test('lets a property of the user win', async () => {
    const words = ['--demo', '--format', 'csv', '-p', 'Now=2025-02-28', '-c', 'SELECT CURRENT_DATE AS today']
    expect((await certsql(words)).stdout).toBe('today\r\n2025-02-28\r\n')
  })
})

test('certsql emulator starts the local org, and SIGINT ends it', async () => {
  const run = new CertSqlProcess(['emulator', '--scale', '0.01'])
  await run.firstOutput()
  run.child.kill('SIGINT')
  const { exitCode, stdout } = await run.ended
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
})
