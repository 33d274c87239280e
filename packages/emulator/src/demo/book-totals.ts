import type { Company } from './companies.js'
import { type Day, monthOf, yearOf } from './day.js'
import type { GlAccount } from './gl-accounts.js'
import type { Cents } from './money.js'

/** What was posted to each account of each company in each month, in home money. */
export class BookTotals {
  readonly #totals = new Map<string, Map<number, Cents>>()

  add(company: Company, day: Day, account: GlAccount, home: Cents): void {
    const key = `${company.code}/${account.code}`
    let months = this.#totals.get(key)
    if (months === undefined) {
      months = new Map()
      this.#totals.set(key, months)
    }
    const month = monthKey(day)
    months.set(month, (months.get(month) ?? 0) + home)
  }

  inMonth(company: Company, day: Day, account: GlAccount): Cents {
    return this.#totals.get(`${company.code}/${account.code}`)?.get(monthKey(day)) ?? 0
  }

  inYear(company: Company, year: number, account: GlAccount): Cents {
    let sum = 0
    for (const [month, total] of this.#totals.get(`${company.code}/${account.code}`) ?? []) {
      if (Math.floor((month - 1) / 12) === year) sum += total
    }
    return sum
  }
}

function monthKey(day: Day): number {
  return yearOf(day) * 12 + monthOf(day)
}
