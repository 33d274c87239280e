import type { Org } from '../org/org.js'
import type { FieldValue } from '../org/record-sink.js'

/** The currencies of an org that has several: only such orgs have the object CurrencyType. */
export class OrgCurrencies {
  /** Units for one unit of the corporate currency. */
  readonly #rates = new Map<string, number>()
  readonly corporate: string

  private constructor(rates: ReadonlyMap<string, number>, corporate: string) {
    this.#rates = new Map(rates)
    this.corporate = corporate
  }

  /** Undefined in an org with a single currency. */
  static of(org: Org): OrgCurrencies | undefined {
    const object = org.object('CurrencyType')
    if (object === undefined) return undefined
    const rates = new Map<string, number>()
    let corporate = 'USD'
    for (const record of org.records(object.name)) {
      const code = String(record.IsoCode)
      if (record.IsDeleted === true) continue
      rates.set(code, Number(record.ConversionRate ?? 1))
      if (record.IsCorporate === true) corporate = code
    }
    return new OrgCurrencies(rates, corporate)
  }

  has(code: string): boolean {
    return code === this.corporate || this.#rates.has(code)
  }

  /** An amount in another currency, by today's rates; records without a currency are in the corporate one. */
  convert(amount: number | string, from: FieldValue, to: string): number | string {
    const source = typeof from === 'string' ? from : this.corporate
    if (source === to) return amount
    return (Number(amount) / this.#rate(source)) * this.#rate(to)
  }

  #rate(code: string): number {
    return this.#rates.get(code) ?? 1
  }
}
