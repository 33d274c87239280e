import type { Vendor } from './accounts.js'
import { type DemoContext, scaled } from './context.js'
import { workday } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { GlAccountName } from './gl-accounts.js'
import { type Cents, cents, roundToCurrency } from './money.js'
import type { PurchaseOrder } from './purchase-invoices.js'
import { at, type Random } from './random.js'

interface Supply {
  readonly account: GlAccountName
  readonly description: string
  /** In units of the vendor's currency. */
  readonly median: number
  readonly department: number
}

const SUPPLIES: readonly Supply[] = [
  { account: 'inventory', description: 'Components for stock', median: 14_000, department: 0 },
  { account: 'rent', description: 'Office and warehouse rent', median: 6_200, department: 5 },
  { account: 'software', description: 'Hosting and licences', median: 2_300, department: 3 },
  { account: 'marketing', description: 'Trade fair and advertising', median: 4_100, department: 4 },
  { account: 'inventory', description: 'Castings and housings', median: 11_500, department: 0 },
  { account: 'utilities', description: 'Electricity and heating', median: 1_650, department: 5 },
  { account: 'subcontractors', description: 'Contract developers', median: 7_800, department: 1 },
  { account: 'legal', description: 'Legal advice', median: 3_400, department: 5 },
  { account: 'freight', description: 'Freight and couriers', median: 950, department: 0 },
  { account: 'officeSupplies', description: 'Office supplies', median: 310, department: 5 },
  { account: 'telecom', description: 'Telephone and internet', median: 780, department: 5 },
  { account: 'insurance', description: 'Insurance premium', median: 2_900, department: 5 },
  { account: 'equipmentHire', description: 'Machine hire', median: 1_800, department: 3 },
  { account: 'training', description: 'Training and recruitment', median: 2_150, department: 2 },
]

/** One in so many was begun by mistake, and is in the recycle bin. */
const INVOICES_PER_DELETED = 70

/** Everyday payable invoices, with some that were entered twice. */
export function planPurchases(
  context: DemoContext,
  generalLedger: GeneralLedger,
  vendors: readonly Vendor[],
): readonly PurchaseOrder[] {
  const random = context.random.fork('purchases')
  const orders: PurchaseOrder[] = []
  const count = scaled(context, 410, 80)
  for (let index = 0; index < count; index++) {
    orders.push(planPurchase(context, random, generalLedger, at(vendors, index), index))
  }
  return [...orders, ...planDuplicates(context, random, orders)]
}

function planPurchase(
  { start, asOf }: DemoContext,
  random: Random,
  { chart, dimensions, taxCodes }: GeneralLedger,
  vendor: Vendor,
  index: number,
): PurchaseOrder {
  const supply = at(SUPPLIES, vendor.index)
  const day = Math.min(asOf, workday(random.integer(start, asOf)))
  const lineCount = random.weighted([
    [1, 60],
    [2, 25],
    [3, 15],
  ] as const)
  const lines = Array.from({ length: lineCount }, (_, line) => ({
    glAccount: chart[supply.account],
    net: roundToCurrency(price(random, vendor, supply.median / lineCount), vendor.currency),
    description: line === 0 ? supply.description : `${supply.description}, part ${line + 1}`,
    department: dimensions.departments[(supply.department + line) % dimensions.departments.length] ?? null,
  }))
  const recent = day > asOf - 15
  const deleted = index % INVOICES_PER_DELETED === 50
  const isDraft = (recent && random.chance(0.3)) || deleted
  const status = isDraft ? 'In Progress' : random.chance(0.02) ? 'Discarded' : 'Complete'
  return {
    company: vendor.company,
    accountId: vendor.id,
    control: chart.payables,
    currency: vendor.currency,
    day,
    dueDay: day + vendor.terms,
    status,
    deleted,
    onHold: status === 'Complete' && random.chance(0.03),
    tax: vendor.currency === vendor.company.home ? taxCodes.home(vendor.company) : taxCodes.zero,
    vendorNumber: random.chance(0.05) ? null : vendorNumber(random, vendor, index),
    description: random.chance(0.15) ? null : supply.description,
    lines,
  }
}

function price(random: Random, { currency }: Vendor, median: number): Cents {
  const value = Math.max(median / 5, random.logNormal(median, 0.45))
  return cents(currency === 'JPY' ? value * 140 : value)
}

/** Every vendor numbers invoices in a way of its own. */
function vendorNumber(random: Random, { index: vendor }: Vendor, index: number): string {
  const serial = String(1000 + index * 3 + random.integer(0, 2))
  return at(
    [`INV-${serial}`, `R${serial}/${(vendor % 90) + 10}`, `F ${serial}`, `${20_000_000 + Number(serial)}`],
    vendor,
  )
}

/** Invoices that were keyed twice: under the same number in another case, or as a reminder a few days later. */
function planDuplicates(
  context: DemoContext,
  random: Random,
  orders: readonly PurchaseOrder[],
): readonly PurchaseOrder[] {
  const originals = orders.filter(
    ({ status, day, vendorNumber: number }) =>
      status === 'Complete' && number !== null && day < context.asOf - 6,
  )
  return Array.from({ length: scaled(context, 8, 6) }, (_, index) => {
    const original = at(originals, index * 31 + 5)
    const number = original.vendorNumber ?? ''
    const repeated = index % 2 === 0 ? number.toLowerCase() : `${number.slice(0, 18)}-COPY`
    const later = index % 2 === 0 ? random.integer(5, 30) : random.integer(0, 3)
    const day = Math.min(context.asOf, original.day + later)
    return { ...original, day, dueDay: day + 30, vendorNumber: repeated, onHold: index % 3 === 0 }
  })
}
