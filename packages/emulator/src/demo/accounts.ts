import type { Company } from './companies.js'
import { type DemoContext, scaled } from './context.js'
import type { CurrencyCode } from './currencies.js'
import { dayText } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import {
  customerName,
  type NamedOrganisation,
  NOTABLE_CUSTOMERS,
  NOTABLE_VENDORS,
  vendorName,
} from './names/organisation-names.js'
import { mailName } from './names/person-names.js'
import { type Place, placesIn } from './names/places.js'
import type { DraftRecord } from './org-writer.js'
import { at, type Random } from './random.js'
import type { RecordTypes } from './record-types.js'
import type { Users } from './users.js'

/** How customers keep their terms, from money before it is due to hardly ever. */
export type PaymentHabit = 'prompt' | 'slow' | 'late' | 'delinquent'

export interface Customer {
  readonly id: string
  readonly name: string
  readonly countryCode: string
  readonly record: DraftRecord
  readonly ownerId: string
  readonly company: Company
  readonly currency: CurrencyCode
  /** In days. */
  readonly terms: number
  readonly habit: PaymentHabit
  /** 1 is an ordinary customer; a few are much larger. */
  readonly size: number
}

export interface Vendor {
  readonly id: string
  readonly name: string
  readonly company: Company
  readonly currency: CurrencyCode
  readonly terms: number
  /** Chooses what they supply. */
  readonly index: number
}

export interface Accounts {
  readonly customers: readonly Customer[]
  readonly vendors: readonly Vendor[]
  /** The account by which the other companies know a company. */
  readonly intercompany: (company: Company) => string
}

const CUSTOMER_COUNTRIES = [
  ['US', 38],
  ['GB', 14],
  ['IE', 3],
  ['DE', 14],
  ['AT', 3],
  ['CH', 4],
  ['FR', 10],
  ['ES', 2],
  ['CA', 6],
  ['AU', 4],
  ['JP', 2],
] as const

/**
 * Japanese customers trade in dollars: reports that add up documents of all currencies would otherwise show little but
 * yen. One vendor does send bills in yen.
 */
const CURRENCY_OF_COUNTRY: Readonly<Record<string, CurrencyCode>> = {
  US: 'USD',
  GB: 'GBP',
  IE: 'EUR',
  DE: 'EUR',
  AT: 'EUR',
  CH: 'CHF',
  FR: 'EUR',
  ES: 'EUR',
  CA: 'CAD',
  AU: 'AUD',
  JP: 'USD',
}

/** The company that serves a country. */
const SELLER_OF_COUNTRY: Readonly<Record<string, string>> = {
  US: 'US',
  GB: 'GB',
  IE: 'GB',
  DE: 'DE',
  AT: 'DE',
  CH: 'DE',
  FR: 'FR',
  ES: 'FR',
  CA: 'CA',
  AU: 'AU',
  JP: 'AU',
}

const HABITS = [
  ['prompt', 46],
  ['slow', 30],
  ['late', 17],
  ['delinquent', 7],
] as const
const INDUSTRIES = [
  'Manufacturing',
  'Transportation',
  'Retail',
  'Engineering',
  'Government',
  'Energy',
  'Technology',
] as const

/** Which company a vendor supplies: the largest ones buy most. */
const BUYERS = [0, 1, 2, 0, 3, 2, 0, 4, 1, 5, 0]

/** Customers, vendors, and one account for every company by which its sisters know it. */
export function createAccounts(
  context: DemoContext,
  companies: readonly Company[],
  generalLedger: GeneralLedger,
  users: Users,
  recordTypes: RecordTypes,
): Accounts {
  const customers = createCustomers(context, companies, generalLedger, users, recordTypes)
  const vendors = createVendors(context, companies, generalLedger, recordTypes)
  const intercompany = createIntercompanyAccounts(context, companies, generalLedger, recordTypes)
  createDeletedAccounts(context, recordTypes)
  return { customers, vendors, intercompany }
}

