import { seededRandom } from '../../src/seeded-random.js'
import { startTestOrg, VERSION } from '../support/ask.js'
import { WRITE_SCHEMA } from '../support/write-schema.js'

const account = {
  attributes: { type: 'Account', referenceId: 'r1' },
  Name: 'A',
  Rate__c: 1.5,
  Active__c: true,
}
const sub = {
  method: 'POST',
  url: `${VERSION}/sobjects/Account`,
  referenceId: 'a',
  body: { Name: '@{b.id}' },
}

/** Good requests, before anything happens to them. */
const SOUND: readonly (readonly [string, string, unknown])[] = [
  ['POST', '/sobjects/Account', account],
  ['PATCH', '/sobjects/Account/0015f0000000001AAA', { Name: 'B', Parent: { Key__c: 'x' } }],
  ['PATCH', '/sobjects/Account/Key__c/k%2F1?updateOnly=false', { Name: 'C' }],
  ['POST', '/composite/sobjects', { allOrNone: true, records: [account, account] }],
  ['PATCH', '/composite/sobjects/Account/Key__c', { records: [{ ...account, Key__c: 'z' }] }],
  ['POST', '/composite/sobjects/Account', { ids: ['0015f0000000001AAA'], fields: ['Name', 'Id'] }],
  ['DELETE', '/composite/sobjects?ids=0015f0000000002AAA,x&allOrNone=true', undefined],
  ['POST', '/composite', { allOrNone: false, compositeRequest: [sub, { ...sub, referenceId: 'b' }] }],
  ['POST', '/composite/batch', { batchRequests: [{ method: 'GET', url: 'v67.0/limits', richInput: {} }] }],
  ['POST', '/composite/graph', { graphs: [{ graphId: 'g', compositeRequest: [sub] }] }],
  ['POST', '/composite/tree/Account', { records: [{ ...account, Lines__r: { records: [] } }] }],
  ['GET', '/sobjects/Account/updated?start=2025-06-18T00:00:00Z&end=2025-06-18T09:00:00Z', undefined],
]

/** What a value may turn into. */
const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1e308,
  true,
  [],
  {},
  [[]],
  'x'.repeat(5_000),
  '\u0000exact:1',
  '@{a.id}',
  '@{',
  '😀\ud800',
  { attributes: null },
  { __proto__: null, constructor: 1 },
]

function mutateValue(value: unknown, random: () => number): unknown {
  if (random() < 0.15) return ODD[Math.floor(random() * ODD.length)]
  if (Array.isArray(value)) return value.map((item) => mutateValue(item, random))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, item]) => [
    random() < 0.05 ? ['', '__proto__', 'Id', 'attributes', `${name}x`][Math.floor(random() * 5)] : name,
    mutateValue(item, random),
  ])
  return Object.fromEntries(entries)
}

function mutateText(text: string, random: () => number): string {
  const place = Math.floor(random() * (text.length + 1))
  const kind = random()
  if (kind < 0.4) return text.slice(0, place) + text.slice(place + 1)
  if (kind < 0.7)
    return text.slice(0, place) + '{}[]",:\\0e+-%@/?#'.charAt(Math.floor(random() * 18)) + text.slice(place)
  return text.slice(0, place)
}

test('1,000 spoiled writes are refused in the words of the platform, and leave the org alive', async () => {
  const org = await startTestOrg({
    schema: WRITE_SCHEMA,
    records: { User: [{ Name: 'Ada', Username: 'a' }], Account: [{ Name: 'A' }, { Name: 'B' }] },
  })
  const random = seededRandom(7)
  const statuses = new Map<number, number>()
  for (let index = 0; index < 1_000; index++) {
    const [method, path, body] = SOUND[index % SOUND.length] ?? ['GET', '/limits', undefined]
    const spoiledPath = random() < 0.25 ? mutateText(path, random) : path
    let text = body === undefined ? undefined : JSON.stringify(mutateValue(body, random))
    if (text !== undefined && random() < 0.4) text = mutateText(text, random)
    const answer = await org.request(`${VERSION}${spoiledPath}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(text === undefined ? {} : { body: text }),
    })
    const told = `${method} ${spoiledPath} ${text}: ${answer.status} ${JSON.stringify(answer.body)}`
    if (answer.status >= 500 || told.includes('UNKNOWN_EXCEPTION')) throw new Error(told)
    if (
      answer.status >= 400 &&
      typeof answer.body?.[0]?.errorCode !== 'string' &&
      answer.body?.hasErrors !== true
    ) {
      throw new Error(told)
    }
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  }
  // Some must have got through, or the mutations would be too strong to try anything.
  expect(statuses.get(400)).toBeGreaterThan(200)
  expect([...statuses.values()].length).toBeGreaterThan(3)
  expect((await org.query('SELECT COUNT() FROM Account')).status).toBe(200)
  await org.close()
})

test('deep nesting is refused too', async () => {
  const org = await startTestOrg({ schema: WRITE_SCHEMA })
  const deep = '['.repeat(50_000) + ']'.repeat(50_000)
  for (const body of [
    `{"Name":${deep}}`,
    deep,
    `{"records":${deep}}`,
    `{"compositeRequest":[{"referenceId":"a","method":"POST","url":"/x","body":${deep}}]}`,
  ]) {
    for (const path of ['/sobjects/Account', '/composite/sobjects', '/composite']) {
      const answer = await org.request(`${VERSION}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      })
      const { status } = answer
      expect([status, answer.body[0].errorCode]).toEqual([400, 'JSON_PARSER_ERROR'])
    }
  }
  await org.close()
})
