import { execute } from '../../src/index.js'
import { FakeSource } from '../support/fake-source.js'
import {
  ACCOUNT_COLUMNS,
  closeDatabases,
  contextOver,
  flatten,
  remoteQuery,
  scanPlan,
  stagedQuery,
} from '../support/plans.js'

afterAll(closeDatabases)

const SOQL = 'SELECT Id, Name, Amount FROM Account'
const PAGES = [[{ Name: 'a' }], [{ Name: 'b' }], [{ Name: 'c' }]]
const scan = (apiCalls?: number) => ({
  ...scanPlan(SOQL, ACCOUNT_COLUMNS),
  estimate: apiCalls === undefined ? {} : { rows: apiCalls * 2000, apiCalls },
})

test('a plan that is expected to need more than MaxApiCalls is not begun', async () => {
  const source = new FakeSource({ [SOQL]: PAGES })
  const plan = stagedQuery([scan(3), scan(4)], 'SELECT 1', [])
  await expect(flatten(execute(plan, contextOver(source, { maxApiCalls: 6 })))).rejects.toMatchObject({
    code: 'CERT-7001',
    message: 'The statement would need about 7 API calls; MaxApiCalls allows 6.',
  })
  expect(source.queries).toEqual([])
})

describe('a plan whose estimate is a guess', () => {
  const guessed = (soql: string, apiCalls: number) => ({
    ...scanPlan(soql, ACCOUNT_COLUMNS),
    estimate: { rows: apiCalls * 2000, apiCalls, guessed: true as const },
  })

  test('is not begun when the org reckons the same', async () => {
    const source = new FakeSource({ [SOQL]: PAGES }, { cardinalities: { [SOQL]: 50_000 } })
    const running = flatten(execute(remoteQuery(guessed(SOQL, 10)), contextOver(source, { maxApiCalls: 9 })))
    await expect(running).rejects.toMatchObject({
      code: 'CERT-7001',
      message: 'The statement would need about 25 API calls; MaxApiCalls allows 9.',
    })
    expect(source.queries).toEqual([])
  })

  test.each([[{ [SOQL]: 100 }], [{}]])(
    'runs when the org reckons less, or nothing',
    async (cardinalities) => {
      const source = new FakeSource({ [SOQL]: PAGES }, { cardinalities })
      const result = execute(remoteQuery(guessed(SOQL, 10)), contextOver(source, { maxApiCalls: 9 }))
      expect(await flatten(result)).toHaveLength(3)
      expect(source.reckoned).toEqual([SOQL])
      // The question is a call too.
      expect(result.stats.apiCalls).toBe(4)
    },
  )

  test('is not asked about where the guess does not decide', async () => {
    const source = new FakeSource({ [SOQL]: PAGES })
    await flatten(execute(remoteQuery(guessed(SOQL, 3)), contextOver(source, { maxApiCalls: 9 })))
    await flatten(execute(remoteQuery(guessed(SOQL, 1000)), contextOver(source)))
    expect(source.reckoned).toEqual([])
  })

  test('of several the longest is asked about first, and what is certain comes to it', async () => {
    const [long, short] = ['long', 'short']
    const source = new FakeSource({ [long]: PAGES, [short]: PAGES }, { cardinalities: { [long]: 2_000_000 } })
    const plan = stagedQuery([guessed(short, 20), guessed(long, 500), scan(2)], 'SELECT 1', [])
    await expect(flatten(execute(plan, contextOver(source, { maxApiCalls: 30 })))).rejects.toMatchObject({
      message: 'The statement would need about 1,003 API calls; MaxApiCalls allows 30.',
    })
    expect(source.reckoned).toEqual([long])
  })
})

test('one that ends with its window is', async () => {
  const source = new FakeSource({ [SOQL]: PAGES })
  const plan = remoteQuery(scan(10), { offset: 0, count: 1 })
  expect(await flatten(execute(plan, contextOver(source, { maxApiCalls: 2 })))).toHaveLength(1)
})

test('one that turns out to need more is stopped, and tells what it has cost', async () => {
  const source = new FakeSource({ [SOQL]: PAGES })
  const running = flatten(execute(remoteQuery(scan()), contextOver(source, { maxApiCalls: 2 })))
  await expect(running).rejects.toMatchObject({
    code: 'CERT-7001',
    message:
      'The statement needs more than the 2 API calls that MaxApiCalls allows. It was stopped after 2 API calls and 2 records.',
  })
})

describe('ApiReserve', () => {
  test.each([
    [{ used: 889, max: 1000 }, 'runs'],
    [{ used: 898, max: 1000 }, 'is not begun'],
    [{ used: 900, max: 1000 }, 'is not begun'],
    [undefined, 'runs'],
  ])('with %j used a statement of 3 calls %s', async (usage, outcome) => {
    const source = new FakeSource({ [SOQL]: PAGES }, usage === undefined ? {} : { usage })
    const running = flatten(execute(remoteQuery(scan(3)), contextOver(source, { apiReserve: 10 })))
    if (outcome === 'runs') expect(await running).toHaveLength(3)
    else {
      await expect(running).rejects.toMatchObject({
        code: 'CERT-7001',
        message: expect.stringMatching(/ApiReserve leaves alone: \d+ of 1,000 are used, and 10 % are kept/),
      })
      expect(source.queries).toEqual([])
    }
  })

  test('stops a statement that comes to it', async () => {
    const usage = { used: 898, max: 1000 }
    const source = new FakeSource({ [SOQL]: PAGES }, { usage, beforePage: () => void usage.used++ })
    const running = flatten(execute(remoteQuery(scan(1)), contextOver(source, { apiReserve: 10 })))
    await expect(running).rejects.toMatchObject({
      code: 'CERT-7001',
      message: expect.stringContaining('It was stopped after 2 API calls and 2 records.'),
    })
  })
})
