import type { Customer } from './accounts.js'
import type { Company } from './companies.js'
import { type DemoContext, scaled } from './context.js'
import type { Currencies, CurrencyCode } from './currencies.js'
import { type Day, dayText } from './day.js'
import { amount, type Cents } from './money.js'
import type { Opportunity } from './opportunities.js'
import type { DraftRecord } from './org-writer.js'
import type { Product, Products } from './products.js'
import { at, type Random } from './random.js'
import type { RecordTypes } from './record-types.js'
import type { Resource } from './resources.js'
import type { Region, ServicesOrganisation } from './services-organisation.js'
import type { Users } from './users.js'

/** What a project collects from its timecards, expenses and milestones. Hours in hundredths. */
export interface ProjectTotals {
  submittedHours: number
  billableInternalHours: number
  billableExternalHours: number
  nonBillableInternalHours: number
  nonBillableExternalHours: number
  creditedHours: number
  assignedHours: number
  internalCosts: Cents
  externalCosts: Cents
  expenseCosts: Cents
  billings: Cents
  billed: Cents
  invoiced: Cents
}

export interface Project {
  readonly id: string
  readonly name: string
  readonly record: DraftRecord
  /** Null for projects of our own. */
  readonly customer: Customer | null
  readonly company: Company
  readonly currency: CurrencyCode
  readonly region: Region
  readonly practice: string
  readonly startDay: Day
  readonly endDay: Day
  readonly isFixedPrice: boolean
  /** What it was sold for. */
  readonly value: Cents
  readonly serviceProduct: Product
  /** Months that its billing is behind. */
  readonly billingLag: number
  readonly totals: ProjectTotals
}

const INTERNAL_PROJECTS = [
  'Internal - Bench',
  'Internal - Presales',
  'Internal - Training',
  'Internal - Product Beta',
] as const
const PHASES = [
  'Planning',
  'Requirements',
  'Design',
  'Development',
  'Testing',
  'Deployment',
  'Support',
] as const

/** What projects are made of. */
export interface ProjectSources {
  readonly currencies: Currencies
  readonly organisation: ServicesOrganisation
  readonly opportunities: readonly Opportunity[]
  readonly customers: readonly Customer[]
  readonly resources: readonly Resource[]
  readonly products: Products
  readonly users: Users
  readonly recordTypes: RecordTypes
}

/** Customer projects, most of them from won opportunities, and internal ones that take the rest of the time. */
export function createProjects(context: DemoContext, sources: ProjectSources): readonly Project[] {
  const { currencies, organisation, opportunities, customers, resources, products, users, recordTypes } =
    sources
  const random = context.random.fork('projects')
  const { asOf } = context
  const won = opportunities.filter(
    ({ isServices, isWon, closeDay }) => isServices && isWon && closeDay > asOf - 420 && closeDay < asOf - 20,
  )
  const managers = resources.filter(({ role }) => role.name === 'Project Manager')
  const internal = INTERNAL_PROJECTS.map((name, index) => createInternal(name, index))
  const count = scaled(context, 56, 26)
  const external = Array.from({ length: count }, (_, index) => createExternal(index))
  return [...internal, ...external]

  function createExternal(index: number): Project {
    const opportunity = index < won.length ? at(won, index) : undefined
    const customer = opportunity?.customer ?? at(customers, index * 5 + 1)
    const startDay =
      opportunity === undefined
        ? asOf - random.integer(30, 480)
        : opportunity.closeDay + random.integer(5, 40)
    const endDay = startDay + random.integer(90, 400)
    const region = regionOf(random, organisation, customer, index)
    const isFixedPrice = index % 3 === 1
    const rate = currencies.rate('USD', customer.currency, asOf)
    const value = opportunity?.amount ?? Math.round((random.integer(40, 260) * 1000 * rate) / 10) * 1000
    const subject = at(
      ['Rollout', 'Migration', 'Implementation', 'Optimisation', 'Integration', 'Assessment'],
      index,
    )
    const name = `${customer.name.slice(0, 52)} ${subject} ${index + 1}`
    const ended = endDay < asOf
    const stage = ended
      ? 'Completed'
      : startDay > asOf
        ? 'Planned'
        : index % 14 === 9
          ? 'On Hold'
          : 'In Progress'
    const manager = managers.length === 0 ? null : at(managers, index)
    const practice = at(organisation.practices, index + 1)
    const record = context.writer.draft('pse__Proj__c', Math.min(startDay - 10, asOf), {
      Name: name,
      CurrencyIsoCode: customer.currency,
      OwnerId: at(users.services, index),
      RecordTypeId: recordTypes.customerProject,
      pse__Account__c: customer.id,
      pse__Opportunity__c: opportunity?.id ?? null,
      pse__Opportunity_Owner__c: opportunity === undefined ? null : customer.ownerId,
      pse__Region__c: region.id,
      pse__Practice__c: practice,
      pse__Group__c: at(organisation.groups, region.company.countryCode === 'US' ? 1 : 2),
      pse__Project_Manager__c: manager?.id ?? null,
      pse__Project_Type__c: 'Customer Project',
      pse__Project_ID__c: `PRJ-${String(index + 101).padStart(6, '0')}`,
      pse__Billing_Type__c: isFixedPrice ? 'Fixed Price' : 'Time and Materials',
      pse__Recognition_Method__c: isFixedPrice ? '% Complete' : 'Deliverable',
      pse__Is_Billable__c: true,
      pse__Is_Active__c: !ended,
      pse__Stage__c: stage,
      pse__Project_Status__c: ended ? 'Complete' : at(['Green', 'Green', 'Yellow', 'Green', 'Red'], index),
      pse__Project_Phase__c: ended ? 'Complete' : at(PHASES, index),
      pse__Start_Date__c: dayText(startDay),
      pse__End_Date__c: index % 21 === 20 ? null : dayText(endDay),
      pse__Bookings__c: amount(value),
      pse__Expense_Budget__c: index % 4 === 0 ? null : amount(Math.round(value / 2000) * 100),
      pse__Planned_Hours__c: Math.round(value / 100 / 180 / rate),
      pse__Work_Calendar__c: region.calendar.id,
      pse__Location__c: index % 3 === 0 ? 'Remote' : index % 3 === 1 ? 'Remote;London' : null,
      pse__Company__c: customer.company.erpCompanyId,
      pse__Closed_for_Time_Entry__c: ended,
      pse__Project_Status_Notes__c: index % 5 === 0 ? 'Waiting for the customer to name a key user' : null,
      ffpsai__ServicesProduct__c: at(products.services, index % 2 === 0 ? 0 : 2).id,
      Site_Location__Latitude__s: index % 6 === 0 ? 42.3314 + index / 100 : null,
      Site_Location__Longitude__s: index % 6 === 0 ? -83.0458 - index / 100 : null,
    })
    if (opportunity !== undefined) opportunity.record.pse__Primary_Project__c = record.Id
    return {
      id: record.Id,
      name,
      record,
      customer,
      company: customer.company,
      currency: customer.currency,
      region,
      practice,
      startDay,
      endDay,
      isFixedPrice,
      value,
      serviceProduct: at(products.services, index % 2 === 0 ? 0 : 2),
      billingLag: index % 7 === 3 ? 3 : index % 7 === 5 ? 1 : 0,
      totals: emptyTotals(),
    }
  }

  function createInternal(name: string, index: number): Project {
    const region = at(organisation.regions, 10)
    const practice = at(organisation.practices, 0)
    const startDay = context.start
    const endDay = asOf + 400
    const record = context.writer.draft('pse__Proj__c', startDay, {
      Name: name,
      OwnerId: at(users.services, 0),
      RecordTypeId: recordTypes.internalProject,
      pse__Region__c: region.id,
      pse__Practice__c: practice,
      pse__Project_Type__c: 'Internal',
      pse__Project_ID__c: `PRJ-${String(index + 1).padStart(6, '0')}`,
      pse__Is_Billable__c: false,
      pse__Is_Active__c: true,
      pse__Is_Template__c: false,
      pse__Exclude_From_Billing__c: true,
      pse__Time_Credited__c: name === 'Internal - Presales',
      pse__Stage__c: 'In Progress',
      pse__Start_Date__c: dayText(startDay),
      pse__End_Date__c: dayText(endDay),
    })
    return {
      id: record.Id,
      name,
      record,
      customer: null,
      company: region.company,
      currency: 'USD',
      region,
      practice,
      startDay,
      endDay,
      isFixedPrice: false,
      value: 0,
      serviceProduct: at(products.services, 0),
      billingLag: 0,
      totals: emptyTotals(),
    }
  }
}

