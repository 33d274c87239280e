import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import type { CurrencyCode } from './currencies.js'
import { type Day, dayText } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { GlAccount } from './gl-accounts.js'
import type { Ledger, OpenItem, PostingLine } from './ledger.js'
import { amount, type Cents } from './money.js'

export interface CashLine {
  readonly account: string
  readonly control: GlAccount
  /** What was paid, positive in both directions. */
  readonly value: Cents
}

export interface CashEntry {
  readonly company: Company
  readonly currency: CurrencyCode
  readonly day: Day
  readonly type: 'Receipt' | 'Payment'
  readonly method: 'Check' | 'Electronic'
  readonly reference: string | null
  readonly description: string | null
  /** What the bank keeps of a receipt. */
  readonly charges: Cents
  readonly lines: readonly CashLine[]
}

/** Books money in or out of a bank account, and gives back the open item of each line. */
export function createCashEntry(
  { writer }: DemoContext,
  ledger: Ledger,
  { banks, chart }: GeneralLedger,
  entry: CashEntry,
): readonly OpenItem[] {
  const { company, currency, day, type, lines, charges } = entry
  const sign = type === 'Receipt' ? 1 : -1
  const total = lines.reduce((sum, { value }) => sum + value, 0)
  const netBanked = total - charges
  // Foreign money is collected on an account of its own; payments come from the main account.
  const bank = banks(company, type === 'Receipt' ? currency : company.home)
  const rate = ledger.currencies.rate(company.home, currency, day)
  const period = company.period(day)
  const single = lines.length === 1 ? lines[0] : undefined
  const record = writer.draft('c2g__codaCashEntry__c', day, {
    CurrencyIsoCode: currency,
    c2g__OwnerCompany__c: company.id,
    c2g__CompanyReference__c: company.name,
    c2g__Account__c: single?.account ?? null,
    c2g__BankAccount__c: bank.id,
    c2g__BankAccountCurrency__c: bank.currency,
    c2g__CashEntryCurrency__c: company.currencyIds.get(currency) ?? null,
    c2g__Currency__c: currency,
    c2g__CashEntryRate__c: rate,
    c2g__Date__c: dayText(day),
    c2g__Period__c: period.id,
    c2g__Year__c: period.year,
    c2g__Type__c: type,
    c2g__PaymentType__c: type,
    c2g__Status__c: 'Complete',
    c2g__PaymentMethod__c: entry.method,
    c2g__Reference__c: entry.reference,
    c2g__Description__c: entry.description,
    c2g__Value__c: amount(total),
    c2g__PaymentTotal__c: amount(total),
    c2g__NetValue__c: amount(netBanked),
    c2g__NetBanked__c: amount(netBanked),
    c2g__SignedNetBanked__c: amount(sign * netBanked),
    c2g__TotalCharges__c: amount(charges),
    c2g__ChargesGLA__c: charges === 0 ? null : chart.bankCharges.id,
    c2g__BankAccountValue__c: amount(netBanked),
  })
  lines.forEach(({ account, value }, index) => {
    writer.add('c2g__codaCashEntryLineItem__c', day, {
      CurrencyIsoCode: currency,
      c2g__CashEntry__c: record.Id,
      c2g__OwnerCompany__c: company.id,
      c2g__Account__c: account,
      c2g__AccountPaymentMethod__c: entry.method,
      c2g__AccountReference__c: entry.reference?.slice(0, 24) ?? null,
      c2g__LineNumber__c: index + 1,
      c2g__CashEntryCurrency__c: currency,
      c2g__CashEntryDate__c: dayText(day),
      c2g__CashEntryValue__c: amount(value),
      c2g__PaymentCurrency__c: company.currencyIds.get(currency) ?? null,
      c2g__PaymentValue__c: amount(value),
      c2g__NetValue__c: amount(value),
      c2g__SignedValue__c: amount(sign * value),
      c2g__SignedNetValue__c: amount(sign * value),
    })
  })
  const postingLines: PostingLine[] = [
    {
      type: 'Analysis',
      glAccount: bank.glAccount,
      bank,
      document: sign * netBanked,
      description: `${type} ${entry.reference ?? ''}`.trim(),
    },
    ...lines.map(
      ({ account, control, value }): PostingLine => ({
        type: 'Account',
        glAccount: control,
        account,
        document: -sign * value,
        dueDate: day,
        description: entry.description,
      }),
    ),
  ]
  if (charges !== 0) {
    postingLines.push({
      type: 'Analysis',
      glAccount: chart.bankCharges,
      document: sign * charges,
      description: 'Bank charges',
    })
  }
  const posted = ledger.post({
    company,
    type: 'Cash',
    day,
    currency,
    documentNumber: record.Name ?? '',
    description: entry.description,
    reference: entry.reference,
    source: { c2g__CashEntry__c: record.Id },
    lines: postingLines,
    whenSettled: ({ status }) => {
      record.c2g__PaymentStatus__c =
        status === 'Paid' ? 'Matched' : status === 'Unpaid' ? 'Unmatched' : 'Part Matched'
    },
  })
  record.c2g__Transaction__c = posted.id
  return posted.accountLines
}
