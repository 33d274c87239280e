import type { BookTotals } from './book-totals.js'
import type { AccountingPeriod, Company } from './companies.js'
import type { DemoContext } from './context.js'
import type { Currencies, CurrencyCode } from './currencies.js'
import { type Day, dayText } from './day.js'
import type { BankAccount } from './general-ledger.js'
import type { GlAccount } from './gl-accounts.js'
import { amount, type Cents, toHome } from './money.js'
import type { DraftRecord, Fields } from './org-writer.js'

export type TransactionType =
  | 'Invoice'
  | 'Purchase Invoice'
  | 'Cash'
  | 'Journal'
  | 'Credit Note'
  | 'Cash Matching Journal'
  | 'Allocation'

/** A line of a posting; debits are positive. */
export interface PostingLine {
  readonly type: 'Account' | 'Analysis' | 'Tax'
  readonly glAccount: GlAccount
  readonly document: Cents
  /** Given only where it does not follow from the rate: currency differences have no document value. */
  readonly home?: Cents
  readonly account?: string
  readonly dueDate?: Day
  readonly description?: string | null
  readonly dimension1?: string | null
  readonly dimension2?: string | null
  readonly dimension3?: string | null
  readonly dimension4?: string | null
  readonly taxCode?: string | null
  readonly taxable?: Cents
  readonly product?: string | null
  readonly bank?: BankAccount
}

export interface Posting {
  readonly company: Company
  readonly type: TransactionType
  readonly day: Day
  readonly currency: CurrencyCode
  readonly documentNumber: string
  readonly description?: string | null
  readonly reference?: string | null
  /** Lookups of the transaction to the document that it comes from. */
  readonly source?: Fields
  /** The first line takes the rounding of the home values, so that they add up to nothing. */
  readonly lines: readonly PostingLine[]
  /** Called when all matching is done, with what is then open. */
  readonly whenSettled?: (settlement: Settlement) => void
}

export interface Settlement {
  readonly documentOpen: Cents
  readonly homeOpen: Cents
  readonly status: 'Unpaid' | 'Part Paid' | 'Paid'
}

/** A line on a customer's or vendor's account, and what of it is still open. */
export interface OpenItem {
  readonly company: Company
  readonly currency: CurrencyCode
  readonly account: string
  readonly glAccount: GlAccount
  readonly day: Day
  readonly document: Cents
  readonly home: Cents
  documentOpen: Cents
  homeOpen: Cents
  /** Picked by a payment run that is still being prepared. */
  proposed?: boolean
  readonly record: DraftRecord
}

export interface PostedTransaction {
  readonly id: string
  readonly period: AccountingPeriod
  readonly rate: number
  readonly accountLines: readonly OpenItem[]
}

interface Pending {
  readonly posting: Posting
  readonly record: DraftRecord
  readonly items: readonly OpenItem[]
}

/** Where everything that has a value in the books is posted: documents come in, balanced transactions are kept. */
export class Ledger {
  readonly #pending: Pending[] = []

  constructor(
    readonly context: DemoContext,
    readonly currencies: Currencies,
    readonly totals: BookTotals,
  ) {}

  post(posting: Posting): PostedTransaction {
    const { company, currency, day, lines } = posting
    if (lines.reduce((sum, { document }) => sum + document, 0) !== 0) {
      throw new Error(`${posting.type} ${posting.documentNumber} does not balance`)
    }
    const rate = this.currencies.rate(company.home, currency, day)
    const period = company.period(day)
    const homes = homeValues(lines, rate)
    const record = this.#addTransaction(posting, period, homes)
    const items: OpenItem[] = []
    lines.forEach((line, index) => {
      const home = homes[index] ?? 0
      const lineRecord = this.#addLine(posting, record.Id, line, index + 1, home, rate)
      this.totals.add(company, day, line.glAccount, home)
      if (line.type !== 'Account' || line.account === undefined) return
      items.push({
        company,
        currency,
        account: line.account,
        glAccount: line.glAccount,
        day,
        document: line.document,
        home,
        documentOpen: line.document,
        homeOpen: home,
        record: lineRecord,
      })
    })
    this.#pending.push({ posting, record, items })
    return { id: record.Id, period, rate, accountLines: items }
  }

  /** Writes down what is open on lines, transactions and documents. Nothing may be posted or matched afterwards. */
  settle(): void {
    for (const { posting, record, items } of this.#pending) {
      let document = 0
      let documentOpen = 0
      let homeOpen = 0
      for (const item of items) {
        settleLine(item)
        document += item.document
        documentOpen += item.documentOpen
        homeOpen += item.homeOpen
      }
      if (items.length > 0) {
        record.c2g__AccountTotal__c = amount(document)
        record.c2g__AccountOutstandingTotal__c = amount(documentOpen)
        record.c2g__DocumentTotal__c = amount(document)
        record.c2g__DocumentOutstandingTotal__c = amount(documentOpen)
      }
      const untouched = items.every((item) => item.documentOpen === item.document)
      const status = documentOpen === 0 ? 'Paid' : untouched ? 'Unpaid' : 'Part Paid'
      posting.whenSettled?.({ documentOpen, homeOpen, status })
    }
    this.#pending.length = 0
  }

