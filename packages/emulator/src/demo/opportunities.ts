import type { Customer } from './accounts.js'
import { type DemoContext, scaled } from './context.js'
import type { Currencies } from './currencies.js'
import { type Day, dayText, monthOf, yearOf } from './day.js'
import { amount, type Cents, percentOf, roundToCurrency } from './money.js'
import type { DraftRecord } from './org-writer.js'
import type { Product, Products } from './products.js'
import { at, type Random } from './random.js'
import type { RecordTypes } from './record-types.js'
import type { ServicesOrganisation } from './services-organisation.js'

export interface Opportunity {
  readonly id: string
  readonly record: DraftRecord
  readonly customer: Customer
  readonly amount: Cents
  readonly isServices: boolean
  readonly isWon: boolean
  readonly isClosed: boolean
  readonly closeDay: Day
}

interface Stage {
  readonly name: string
  readonly probability: number
  readonly category: string
  readonly categoryName: string
}

const OPEN_STAGES: readonly Stage[] = [
  { name: 'Prospecting', probability: 10, category: 'Pipeline', categoryName: 'Pipeline' },
  { name: 'Qualification', probability: 15, category: 'Pipeline', categoryName: 'Pipeline' },
  { name: 'Needs Analysis', probability: 25, category: 'Pipeline', categoryName: 'Pipeline' },
  { name: 'Value Proposition', probability: 50, category: 'BestCase', categoryName: 'Best Case' },
  { name: 'Proposal/Price Quote', probability: 75, category: 'MostLikely', categoryName: 'Most Likely' },
  { name: 'Negotiation/Review', probability: 90, category: 'Forecast', categoryName: 'Commit' },
]
const WON: Stage = { name: 'Closed Won', probability: 100, category: 'Closed', categoryName: 'Closed' }
const LOST: Stage = { name: 'Closed Lost', probability: 0, category: 'Omitted', categoryName: 'Omitted' }

const SERVICES_SUBJECTS = [
  'Telematics Rollout',
  'Workshop Cloud Migration',
  'Fleet Analytics',
  'Parts Portal',
  'Data Cleansing',
  'Dealer Training',
] as const
const PRODUCT_SUBJECTS = [
  'Parts Frame Contract',
  'Workshop Refit',
  'Fleet Renewal',
  'Spring Stock',
  'Diagnostics Upgrade',
] as const

