import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import type { CurrencyCode } from './currencies.js'
import { type ChartOfAccounts, createGlAccounts, type GlAccount } from './gl-accounts.js'

export interface TaxCode {
  readonly id: string
  readonly name: string
  /** In percent. */
  readonly rate: number
}

export interface BankAccount {
  readonly id: string
  readonly currency: CurrencyCode
  readonly glAccount: GlAccount
}

export interface Dimensions {
  readonly departments: readonly string[]
  readonly costCentres: readonly string[]
  readonly productLines: readonly string[]
  readonly channels: readonly string[]
}

/** What postings refer to. */
export interface GeneralLedger {
  readonly chart: ChartOfAccounts
  readonly dimensions: Dimensions
  /** The tax that a company puts on sales at home, and the code of sales without tax. */
  readonly taxCodes: { readonly home: (company: Company) => TaxCode; readonly zero: TaxCode }
  readonly banks: (company: Company, currency: CurrencyCode) => BankAccount
}

const DEPARTMENTS = ['Sales', 'Consulting', 'Support', 'Engineering', 'Marketing', 'Finance & Administration']
const COST_CENTRES = ['Detroit HQ', 'Austin', 'Birmingham', 'München', 'Lyon', 'Montréal', 'Melbourne']
const PRODUCT_LINES = ['Powertrain', 'Body & Trim', 'Diagnostics', 'Telematics', 'Services']
const CHANNELS = ['Direct', 'Dealer', 'Online', 'Partner']

const HOME_TAXES: Readonly<Record<string, { name: string; description: string; rate: number }>> = {
  US: { name: 'US-MI', description: 'Michigan sales tax', rate: 6 },
  GB: { name: 'GB-STD', description: 'VAT standard rate', rate: 20 },
  DE: { name: 'DE-STD', description: 'Umsatzsteuer 19 %', rate: 19 },
  FR: { name: 'FR-STD', description: 'TVA taux normal', rate: 20 },
  CA: { name: 'CA-GST', description: 'Goods and services tax', rate: 5 },
  AU: { name: 'AU-GST', description: 'Goods and services tax', rate: 10 },
}

/** Chart of accounts, dimensions, tax codes and bank accounts; and what companies take from them by default. */
export function createGeneralLedger(context: DemoContext, companies: readonly Company[]): GeneralLedger {
  const chart = createGlAccounts(context)
  const dimensions = {
    departments: createDimension(context, 1, DEPARTMENTS),
    costCentres: createDimension(context, 2, COST_CENTRES),
    productLines: createDimension(context, 3, PRODUCT_LINES),
    channels: createDimension(context, 4, CHANNELS),
  }
  const taxCodes = createTaxCodes(context, chart)
  const banks = createBankAccounts(context, companies, chart, dimensions)
  for (const company of companies) {
    company.record.c2g__RetainedEarningsGLA__c = chart.retainedEarnings.id
    company.record.c2g__SuspenseGLA__c = chart.suspense.id
    company.record.c2g__CustomerWriteOff__c = chart.smallWriteOffs.id
    company.record.c2g__CustomerSettlementDiscount__c = chart.settlementDiscount.id
    company.record.c2g__CustomerCurrencyWriteOff__c = chart.currencyGains.id
    company.record.c2g__TaxCode__c = taxCodes.home(company).id
    company.record.c2g__BankAccount__c = banks(company, company.home).id
  }
  return { chart, dimensions, taxCodes, banks }
}

function createDimension({ writer, start }: DemoContext, number: 1 | 2 | 3 | 4, names: readonly string[]) {
  return names.map((name, index) =>
    writer.add(`c2g__codaDimension${number}__c`, start - 172, {
      Name: name,
      c2g__ReportingCode__c: `D${number}-${String(index + 1).padStart(3, '0')}`,
      c2g__ExternalId__c: index % 3 === 2 ? null : `DIM${number}-${index + 1}`,
    }),
  )
}

function createTaxCodes({ writer, start }: DemoContext, chart: ChartOfAccounts): GeneralLedger['taxCodes'] {
  const codes = new Map<string, TaxCode>()
  for (const [country, { name, description, rate }] of Object.entries(HOME_TAXES)) {
    const id = writer.add('c2g__codaTaxCode__c', start - 171, {
      Name: name,
      c2g__Description__c: description,
      c2g__GeneralLedgerAccount__c: chart.outputTax.id,
      c2g__TaxGroup__c: 'Tax Group 1',
      c2g__TaxModel__c: country === 'CA' ? 'GST' : null,
    })
    codes.set(country, { id, name, rate })
  }
  const zeroId = writer.add('c2g__codaTaxCode__c', start - 171, {
    Name: 'ZERO',
    c2g__Description__c: 'Exports and exempt sales',
    c2g__GeneralLedgerAccount__c: chart.outputTax.id,
  })
  const zero = { id: zeroId, name: 'ZERO', rate: 0 }
  return { zero, home: ({ countryCode }) => codes.get(countryCode) ?? zero }
}

function createBankAccounts(
  { writer, start }: DemoContext,
  companies: readonly Company[],
  chart: ChartOfAccounts,
  { costCentres }: Dimensions,
): GeneralLedger['banks'] {
  const accounts = new Map<string, BankAccount>()
  for (const company of companies) {
    const foreign = company.home === 'USD' ? 'EUR' : 'USD'
    for (const currency of [company.home, foreign] as const) {
      const glAccount = currency === company.home ? chart.bank : chart.bankForeign
      const id = writer.add('c2g__codaBankAccount__c', start - 165, {
        Name: `${company.name} ${currency}`,
        CurrencyIsoCode: currency,
        c2g__AccountName__c: company.name,
        c2g__AccountNumber__c: String(
          40_000_000 + company.index * 1111 + (currency === company.home ? 1 : 2),
        ),
        c2g__BankName__c: company.countryCode === 'US' ? 'First Lakeside Bank' : 'Merchant & Harbour Bank',
        c2g__BankAccountCurrency__c: company.currencyIds.get(currency) ?? null,
        c2g__OwnerCompany__c: company.id,
        c2g__GeneralLedgerAccount__c: glAccount.id,
        c2g__BankChargesGLA__c: chart.bankCharges.id,
        c2g__InterestPaidGLA__c: chart.interestPaid.id,
        c2g__Dimension2__c: costCentres[company.index] ?? null,
        c2g__ReportingCode__c: `BANK-${company.code}-${currency}`,
        c2g__SWIFTNumber__c: company.countryCode === 'US' ? null : `MHBK${company.countryCode}2L`,
      })
      accounts.set(`${company.code}/${currency}`, { id, currency, glAccount })
    }
  }
  return (company, currency) => {
    const account =
      accounts.get(`${company.code}/${currency}`) ?? accounts.get(`${company.code}/${company.home}`)
    if (account === undefined) throw new Error(`no bank account for ${company.name}`)
    return account
  }
}
