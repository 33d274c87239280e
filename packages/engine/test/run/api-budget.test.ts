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