/** Opportunities with their products; the amount of those that have products is the sum of these. */
export function createOpportunities(
  context: DemoContext,
  currencies: Currencies,
  customers: readonly Customer[],
  products: Products,
  organisation: ServicesOrganisation,
  recordTypes: RecordTypes,
): readonly Opportunity[] {
  const random = context.random.fork('opportunities')
  const leaves = organisation.regions.filter(({ isLeaf }) => isLeaf)
  const count = scaled(context, 360, 160)
  return Array.from({ length: count }, (_, index): Opportunity => {
    const customer = at(customers, index * 7 + 3)
    const isServices = index % 2 === 0
    const closeDay = random.integer(context.start - 30, context.asOf + 170)
    const stage = stageOf(context, random, closeDay, index)
    const region = leaves.find(({ company }) => company === customer.company) ?? at(leaves, index)
    const subject = at(isServices ? SERVICES_SUBJECTS : PRODUCT_SUBJECTS, index >> 1)
    const lines = planLines(
      random,
      currencies,
      isServices ? products.services : products.goods,
      customer,
      closeDay,
    )
    const total = lines.reduce((sum, line) => sum + line.total, 0)
    const hasLines = !random.chance(0.12)
    const isClosed = stage === WON || stage === LOST
    const created = closeDay - random.integer(30, 160)
    const unknownAmount = !hasLines && random.chance(0.4)
    const record = context.writer.draft('Opportunity', created, {
      Name: `${customer.name.slice(0, 80)} - ${subject}`,
      AccountId: customer.id,
      OwnerId: customer.ownerId,
      CurrencyIsoCode: customer.currency,
      RecordTypeId: isServices ? recordTypes.servicesOpportunity : recordTypes.productOpportunity,
      StageName: stage.name,
      Probability: stage.probability,
      ForecastCategory: stage.category,
      ForecastCategoryName: stage.categoryName,
      IsClosed: isClosed,
      IsWon: stage === WON,
      Amount: unknownAmount ? null : amount(total),
      ExpectedRevenue: unknownAmount ? null : amount(percentOf(total, stage.probability)),
      CloseDate: dayText(closeDay),
      FiscalYear: yearOf(closeDay),
      FiscalQuarter: Math.ceil(monthOf(closeDay) / 3),
      Fiscal: `${yearOf(closeDay)} ${Math.ceil(monthOf(closeDay) / 3)}`,
      Type: random.chance(0.2)
        ? null
        : random.pick(['New Customer', 'Existing Customer - Upgrade', 'Existing Customer - Replacement']),
      LeadSource: random.chance(0.4) ? null : random.pick(['Web', 'Partner Referral', 'Phone Inquiry']),
      NextStep:
        isClosed || random.chance(0.5)
          ? null
          : random.pick(['Send proposal', 'Demo with plant manager', 'Legal review']),
      Pricebook2Id: hasLines ? products.standardPricebook : null,
      HasOpportunityLineItem: hasLines,
      TotalOpportunityQuantity: hasLines ? lines.reduce((sum, { quantity }) => sum + quantity, 0) : null,
      pse__Is_Services_Opportunity__c: isServices,
      pse__Region__c: isServices ? region.id : null,
      pse__Practice__c: isServices ? at(organisation.practices, index) : null,
      ffbc__Company__c: index % 5 === 0 ? customer.company.erpCompanyId : null,
      ...(index % 45 === 44 ? { IsDeleted: true } : {}),
    })
    const isDeleted = record.IsDeleted === true
    if (hasLines) addLines(context, record.Id, customer, lines, created, isDeleted)
    return {
      id: record.Id,
      record,
      customer,
      amount: total,
      isServices: isServices && !isDeleted,
      isWon: stage === WON && !isDeleted,
      isClosed: isClosed || isDeleted,
      closeDay,
    }
  })
}

/** Past the close date nearly all are decided; some lie about, overdue. */
function stageOf({ asOf }: DemoContext, random: Random, closeDay: Day, index: number): Stage {
  if (closeDay > asOf) return at(OPEN_STAGES, index)
  if (random.chance(0.06)) return at(OPEN_STAGES, index + 2)
  return random.chance(0.62) ? WON : LOST
}

interface OpportunityLine {
  readonly product: Product
  readonly quantity: number
  readonly unitPrice: Cents
  readonly total: Cents
}

function planLines(
  random: Random,
  currencies: Currencies,
  products: readonly Product[],
  customer: Customer,
  day: Day,
): readonly OpportunityLine[] {
  return Array.from({ length: random.integer(1, 4) }, () => {
    const product = random.pick(products)
    const unitPrice = roundToCurrency(
      product.price * currencies.rate('USD', customer.currency, day),
      customer.currency,
    )
    const median = product.family === 'Services' ? (product.name === 'Training Day' ? 8 : 220) : 30
    const quantity = Math.max(1, Math.round(random.logNormal(median * customer.size, 0.5)))
    return { product, quantity, unitPrice, total: unitPrice * quantity }
  })
}

function addLines(
  { writer }: DemoContext,
  opportunityId: string,
  { currency }: Customer,
  lines: readonly OpportunityLine[],
  created: Day,
  isDeleted: boolean,
): void {
  lines.forEach(({ product, quantity, unitPrice, total }, index) => {
    writer.add('OpportunityLineItem', created, {
      OpportunityId: opportunityId,
      PricebookEntryId: product.entries.get(currency) ?? null,
      Product2Id: product.id,
      ProductCode: product.code,
      Name: product.name,
      SortOrder: index + 1,
      Quantity: quantity,
      UnitPrice: amount(unitPrice),
      ListPrice: amount(unitPrice),
      Subtotal: amount(total),
      TotalPrice: amount(total),
      Description: index % 3 === 2 ? 'Price as agreed by phone' : null,
      CurrencyIsoCode: currency,
      pse__IsServicesProductLine__c: product.family === 'Services',
      ...(isDeleted ? { IsDeleted: true } : {}),
    })
  })
}