/** Mostly where the customer's seller is, now and then on a higher level of the hierarchy. */
function regionOf(
  random: Random,
  { regions }: ServicesOrganisation,
  customer: Customer,
  index: number,
): Region {
  const near = regions.filter(({ isLeaf, company }) => isLeaf && company === customer.company)
  if (near.length === 0 || index % 12 === 11) return at(regions, random.integer(1, 9))
  return at(near, index)
}

function emptyTotals(): ProjectTotals {
  return {
    submittedHours: 0,
    billableInternalHours: 0,
    billableExternalHours: 0,
    nonBillableInternalHours: 0,
    nonBillableExternalHours: 0,
    creditedHours: 0,
    assignedHours: 0,
    internalCosts: 0,
    externalCosts: 0,
    expenseCosts: 0,
    billings: 0,
    billed: 0,
    invoiced: 0,
  }
}

/** Writes the totals into the records, when all that belongs to the projects is there. */
export function rollUpProjects({ asOf }: DemoContext, projects: readonly Project[]): void {
  for (const { record, totals } of projects) {
    const costs = totals.internalCosts + totals.externalCosts + totals.expenseCosts
    record.pse__Total_Submitted_Hours__c = amount(totals.submittedHours)
    record.pse__Total_Assigned_Hours__c = amount(totals.assignedHours)
    record.pse__Billable_Internal_Hours__c = amount(totals.billableInternalHours)
    record.pse__Billable_External_Hours__c = amount(totals.billableExternalHours)
    record.pse__Non_Billable_Internal_Hours__c = amount(totals.nonBillableInternalHours)
    record.pse__Non_Billable_External_Hours__c = amount(totals.nonBillableExternalHours)
    record.pse__Credited_Non_Billable_Internal_Hours__c = amount(totals.creditedHours)
    record.pse__Internal_Costs__c = amount(totals.internalCosts)
    record.pse__External_Costs__c = amount(totals.externalCosts)
    record.pse__Expense_Costs__c = amount(totals.expenseCosts)
    record.pse__Total_Costs__c = amount(costs)
    record.pse__Billings__c = amount(totals.billings)
    record.pse__Billed__c = amount(totals.billed)
    record.pse__Invoiced__c = amount(totals.invoiced)
    record.pse__Revenue__c = amount(totals.billings)
    record.pse__Margin__c = amount(totals.billings - costs)
    record.pse__Actuals_Last_Recalc_Date__c = `${dayText(asOf)}T02:15:00.000Z`
  }
}
