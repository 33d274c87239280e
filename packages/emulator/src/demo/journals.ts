import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import type { CurrencyCode } from './currencies.js'
import { type Day, dayText } from './day.js'
import type { BankAccount } from './general-ledger.js'
import type { GlAccount } from './gl-accounts.js'
import type { Ledger, PostedTransaction } from './ledger.js'
import { amount, type Cents, toHome } from './money.js'

export type JournalType = 'Manual Journal' | 'Income Schedule' | 'Reversing Journal' | 'Year End Journal'

export interface JournalLine {
  readonly glAccount: GlAccount
  /** A debit is positive. */
  readonly value: Cents
  readonly department?: string | null
  readonly costCentre?: string | null
  readonly bank?: BankAccount
  /** A customer whose account is debited or credited. */
  readonly account?: string
  readonly description?: string
}

export interface Journal {
  readonly company: Company
  readonly day: Day
  readonly type: JournalType
  readonly description: string
  readonly reference: string | null
  /** Home money, if not given. */
  readonly currency?: CurrencyCode
  readonly status?: 'Complete' | 'In Progress' | 'Discarded'
  readonly isDeleted?: boolean
  readonly lines: readonly JournalLine[]
}

/** Writes a journal, and posts it when it is complete. */
export function createJournal(
  { writer }: DemoContext,
  ledger: Ledger,
  journal: Journal,
): PostedTransaction | undefined {
  const { company, day, status = 'Complete', currency = company.home } = journal
  const period = company.period(day)
  const rate = ledger.currencies.rate(company.home, currency, day)
  const debits = journal.lines.reduce((sum, { value }) => sum + Math.max(value, 0), 0)
  const deletion = journal.isDeleted === true ? { IsDeleted: true } : {}
  const record = writer.draft('c2g__codaJournal__c', day, {
    CurrencyIsoCode: currency,
    c2g__OwnerCompany__c: company.id,
    c2g__JournalDate__c: dayText(day),
    c2g__JournalStatus__c: status,
    c2g__JournalDescription__c: journal.description,
    c2g__Reference__c: journal.reference,
    c2g__Type__c: journal.type,
    c2g__JournalCurrency__c: company.currencyIds.get(currency) ?? null,
    c2g__JournalRate__c: rate,
    c2g__Period__c: period.id,
    c2g__Year__c: period.year,
    c2g__Debits__c: amount(debits),
    c2g__Credits__c: amount(-debits),
    c2g__Total__c: 0,
    c2g__DiscardReason__c: status === 'Discarded' ? 'Wrong period' : null,
    c2g__DerivePeriod__c: true,
    c2g__DeriveCurrency__c: true,
    ...deletion,
  })
  journal.lines.forEach((line, index) => {
    writer.add('c2g__codaJournalLineItem__c', day, {
      CurrencyIsoCode: currency,
      c2g__Journal__c: record.Id,
      c2g__OwnerCompany__c: company.id,
      c2g__LineNumber__c: index + 1,
      c2g__LineType__c: lineType(line),
      c2g__LineDescription__c: line.description ?? null,
      c2g__Account__c: line.account ?? null,
      c2g__BankAccount__c: line.bank?.id ?? null,
      c2g__GeneralLedgerAccount__c: line.glAccount.id,
      c2g__Dimension1__c: line.department ?? null,
      c2g__Dimension2__c: line.costCentre ?? null,
      c2g__DebitCredit__c: line.value >= 0 ? 'Debit' : 'Credit',
      c2g__Value__c: amount(line.value),
      c2g__HomeValue__c: amount(toHome(line.value, rate)),
      c2g__DeriveLineNumber__c: true,
      ...deletion,
    })
  })
  if (status !== 'Complete') return undefined
  const posted = ledger.post({
    company,
    type: 'Journal',
    day,
    currency,
    documentNumber: record.Name ?? '',
    description: journal.description,
    reference: journal.reference,
    source: { c2g__Journal__c: record.Id },
    lines: journal.lines.map(({ glAccount, value, department, costCentre, bank, account, description }) => ({
      type: account === undefined ? 'Analysis' : 'Account',
      glAccount,
      document: value,
      dimension1: department ?? null,
      dimension2: costCentre ?? null,
      description: description ?? journal.description,
      ...(bank === undefined ? {} : { bank }),
      ...(account === undefined ? {} : { account, dueDate: day }),
    })),
  })
  record.c2g__Transaction__c = posted.id
  return posted
}

function lineType({ account, bank }: JournalLine): string {
  if (account !== undefined) return 'Account - Customer'
  return bank === undefined ? 'General Ledger Account' : 'Bank Account'
}
