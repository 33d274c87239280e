import type { DemoContext } from './context.js'
import type { Currencies, CurrencyCode } from './currencies.js'
import type { GeneralLedger } from './general-ledger.js'
import type { GlAccount } from './gl-accounts.js'
import { amount, type Cents, cents, roundToCurrency } from './money.js'

export interface Product {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly family: 'Hardware' | 'Software' | 'Services' | 'Subscription'
  /** In US dollars. */
  readonly price: Cents
  readonly revenue: GlAccount
  readonly productLine: string | null
  readonly entries: ReadonlyMap<CurrencyCode, string>
}

export interface Products {
  readonly goods: readonly Product[]
  readonly subscriptions: readonly Product[]
  readonly services: readonly Product[]
  readonly standardPricebook: string
}

const CATALOGUE = [
  ['Gearbox Assembly 6-Speed', 'Hardware', 1840, 0],
  ['Turbocharger T4', 'Hardware', 912.5, 0],
  ['Brake Disc Set 330 mm', 'Hardware', 148.9, 0],
  ['Shock Absorber Pair', 'Hardware', 219, 0],
  ['Clutch Kit Heavy Duty', 'Hardware', 406.75, 0],
  ['Windscreen, Heated', 'Hardware', 288.4, 1],
  ['Door Panel, Left', 'Hardware', 174.2, 1],
  ['Bumper "Sport" Front', 'Hardware', 342.99, 1],
  ['Seat Cover Set', 'Hardware', 96.5, 1],
  ['Diagnostic Scanner OBD-II', 'Hardware', 649, 2],
  ['Workshop Tablet', 'Hardware', 825, 2],
  ['Battery Tester', 'Hardware', 189.95, 2],
  ['Telematics Unit', 'Hardware', 274.5, 3],
  ['Dash Camera Dual', 'Hardware', 158.25, 3],
  ['Engine Oil 5W-30, 208 l', 'Hardware', 512, 0],
  ['Fleet Tracker Licence', 'Software', 1250, 3],
  ['Service Planner Licence', 'Software', 1980, 2],
  ['Parts Catalogue Update', 'Software', 320, 2],
  ['Telematics Plan, per vehicle', 'Subscription', 14.9, 3],
  ['Fleet Analytics', 'Subscription', 690, 3],
  ['Workshop Cloud', 'Subscription', 420, 2],
  ['Roadside Assistance, per vehicle', 'Subscription', 6.5, 3],
  ['Extended Support', 'Subscription', 980, 4],
  ['Implementation Services', 'Services', 185, 4],
  ['Training Day', 'Services', 1400, 4],
  ['Integration Services', 'Services', 205, 4],
] as const

/** Products with a price in every currency of the standard price book, and a dealer price book in dollars. */
export function createProducts(
  { writer, start }: DemoContext,
  currencies: Currencies,
  { chart, dimensions, taxCodes }: GeneralLedger,
): Products {
  const standardPricebook = addPricebook('Standard Price Book', true)
  const dealerPricebook = addPricebook('Dealer Price Book', false)
  addPricebook('Price Book 2019', false, false)
  const revenueOf = {
    Hardware: chart.productSales,
    Software: chart.partsSales,
    Subscription: chart.deferredRevenue,
    Services: chart.servicesRevenue,
  } as const
  const products = CATALOGUE.map(([name, family, price, line], index): Product => {
    const code = `${family.slice(0, 2).toUpperCase()}-${1000 + index}`
    const id = writer.add('Product2', start - 120, {
      Name: name,
      ProductCode: code,
      StockKeepingUnit: family === 'Hardware' ? `SKU${400_000 + index}` : null,
      Family: family,
      Description: index % 4 === 0 ? null : `${name}: standard catalogue item`,
      IsActive: index !== 8,
      QuantityUnitOfMeasure: family === 'Services' ? 'Hour' : 'Each',
      c2g__CODASalesRevenueAccount__c: revenueOf[family].id,
      c2g__CODATaxCode__c: taxCodes.zero.id,
      c2g__CODAExternalId__c: `PROD-${code}`,
      ffbc__BillingType__c: family === 'Subscription' ? 'Recurring Fixed' : 'One-off',
      pse__IsServicesProduct__c: family === 'Services',
    })
    const entries = new Map<CurrencyCode, string>()
    for (const currency of ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'JPY', 'CHF'] as const) {
      const unitPrice = roundToCurrency(cents(price) * currencies.rate('USD', currency, start), currency)
      entries.set(currency, addEntry(standardPricebook, id, name, code, currency, unitPrice))
    }
    addEntry(dealerPricebook, id, name, code, 'USD', Math.round(cents(price) * 0.85))
    return {
      id,
      name,
      code,
      family,
      price: cents(price),
      revenue: revenueOf[family],
      productLine: dimensions.productLines[line] ?? null,
      entries,
    }
  })
  return {
    goods: products.filter(({ family }) => family === 'Hardware' || family === 'Software'),
    subscriptions: products.filter(({ family }) => family === 'Subscription'),
    services: products.filter(({ family }) => family === 'Services'),
    standardPricebook,
  }

  function addPricebook(name: string, isStandard: boolean, isActive = true): string {
    return writer.add('Pricebook2', start - 125, { Name: name, IsStandard: isStandard, IsActive: isActive })
  }

  function addEntry(
    pricebook: string,
    product: string,
    name: string,
    code: string,
    currency: CurrencyCode,
    unitPrice: Cents,
  ): string {
    return writer.add('PricebookEntry', start - 119, {
      Name: name,
      ProductCode: code,
      Pricebook2Id: pricebook,
      Product2Id: product,
      UnitPrice: amount(unitPrice),
      CurrencyIsoCode: currency,
      IsActive: true,
    })
  }
}