function createCustomers(
  context: DemoContext,
  companies: readonly Company[],
  generalLedger: GeneralLedger,
  users: Users,
  recordTypes: RecordTypes,
): readonly Customer[] {
  const { writer, start } = context
  const random = context.random.fork('customers')
  const count = scaled(context, 280, NOTABLE_CUSTOMERS.length + 10)
  const customers: Customer[] = []
  for (let index = 0; index < count; index++) {
    const { name, countryCode } = at(NOTABLE_CUSTOMERS, index)
    const organisation =
      index < NOTABLE_CUSTOMERS.length ? { name, countryCode } : generatedCustomer(random, index)
    const company = sellerOf(companies, organisation.countryCode)
    const ownCurrency = CURRENCY_OF_COUNTRY[organisation.countryCode] ?? company.home
    const currency = random.chance(0.1) ? random.pick(['USD', 'EUR', 'GBP'] as const) : ownCurrency
    const habit: PaymentHabit = index === 3 ? 'delinquent' : random.weighted(HABITS)
    const size = Math.min(4.5, Math.max(0.25, random.logNormal(0.85, 0.8)))
    const terms = random.weighted([
      [30, 55],
      [14, 15],
      [45, 15],
      [60, 15],
    ] as const)
    const ownerId = at(users.sales, index)
    const creditLimit = Math.round(size * 20) * 5000
    const record = writer.draft('Account', start - 150 + (index % 140), {
      ...addressFields(organisation, index),
      Name: organisation.name,
      Type: index % 9 === 4 ? 'Customer - Channel' : 'Customer - Direct',
      Industry: index % 11 === 10 ? null : at(INDUSTRIES, index),
      AnnualRevenue: index % 4 === 0 ? null : Math.round(size * 12) * 250_000,
      NumberOfEmployees: index % 5 === 0 ? null : Math.round(size * 160),
      AccountNumber: `C-${10_000 + index}`,
      AccountSource: index % 3 === 0 ? null : at(['Web', 'Partner Referral', 'Phone Inquiry'], index),
      Rating: index % 4 === 3 ? null : at(['Hot', 'Warm', 'Cold'], index),
      ParentId: index > 30 && index % 17 === 0 ? (customers[index - 30]?.id ?? null) : null,
      OwnerId: ownerId,
      RecordTypeId: recordTypes.customer,
      CurrencyIsoCode: currency,
      c2g__CODAAccountTradingCurrency__c: currency,
      c2g__CODAAccountsReceivableControl__c: generalLedger.chart.receivables.id,
      c2g__CODABaseDate1__c: 'Invoice Date',
      c2g__CODADaysOffset1__c: terms,
      c2g__CODADescription1__c: `Net ${terms}`,
      c2g__CODABillingMethod__c: index % 6 === 0 ? 'Paper' : 'Electronic',
      c2g__CODACreditLimitEnabled__c: index % 3 !== 0,
      c2g__CODACreditLimit__c: index % 3 === 0 ? null : creditLimit,
      c2g__CODACreditStatus__c: habit === 'delinquent' ? 'On Hold' : 'Credit Allowed',
      c2g__CODACreditManager__c: at(users.finance, index),
      c2g__CODAInvoiceEmail__c:
        index % 8 === 7 ? null : `ap@${mailName(organisation.name).slice(0, 30) || 'kanri'}.example`,
      c2g__CODAOutputVATCode__c: generalLedger.taxCodes.home(company).id,
      c2g__CODAPaymentMethod__c: index % 5 === 0 ? 'Check' : 'Electronic',
      c2g__CODAVATStatus__c: organisation.countryCode === company.countryCode ? 'Home' : 'Export',
      c2g__CODADimension1__c: at(generalLedger.dimensions.departments, 0),
      c2g__CODADimension2__c: generalLedger.dimensions.costCentres[company.index] ?? null,
      c2g__CODAExternalId__c: index % 10 === 9 ? null : `CUST-${String(index + 1).padStart(6, '0')}`,
      c2g__CODAReportingCode__c: `CUS${String(index + 1).padStart(6, '0')}`,
      // Keys of the old system differ by case only: "a1" and "A1" are two customers.
      ERP_Customer_Key__c:
        index % 6 === 5 ? null : `${at(['a', 'A', 'b', 'B'], index)}${Math.floor(index / 4) + 1}`,
    })
    customers.push({
      id: record.Id,
      name: organisation.name,
      countryCode: organisation.countryCode,
      record,
      ownerId,
      company,
      currency,
      terms,
      habit,
      size,
    })
  }
  return customers
}

function generatedCustomer(random: Random, index: number): NamedOrganisation {
  const countryCode = random.weighted(CUSTOMER_COUNTRIES)
  return { name: customerName(index, countryCode), countryCode }
}

