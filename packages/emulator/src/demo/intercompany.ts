import type { Accounts } from './accounts.js'
import { createCashEntry } from './cash-entries.js'
import type { Company } from './companies.js'
import { type DemoContext, scaled } from './context.js'
import { type Day, dayText, workday } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { Ledger, OpenItem } from './ledger.js'
import type { Matching } from './matching.js'
import { amount, cents } from './money.js'
import type { PurchaseInvoice, PurchaseOrder } from './purchase-invoices.js'
import { at } from './random.js'
import type { InvoiceOrder, SalesInvoice } from './sales-invoices.js'

/** Who charges whom, by country. */
const ROUTES = [
  ['US', 'GB', 'Management fee'],
  ['US', 'CA', 'Management fee'],
  ['DE', 'FR', 'Gearboxes'],
  ['GB', 'AU', 'Shared services'],
  ['DE', 'US', 'Engineering recharge'],
  ['FR', 'GB', 'Trim parts'],
] as const

const TERMS = 30

type Flaw = 'not registered' | 'wrong amount' | 'receipt not booked'

interface Charge {
  readonly creditor: Company
  readonly debtor: Company
  readonly flaw: Flaw | undefined
  sale?: SalesInvoice
  purchase?: PurchaseInvoice
}

export interface IntercompanyTrade {
  readonly sales: readonly InvoiceOrder[]
  /** To be asked when the sales invoices have their numbers. */
  readonly purchases: () => readonly PurchaseOrder[]
  /** To be called when both sides are booked. */
  readonly settle: (ledger: Ledger, matching: Matching) => void
}

/**
 * Charges between the companies. What one company books as receivable, the other books as payable, and both sides are
 * paid at once; except for three flaws that an intercompany reconciliation has to find.
 */
export function planIntercompanyTrade(
  context: DemoContext,
  generalLedger: GeneralLedger,
  companies: readonly Company[],
  { intercompany }: Accounts,
): IntercompanyTrade {
  const random = context.random.fork('intercompany')
  const { asOf, start } = context
  const count = scaled(context, 110, 72)
  const flaws = planFlaws(count)
  const charges: Charge[] = []
  const sales: InvoiceOrder[] = []
  for (let index = 0; index < count; index++) {
    const [from, to, service] = at(ROUTES, index)
    const charge: Charge = {
      creditor: inCountry(companies, from),
      debtor: inCountry(companies, to),
      flaw: flaws.get(index),
    }
    charges.push(charge)
    const day = Math.min(asOf, workday(start + Math.floor(((asOf - start) * (index + 1)) / (count + 1))))
    sales.push(saleOf(charge, day, service))
  }
  return { sales, purchases: () => charges.flatMap(purchaseOf), settle: settleCharges }

  function saleOf(charge: Charge, day: Day, service: string): InvoiceOrder {
    const { creditor, debtor } = charge
    const net = cents(random.integer(4_000, 17_000) + random.integer(0, 99) / 100)
    return {
      company: creditor,
      accountId: intercompany(debtor),
      control: generalLedger.chart.receivablesIntercompany,
      currency: creditor.home,
      day,
      dueDay: day + TERMS,
      status: 'Complete',
      tax: generalLedger.taxCodes.zero,
      description: `${service} ${dayText(day).slice(0, 7)}`,
      reference: null,
      lines: [
        {
          product: null,
          glAccount: generalLedger.chart.intercompanyRevenue,
          quantity: 1,
          unitPrice: net,
          net,
          description: service,
          department: generalLedger.dimensions.departments[5] ?? null,
        },
      ],
      onInvoiced: (sale) => {
        charge.sale = sale
      },
    }
  }

  function purchaseOf(charge: Charge): PurchaseOrder[] {
    const { sale, creditor, debtor } = charge
    if (sale === undefined || charge.flaw === 'not registered') return []
    const net = charge.flaw === 'wrong amount' ? sale.net - 125_000 : sale.net
    return [
      {
        company: debtor,
        accountId: intercompany(creditor),
        control: generalLedger.chart.payablesIntercompany,
        currency: sale.order.currency,
        day: sale.order.day,
        dueDay: sale.order.dueDay,
        status: 'Complete',
        onHold: false,
        tax: generalLedger.taxCodes.zero,
        vendorNumber: sale.name,
        description: sale.order.description,
        lines: [
          {
            glAccount: generalLedger.chart.intercompanyCharges,
            net,
            description: sale.order.description,
            department: generalLedger.dimensions.departments[5] ?? null,
          },
        ],
        onRegistered: (purchase) => {
          charge.purchase = purchase
        },
      },
    ]
  }

  function settleCharges(ledger: Ledger, matching: Matching): void {
    for (const charge of charges) {
      const { sale, purchase, flaw } = charge
      if (sale === undefined) continue
      createTransfer(context, charge)
      if (sale.item === undefined || purchase?.item === undefined) continue
      const day = workday(sale.order.dueDay + random.integer(0, 12))
      if (day > asOf || flaw === 'wrong amount') continue
      move('Payment', charge.debtor, intercompany(charge.creditor), purchase.item, day)
      if (flaw === 'receipt not booked') continue
      move('Receipt', charge.creditor, intercompany(charge.debtor), sale.item, day)
    }

    function move(
      type: 'Receipt' | 'Payment',
      company: Company,
      account: string,
      item: OpenItem,
      day: Day,
    ): void {
      const [cash] = createCashEntry(context, ledger, generalLedger, {
        company,
        currency: item.currency,
        day,
        type,
        method: 'Electronic',
        reference: 'Intercompany settlement',
        description: 'Intercompany settlement',
        charges: 0,
        lines: [{ account, control: item.glAccount, value: Math.abs(item.documentOpen) }],
      })
      if (cash === undefined) return
      matching.match(day, [
        { item, document: item.documentOpen },
        { item: cash, document: cash.documentOpen },
      ])
    }
  }
}