  #addTransaction(posting: Posting, period: AccountingPeriod, homes: readonly Cents[]): DraftRecord {
    const { company, currency, day, lines } = posting
    const debits = homes.reduce((sum, home) => sum + Math.max(home, 0), 0)
    const accounts = new Set(lines.map(({ account }) => account).filter((account) => account !== undefined))
    return this.context.writer.draft('c2g__codaTransaction__c', day, {
      CurrencyIsoCode: currency,
      c2g__OwnerCompany__c: company.id,
      c2g__TransactionType__c: posting.type,
      c2g__TransactionDate__c: dayText(day),
      c2g__Period__c: period.id,
      c2g__Year__c: period.year,
      c2g__Account__c: accounts.size === 1 ? ([...accounts][0] ?? null) : null,
      c2g__DocumentNumber__c: posting.documentNumber,
      c2g__DocumentDescription__c: posting.description ?? null,
      c2g__DocumentReference__c: posting.reference ?? null,
      c2g__Debits__c: amount(debits),
      c2g__Credits__c: amount(-debits),
      c2g__HomeValueTotal__c: 0,
      ...posting.source,
    })
  }

  #addLine(
    posting: Posting,
    transactionId: string,
    line: PostingLine,
    number: number,
    home: Cents,
    rate: number,
  ): DraftRecord {
    const { company, currency, day } = posting
    const documentCurrency = company.currencyIds.get(currency) ?? null
    const homeCurrency = company.currencyIds.get(company.home) ?? null
    const onAccount = line.type === 'Account'
    const taxed = line.type === 'Tax'
    return this.context.writer.draft('c2g__codaTransactionLineItem__c', day, {
      CurrencyIsoCode: currency,
      c2g__Transaction__c: transactionId,
      c2g__OwnerCompany__c: company.id,
      c2g__LineNumber__c: number,
      c2g__LineType__c: line.type,
      c2g__LineDescription__c: line.description ?? null,
      c2g__TransactionDate__c: dayText(day),
      c2g__DocumentNumber__c: posting.documentNumber,
      c2g__GeneralLedgerAccount__c: line.glAccount.id,
      c2g__Account__c: line.account ?? null,
      c2g__DueDate__c: line.dueDate === undefined ? null : dayText(line.dueDate),
      c2g__Dimension1__c: line.dimension1 ?? null,
      c2g__Dimension2__c: line.dimension2 ?? null,
      c2g__Dimension3__c: line.dimension3 ?? null,
      c2g__Dimension4__c: line.dimension4 ?? null,
      c2g__Product__c: line.product ?? null,
      c2g__DocumentCurrency__c: documentCurrency,
      c2g__DocumentRate__c: rate,
      c2g__DocumentValue__c: amount(line.document),
      c2g__DocumentOutstandingValue__c: onAccount ? amount(line.document) : 0,
      c2g__HomeCurrency__c: homeCurrency,
      c2g__HomeValue__c: amount(home),
      c2g__HomeOutstandingValue__c: onAccount ? amount(home) : 0,
      c2g__AccountCurrency__c: onAccount ? documentCurrency : null,
      c2g__AccountValue__c: onAccount ? amount(line.document) : null,
      c2g__AccountOutstandingValue__c: onAccount ? amount(line.document) : null,
      c2g__MatchingStatus__c: onAccount ? 'Available' : 'Not Matchable',
      c2g__TaxCode1__c: line.taxCode ?? null,
      c2g__IsOutputVATTax__c: taxed && line.document < 0,
      c2g__DocumentTaxableValue__c: taxed ? amount(line.taxable ?? 0) : null,
      c2g__HomeTaxableValue__c: taxed ? amount(toHome(line.taxable ?? 0, rate)) : null,
      c2g__BankAccount__c: line.bank?.id ?? null,
      c2g__BankAccountCurrency__c:
        line.bank === undefined ? null : (company.currencyIds.get(line.bank.currency) ?? null),
      c2g__BankAccountValue__c:
        line.bank === undefined ? null : bankValue(line.bank, currency, line.document, home),
      c2g__BankReconciliationStatus__c: line.bank === undefined ? null : 'Reconciled',
      c2g__ProcessStatus__c: line.glAccount.isProfitAndLoss ? 'Profit and Loss' : 'Balance Sheet',
    })
  }
}

/** Bank accounts hold the currency of the document, or else home money. */
function bankValue(bank: BankAccount, currency: CurrencyCode, document: Cents, home: Cents): number {
  return amount(bank.currency === currency ? document : home)
}

function homeValues(lines: readonly PostingLine[], rate: number): readonly Cents[] {
  const homes = lines.map(({ document, home }) => home ?? toHome(document, rate))
  const difference = homes.reduce((sum, home) => sum + home, 0)
  homes[0] = (homes[0] ?? 0) - difference
  return homes
}

function settleLine({ record, documentOpen, homeOpen, proposed }: OpenItem): void {
  record.c2g__DocumentOutstandingValue__c = amount(documentOpen)
  record.c2g__HomeOutstandingValue__c = amount(homeOpen)
  record.c2g__AccountOutstandingValue__c = amount(documentOpen)
  if (documentOpen === 0 && homeOpen === 0) record.c2g__MatchingStatus__c = 'Matched'
  else if (proposed === true) record.c2g__MatchingStatus__c = 'Proposed'
}