function createVendors(
  context: DemoContext,
  companies: readonly Company[],
  generalLedger: GeneralLedger,
  recordTypes: RecordTypes,
): readonly Vendor[] {
  const { writer, start } = context
  const random = context.random.fork('vendors')
  const count = scaled(context, 70, 24)
  const vendors: Vendor[] = []
  for (let index = 0; index < count; index++) {
    const notable = NOTABLE_VENDORS[index]
    const seller = at(companies, at(BUYERS, index))
    const countryCode = notable?.countryCode ?? (random.chance(0.85) ? seller.countryCode : 'CH')
    const name = notable?.name ?? vendorName(index, countryCode)
    const company = notable === undefined ? seller : sellerOf(companies, countryCode)
    const ownCurrency = countryCode === 'JP' ? 'JPY' : (CURRENCY_OF_COUNTRY[countryCode] ?? company.home)
    const currency = random.chance(0.15) && countryCode !== 'JP' ? 'USD' : ownCurrency
    const terms = random.pick([14, 30, 30, 45])
    const record = writer.draft('Account', start - 140 + (index % 130), {
      ...addressFields({ name, countryCode }, index + 7),
      Name: name,
      Type: 'Vendor',
      AccountNumber: `V-${20_000 + index}`,
      RecordTypeId: recordTypes.vendor,
      CurrencyIsoCode: currency,
      c2g__CODAAccountTradingCurrency__c: currency,
      c2g__CODAAccountsPayableControl__c: generalLedger.chart.payables.id,
      c2g__CODABaseDate1__c: 'Invoice Date',
      c2g__CODADaysOffset1__c: terms,
      c2g__CODABankName__c: index % 4 === 3 ? null : 'Merchant & Harbour Bank',
      c2g__CODABankAccountNumber__c: index % 4 === 3 ? null : String(70_000_000 + index * 37),
      c2g__CODAInputVATCode__c: generalLedger.taxCodes.home(company).id,
      c2g__CODAPaymentMethod__c: index % 3 === 0 ? 'Check' : 'Electronic',
      c2g__CODAFederallyReportable1099__c: countryCode === 'US' && index % 4 === 0,
      c2g__CODAExternalId__c: `VEND-${String(index + 1).padStart(6, '0')}`,
    })
    vendors.push({ id: record.Id, name, company, currency, terms, index })
  }
  return vendors
}

function createIntercompanyAccounts(
  { writer, start }: DemoContext,
  companies: readonly Company[],
  { chart }: GeneralLedger,
  recordTypes: RecordTypes,
): Accounts['intercompany'] {
  const ids = new Map<string, string>()
  for (const company of companies) {
    const name = `${company.name} (Intercompany)`
    const { Id } = writer.draft('Account', start - 150, {
      ...addressFields({ name, countryCode: company.countryCode }, 0),
      Name: name,
      Type: 'Other',
      AccountNumber: `IC-${company.code}`,
      RecordTypeId: recordTypes.intercompany,
      CurrencyIsoCode: company.home,
      c2g__CODAIntercompanyAccount__c: true,
      c2g__CODAAccountTradingCurrency__c: company.home,
      c2g__CODAAccountsReceivableControl__c: chart.receivablesIntercompany.id,
      c2g__CODAAccountsPayableControl__c: chart.payablesIntercompany.id,
      c2g__CODAExternalId__c: `IC-${company.code}`,
    })
    company.record.c2g__IntercompanyAccount__c = Id
    ids.set(company.id, Id)
  }
  return (company) => {
    const id = ids.get(company.id)
    if (id === undefined) throw new Error(`no intercompany account for ${company.name}`)
    return id
  }
}

/** In the recycle bin: only `queryAll` shows them. */
function createDeletedAccounts({ writer, start }: DemoContext, recordTypes: RecordTypes): void {
  for (const name of ['Duplicate - Acme Industrial Supply', 'Test Customer', 'zzz do not use']) {
    writer.draft('Account', start + 40, { Name: name, IsDeleted: true, RecordTypeId: recordTypes.customer })
  }
}

function sellerOf(companies: readonly Company[], countryCode: string): Company {
  const seller = SELLER_OF_COUNTRY[countryCode] ?? 'US'
  return companies.find((company) => company.countryCode === seller) ?? at(companies, 0)
}

function addressFields({ name, countryCode }: NamedOrganisation, index: number) {
  const place: Place = at(placesIn(countryCode), index)
  const street = `${(index % 180) + 1} ${place.street}`
  const shipsElsewhere = index % 4 === 1
  return {
    BillingStreet: street,
    BillingCity: place.city,
    BillingState: place.state,
    BillingPostalCode: place.postalCode,
    BillingCountry: place.country,
    ShippingStreet: shipsElsewhere ? `Dock ${(index % 9) + 1}, ${street}` : null,
    ShippingCity: shipsElsewhere ? place.city : null,
    ShippingCountry: shipsElsewhere ? place.country : null,
    Phone: index % 7 === 6 ? null : `${place.dialCode} 555 ${String(1000 + ((index * 37) % 9000))}`,
    Website: index % 5 === 4 ? null : `https://www.${mailName(name).slice(0, 40) || 'kanri'}.example`,
    Description:
      index % 12 === 0
        ? `Account since ${dayText(18_000 + index).slice(0, 4)}; key contact in purchasing.`
        : null,
  }
}