/** One flaw on each of three routes; a receipt can only be missing when it is due. */
function planFlaws(charges: number): ReadonlyMap<number, Flaw> {
  return new Map<number, Flaw>([
    [onRoute(charges - 1, 2), 'not registered'],
    [onRoute(Math.floor(charges * 0.93), 4), 'wrong amount'],
    [onRoute(Math.floor(charges * 0.82), 0), 'receipt not booked'],
  ])
}

/** The charge of a route at or before another charge. */
function onRoute(charge: number, route: number): number {
  return charge - ((charge - route + ROUTES.length) % ROUTES.length)
}

function createTransfer({ writer }: DemoContext, { creditor, debtor, sale, purchase }: Charge): void {
  if (sale === undefined) return
  const id = writer.add('c2g__codaIntercompanyTransfer__c', sale.order.day, {
    CurrencyIsoCode: sale.order.currency,
    c2g__SourceCompany__c: creditor.id,
    c2g__DestinationCompany__c: debtor.id,
    c2g__SourceSalesInvoice__c: sale.record.Id,
    c2g__SourceDocumentName__c: sale.name,
    c2g__SourceDocumentDate__c: dayText(sale.order.day),
    c2g__SourceDocumentPeriod__c: creditor.period(sale.order.day).name,
    c2g__SourceDocumentCurrency__c: creditor.currencyIds.get(sale.order.currency) ?? null,
    c2g__SourceDocumentTotal__c: amount(sale.total),
    c2g__SourceDocumentTotal1__c: amount(sale.total),
    c2g__DestinationPayableInvoice__c: purchase?.record.Id ?? null,
    c2g__DestinationDocumentTotal__c: purchase === undefined ? null : amount(purchase.total),
    c2g__ProcessingStatus__c: purchase === undefined ? 'Available' : 'Complete',
  })
  sale.record.c2g__IntercompanyTransfer__c = id
  if (purchase !== undefined) purchase.record.c2g__IntercompanyTransfer__c = id
}

function inCountry(companies: readonly Company[], countryCode: string): Company {
  const company = companies.find((candidate) => candidate.countryCode === countryCode)
  if (company === undefined) throw new Error(`no company in ${countryCode}`)
  return company
}
