import { ExactNumber } from '@certsql/core'
import fc from 'fast-check'
import { formatDecimal, parseDecimal } from '../../src/decode/exact-decimal.js'
import { certifySum, roundSum } from '../../src/run/sum-certificate.js'

/** Adds up as the org may: doubles, in the order given. */
function floatingSum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function figures(scaled: readonly bigint[], scale: number) {
  const values = scaled.map((digits) => Number(formatDecimal({ digits, scale }, 0)))
  const ordered = [...values].sort((a, b) => a - b)
  return {
    sum: floatingSum(values),
    count: values.length,
    minimum: ordered[0] ?? null,
    maximum: ordered.at(-1) ?? null,
    scale,
  }
}

describe('a certified sum', () => {
  test('is the exact sum, for whatever values and order', () => {
    let certified = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1, maxLength: 60 }),
        (scale, scaled) => {
          const result = certifySum(figures(scaled, scale))
          if (!result.certified) return
          certified++
          const exact = scaled.reduce((sum, digits) => sum + digits, 0n)
          expect(parseDecimal(String(result.sum))).toEqual(
            parseDecimal(formatDecimal({ digits: exact, scale }, 0)),
          )
        },
      ),
      { seed: 20250131, numRuns: 2000 },
    )
    expect(certified).toBeGreaterThan(1000)
  })

  test.each<[string, bigint, (honest: ReturnType<typeof figures>) => number]>([
    ['one sign', 1n, ({ sum }) => sum],
    [
      'both signs',
      -(10n ** 11n),
      ({ count, minimum, maximum }) => count * Math.max(-(minimum ?? 0), maximum ?? 0),
    ],
  ])('survives an adversary who shifts the sum of %s by the whole error bound', (_, min, magnitudes) => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min, max: 10n ** 11n }), { minLength: 2, maxLength: 40 }),
        fc.constantFrom(-1, 1),
        (scaled, direction) => {
          const honest = figures(scaled, 2)
          const worst = ((scaled.length - 1) * magnitudes(honest)) / 2 ** 53
          const result = certifySum({ ...honest, sum: honest.sum + direction * worst })
          if (!result.certified) return
          const exact = scaled.reduce((sum, digits) => sum + digits, 0n)
          expect(parseDecimal(String(result.sum))).toEqual(
            parseDecimal(formatDecimal({ digits: exact, scale: 2 }, 0)),
          )
        },
      ),
      { seed: 7, numRuns: 2000 },
    )
  })

  test.each([
    [{ sum: 0.30000000000000004, count: 2, minimum: 0.1, maximum: 0.2, scale: 2 }, 0.3],
    [{ sum: null, count: 0, minimum: null, maximum: null, scale: 2 }, null],
    [{ sum: -0, count: 3, minimum: 0, maximum: 0, scale: 2 }, 0],
    [{ sum: 7, count: 3, minimum: 1, maximum: 4, scale: 0 }, 7],
    [{ sum: -5.1, count: 2, minimum: -2.6, maximum: -2.5, scale: 1 }, -5.1],
  ])('%j', (given, sum) => {
    expect(certifySum(given)).toEqual({ certified: true, sum })
  })

  test('keeps all digits of a long sum', () => {
    const given = {
      sum: 10000000000000.02,
      count: 2,
      minimum: 5000000000000.01,
      maximum: 5000000000000.01,
      scale: 2,
    }
    expect(certifySum(given)).toEqual({ certified: true, sum: new ExactNumber('10000000000000.02') })
  })
})

test('of one sign, the sum itself tells how large the error can be', () => {
  const amounts = { sum: 12_345_678.9, count: 20_000, minimum: 0, maximum: 1_000_000, scale: 2 }
  expect(certifySum(amounts)).toEqual({ certified: true, sum: 12_345_678.9 })
  expect(certifySum({ ...amounts, minimum: -0.01 })).toEqual({ certified: false })
  expect(certifySum({ ...amounts, sum: -12_345_678.9, minimum: -1_000_000, maximum: 0 }).certified).toBe(true)
})

describe('no certificate', () => {
  test.each([
    ['for too many values', { sum: 1e14, count: 1e7, minimum: 0.01, maximum: 1e7, scale: 2 }],
    [
      'for one value whose double is not exact enough',
      { sum: 1e15, count: 1, minimum: 1e15, maximum: 1e15, scale: 2 },
    ],
    [
      'where the least value has too many places',
      { sum: 0.375, count: 2, minimum: 0.125, maximum: 0.25, scale: 2 },
    ],
    [
      'where the sum is far from every multiple of a cent',
      { sum: 0.335, count: 2, minimum: 0.1, maximum: 0.2, scale: 2 },
    ],
    ['without a sum', { sum: null, count: 2, minimum: 1, maximum: 2, scale: 2 }],
    ['without a minimum', { sum: 3, count: 2, minimum: null, maximum: 2, scale: 2 }],
    ['for a count that is no count', { sum: 3, count: 1.5, minimum: 1, maximum: 2, scale: 2 }],
  ])('%s', (_, given) => {
    expect(certifySum(given)).toEqual({ certified: false })
  })

  test('right at the bound, and one value below it', () => {
    // n(n+1)·M < 2⁵² units: for n = 1 the greatest M is 2⁵¹ − 1 units.
    const unitsAtBound = 2 ** 51
    const one = (value: number) =>
      certifySum({ sum: value, count: 1, minimum: value, maximum: value, scale: 0 })
    expect(one(unitsAtBound).certified).toBe(false)
    expect(one(unitsAtBound - 1).certified).toBe(true)
  })
})

describe('a sum that is taken as the org gives it', () => {
  test.each([
    [0.1, 0.1],
    [new ExactNumber('0.30000000000000004'), 0.3],
    [new ExactNumber('-123.45499999999998'), -123.45],
    [2.675, 2.68],
    [-2.675, -2.68],
    [5e-13, 0],
    [new ExactNumber('1234567890123456.78'), new ExactNumber('1234567890123456.78')],
    [null, null],
  ])('%s', (sum, rounded) => {
    expect(roundSum(sum, 2)).toEqual(rounded)
  })
})
