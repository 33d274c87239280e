import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsforce from 'jsforce'
import { startEmulator } from '../src/index.js'

type Step = () => unknown

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...texts: string[]
) => (...values: unknown[]) => Promise<void>

/** The first example of the README under a heading, without its imports. */
function exampleUnder(heading: string): string {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const [, section = ''] = readme.split(`\n## ${heading}\n`)
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(section) ?? []
  return code.replace(/^import .*$/gm, '')
}

test('the README’s example of a test passes', async () => {
  const code = exampleUnder('In your tests')
  const before: Step[] = []
  const after: Step[] = []
  const tests: Step[] = []
  const run = new AsyncFunction('startEmulator', 'jsforce', 'beforeAll', 'afterAll', 'test', 'expect', code)
  await run(
    startEmulator,
    jsforce,
    (step: Step) => before.push(step),
    (step: Step) => after.push(step),
    (_name: string, step: Step) => tests.push(step),
    expect,
  )
  expect([before.length, after.length, tests.length]).toEqual([1, 1, 1])
  for (const step of [...before, ...tests, ...after]) await step()
  expect.assertions(3)
})
