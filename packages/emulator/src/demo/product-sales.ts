import type { Customer } from './accounts.js'
import { type DemoContext, scaled } from './context.js'
import type { Currencies } from './currencies.js'
import { type Day, workday } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import { percentOf, roundToCurrency } from './money.js'
import type { Products } from './products.js'
import { at, type Random } from './random.js'
import type { InvoiceOrder, InvoiceOrderLine } from './sales-invoices.js'

const DESCRIPTIONS = [
  'Parts order',
  'Workshop equipment',
  'Fleet order',
  'Stock replenishment',
  'Quarterly call-off',
] as const

/** One in so many was begun by mistake, and is in the recycle bin. */
const INVOICES_PER_DELETED = 80

/** Invoices for goods: every customer buys, larger ones more often and more at a time. */
export function planProductSales(
  context: DemoContext,
  currencies: Currencies,
  generalLedger: GeneralLedger,
  products: Products,
  customers: readonly Customer[],
): readonly InvoiceOrder[] {
  const random = context.random.fork('product sales')
  const count = scaled(context, 630, 120)
  const orders: InvoiceOrder[] = []
  for (let index = 0; index < count; index++) {
    const customer = at(customers, index)
    const day = Math.min(context.asOf, workday(random.integer(context.start, context.asOf)))
    const order = planSale(context, random, currencies, generalLedger, products, customer, day)
    const isDeleted = index % INVOICES_PER_DELETED === 40
    orders.push(isDeleted ? { ...order, status: 'In Progress', deleted: true } : order)
  }
  return orders
}

function planSale(
  context: DemoContext,
  random: Random,
  currencies: Currencies,
  generalLedger: GeneralLedger,
  products: Products,
  customer: Customer,
  day: Day,
): InvoiceOrder {
  const { company, currency } = customer
  const status = statusOf(context, random, day)
  const lines: InvoiceOrderLine[] = []
  const lineCount = random.weighted([
    [1, 32],
    [2, 30],
    [3, 22],
    [4, 10],
    [6, 6],
  ] as const)
  const rate = currencies.rate('USD', currency, day)
  for (let line = 0; line < lineCount; line++) {
    const product = random.pick(products.goods)
    const quantity = Math.max(1, Math.round(random.logNormal(6 * customer.size, 0.8)))
    const discount = random.weighted([
      [0, 70],
      [5, 20],
      [12, 10],
    ] as const)
    const unitPrice = roundToCurrency(percentOf(product.price * rate, 100 - discount), currency)
    lines.push({
      product,
      glAccount: product.revenue,
      quantity,
      unitPrice,
      net: quantity * unitPrice,
      description: product.name,
      department: at(generalLedger.dimensions.departments, 0),
    })
  }
  return {
    company,
    accountId: customer.id,
    customer,
    control: generalLedger.chart.receivables,
    currency,
    day,
    dueDay: day + customer.terms,
    status,
    tax:
      customer.countryCode === company.countryCode
        ? generalLedger.taxCodes.home(company)
        : generalLedger.taxCodes.zero,
    description: random.chance(0.2) ? null : random.pick(DESCRIPTIONS),
    reference: random.chance(0.35) ? null : `PO-${random.integer(10_000, 99_999)}`,
    lines,
  }
}

/** Old invoices are posted, a few were discarded; new ones may still be in the works. */
function statusOf({ asOf }: DemoContext, random: Random, day: Day): InvoiceOrder['status'] {
  if (day > asOf - 20 && random.chance(0.25)) return random.chance(0.5) ? 'In Progress' : 'Ready to Post'
  if (random.chance(0.012)) return 'In Progress'
  return random.chance(0.012) ? 'Discarded' : 'Complete'
}
