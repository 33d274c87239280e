import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The script uses the built packages; with --queries 10000 it is the whole exercise. */
test('hundreds of queries leave neither memory nor handles behind', async () => {
  const script = fileURLToPath(new URL('../scripts/endurance.mjs', import.meta.url))
  const { stdout } = await run(process.execPath, ['--expose-gc', script, '--queries', '500'])
  const { megabytesGrown, handlesBefore, handlesAfter, sessions } = JSON.parse(stdout)
  expect(megabytesGrown).toBeLessThan(5)
  expect(handlesAfter).toBeLessThanOrEqual(handlesBefore + 1)
  expect(sessions).toBeLessThanOrEqual(10)
}, 180_000)
