import type { DemoContext } from './context.js'
import { type Day, dayText, endOfMonth, monthStarts, startOfMonth } from './day.js'

/** Units of each currency for one US dollar when the org's books begin. */
const OPENING_RATES = {
  USD: 1,
  EUR: 0.917,
  GBP: 0.786,
  CAD: 1.325,
  AUD: 1.502,
  JPY: 144.3,
  CHF: 0.895,
} as const

export type CurrencyCode = keyof typeof OPENING_RATES
export const CURRENCY_CODES = Object.keys(OPENING_RATES) as readonly CurrencyCode[]

export interface Currencies {
  readonly monthStarts: readonly Day[]
  /** Units of `foreign` that one unit of `home` buys in the month of a day. */
  rate(home: CurrencyCode, foreign: CurrencyCode, day: Day): number
}

export function decimalPlaces(currency: CurrencyCode): number {
  return currency === 'JPY' ? 0 : 2
}

/** Currency types, and monthly rates that wander; every other rate in the org follows from these. */
export function createCurrencies({ writer, random: root, start, asOf }: DemoContext): Currencies {
  const random = root.fork('currencies')
  const months = monthStarts(start, asOf)
  const perDollar = new Map<CurrencyCode, readonly number[]>()
  for (const code of CURRENCY_CODES) {
    const rates: number[] = []
    let rate: number = OPENING_RATES[code]
    for (const _ of months) {
      rates.push(rounded(rate))
      if (code !== 'USD') rate *= 1 + random.between(-0.02, 0.019)
    }
    perDollar.set(code, rates)
  }
  const monthIndexes = new Map(months.map((month, index) => [month, index]))

  function dollarRate(code: CurrencyCode, day: Day): number {
    const index = monthIndexes.get(startOfMonth(Math.max(start, Math.min(day, asOf)))) ?? 0
    return perDollar.get(code)?.[index] ?? 1
  }

  for (const code of CURRENCY_CODES) {
    writer.add('CurrencyType', start - 220, {
      IsoCode: code,
      ConversionRate: dollarRate(code, asOf),
      DecimalPlaces: decimalPlaces(code),
      IsActive: true,
      IsCorporate: code === 'USD',
    })
  }
  for (const code of CURRENCY_CODES) {
    if (code === 'USD') continue
    for (const month of months) {
      writer.add('DatedConversionRate', month, {
        IsoCode: code,
        ConversionRate: dollarRate(code, month),
        StartDate: dayText(month),
        NextStartDate: month === months.at(-1) ? null : dayText(endOfMonth(month) + 1),
      })
    }
  }
  return {
    monthStarts: months,
    rate: (home, foreign, day) =>
      home === foreign ? 1 : rounded(dollarRate(foreign, day) / dollarRate(home, day)),
  }
}

function rounded(rate: number): number {
  return Math.round(rate * 1e6) / 1e6
}
