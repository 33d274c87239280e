import { amount, cents, percentOf, proRata, roundToCurrency, toHome } from '../../src/demo/money.js'

describe('money', () => {
  test('is whole cents inside and two decimals outside', () => {
    expect(cents(19.99)).toBe(1999)
    expect(amount(1999)).toBe(19.99)
    expect(cents(0.1) + cents(0.2)).toBe(cents(0.3))
  })

  test('rounds halves away from nothing, on both sides', () => {
    expect(percentOf(50, 1)).toBe(1)
    expect(percentOf(-50, 1)).toBe(-1)
    expect(Object.is(percentOf(-1, 1), 0)).toBe(true)
  })

  test('has no smaller unit than the yen', () => {
    expect(roundToCurrency(12_345, 'JPY')).toBe(12_300)
    expect(roundToCurrency(12_345, 'EUR')).toBe(12_345)
  })

  test('buys home money at the rate of the foreign one', () => {
    expect(toHome(10_000, 0.8)).toBe(12_500)
  })

  test('leaves nothing behind when the whole is taken', () => {
    expect(proRata(3333, 1, 3)).toBe(1111)
    expect(proRata(3334, 999, 999)).toBe(3334)
  })
})
