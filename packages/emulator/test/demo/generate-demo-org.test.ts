import { createHash } from 'node:crypto'
import type { DemoOptions } from '../../src/demo/demo-options.js'
import { demoSchema } from '../../src/demo/demo-schema.js'
import { generateDemoOrg } from '../../src/demo/generate-demo-org.js'
import { RecordedOrg } from './recorded-org.js'

function fingerprint(options: DemoOptions): string {
  const hash = createHash('sha256')
  generateDemoOrg(options, { insert: (object, record) => hash.update(object).update(JSON.stringify(record)) })
  return hash.digest('hex')
}

function size(options: DemoOptions): number {
  let count = 0
  generateDemoOrg(options, { insert: () => (count += 1) })
  return count
}

describe('the demo org', () => {
  test('is the same for the same options, and another one for others', () => {
    const small = { seed: 7, scale: 0.2 }
    expect(fingerprint(small)).toBe(fingerprint(small))
    expect(fingerprint({ ...small, seed: 8 })).not.toBe(fingerprint(small))
    expect(fingerprint({ ...small, asOf: '2025-07-01' })).not.toBe(fingerprint(small))
  })

  test('has about 50,000 records at scale 1, in all objects of the schema', () => {
    const org = new RecordedOrg()
    expect(org.size).toBeGreaterThan(47_000)
    expect(org.size).toBeLessThan(54_000)
    const empty = demoSchema().objects.filter(({ name }) => org.live(name).length === 0)
    expect(empty.map(({ name }) => name)).toEqual([])
  })

  test('grows linearly, with most of the growth in transaction lines', () => {
    const [one, two, four] = [size({ scale: 1 }), size({ scale: 2 }), size({ scale: 4 })]
    const perScale = two - one
    expect(perScale).toBeGreaterThan(40_000)
    expect((four - two) / (2 * perScale)).toBeGreaterThan(0.95)
    expect((four - two) / (2 * perScale)).toBeLessThan(1.05)
  })

  test('takes less than three seconds at scale 1', () => {
    const times = [1, 2].map((seed) => {
      const started = performance.now()
      size({ seed, scale: 1 })
      return performance.now() - started
    })
    expect(Math.min(...times)).toBeLessThan(3000)
  })

  test.each(['2024-02-29', '2025-01-01', '2026-11-15'])('can be had as of %s', (asOf) => {
    const org = new RecordedOrg({ scale: 0.1, asOf })
    const latest = org
      .live('c2g__codaTransaction__c')
      .map((record) => String(record.c2g__TransactionDate__c))
      .sort()
      .at(-1)
    expect(latest?.slice(0, 4)).toBe(asOf.slice(0, 4))
    expect(String(latest) <= asOf).toBe(true)
  })
})
