import { addDecimals, compareDecimals, type Decimal } from '../../org/decimal-text.js'
import { isZero, negated, product, rounded, sumOf, ZERO } from '../decimal-math.js'
import { type ChildLink, type DerivedField, formula, rollUp } from './derived-field.js'
import type { RecordView } from './record-view.js'

const TRANSACTION = 'c2g__codaTransaction__c'
const LEDGER_LINE = 'c2g__codaTransactionLineItem__c'
const INVOICE = 'c2g__codaInvoice__c'
const INVOICE_LINE = 'c2g__codaInvoiceLineItem__c'
const CREDIT_NOTE = 'c2g__codaCreditNote__c'
const PURCHASE_INVOICE = 'c2g__codaPurchaseInvoice__c'
const EXPENSE_LINE = 'c2g__codaPurchaseInvoiceExpenseLineItem__c'
const JOURNAL = 'c2g__codaJournal__c'
const CASH_ENTRY = 'c2g__codaCashEntry__c'
const CASH_LINE = 'c2g__codaCashEntryLineItem__c'

const HISTORY: ChildLink = {
  object: 'c2g__codaCashMatchingHistory__c',
  lookup: 'c2g__TransactionLineItem__c',
}
const LEDGER_LINES: ChildLink = { object: LEDGER_LINE, lookup: 'c2g__Transaction__c' }
const INVOICE_LINES: ChildLink = { object: INVOICE_LINE, lookup: 'c2g__Invoice__c' }
const EXPENSE_LINES: ChildLink = { object: EXPENSE_LINE, lookup: 'c2g__PurchaseInvoice__c' }
const JOURNAL_LINES: ChildLink = { object: 'c2g__codaJournalLineItem__c', lookup: 'c2g__Journal__c' }
const CASH_LINES: ChildLink = { object: CASH_LINE, lookup: 'c2g__CashEntry__c' }

/** Totals of the ledger, of documents and of what is open of them. */
export const ACCOUNTING_FIELDS: readonly DerivedField[] = [
  ...ledgerFields(),
  ...invoiceFields(),
  ...purchaseFields(),
  ...[INVOICE, PURCHASE_INVOICE, CREDIT_NOTE, 'fferpcore__BillingDocument__c'].flatMap(openFields),
  ...journalFields(),
  ...cashFields(),
]

function isOnAccount(line: RecordView): boolean {
  return line.value('c2g__LineType__c') === 'Account'
}

function debit(value: Decimal): Decimal {
  return compareDecimals(value, ZERO) > 0 ? value : ZERO
}

function credit(value: Decimal): Decimal {
  return compareDecimals(value, ZERO) < 0 ? value : ZERO
}

function ledgerFields(): readonly DerivedField[] {
  const ofAccounts = (name: string) => (line: RecordView) => (isOnAccount(line) ? line.amount(name) : ZERO)
  const home = (line: RecordView) => line.amount('c2g__HomeValue__c')
  return [
    openValue('c2g__HomeOutstandingValue__c', 'c2g__HomeValue__c'),
    openValue('c2g__DocumentOutstandingValue__c', 'c2g__DocumentValue__c'),
    formula(LEDGER_LINE, 'c2g__AccountOutstandingValue__c', (line) =>
      isOnAccount(line) ? line.amount('c2g__DocumentOutstandingValue__c') : null,
    ),
    formula(LEDGER_LINE, 'c2g__MatchingStatus__c', matchingStatus),
    ...(['c2g__DocumentNumber__c', 'c2g__TransactionDate__c'] as const).map((name) =>
      formula(LEDGER_LINE, name, (line) => line.parent('c2g__Transaction__c')?.value(name) ?? null, [
        'c2g__Transaction__c',
      ]),
    ),
    rollUp(TRANSACTION, 'c2g__Debits__c', LEDGER_LINES, (line) => debit(home(line))),
    rollUp(TRANSACTION, 'c2g__Credits__c', LEDGER_LINES, (line) => credit(home(line))),
    rollUp(TRANSACTION, 'c2g__HomeValueTotal__c', LEDGER_LINES, home),
    ...(['c2g__AccountTotal__c', 'c2g__DocumentTotal__c'] as const).map((name) =>
      rollUp(TRANSACTION, name, LEDGER_LINES, ofAccounts('c2g__DocumentValue__c')),
    ),
    ...(['c2g__AccountOutstandingTotal__c', 'c2g__DocumentOutstandingTotal__c'] as const).map((name) =>
      rollUp(TRANSACTION, name, LEDGER_LINES, ofAccounts('c2g__DocumentOutstandingValue__c')),
    ),
  ]
}

/** What is open on a line of an account: its value without what was matched. */
function openValue(field: string, valueField: string): DerivedField {
  return {
    ...formula(LEDGER_LINE, field, (line) => {
      if (!isOnAccount(line)) return 0
      const matched = line.children(HISTORY.object, HISTORY.lookup).map((entry) => entry.amount(valueField))
      return addDecimals(line.amount(valueField), negated(sumOf(matched)))
    }),
    children: [HISTORY],
  }
}

function matchingStatus(line: RecordView): string {
  if (!isOnAccount(line)) return 'Not Matchable'
  const isOpen =
    !isZero(line.amount('c2g__HomeOutstandingValue__c')) ||
    !isZero(line.amount('c2g__DocumentOutstandingValue__c'))
  if (!isOpen) return 'Matched'
  return line.value('c2g__MatchingStatus__c') === 'Proposed' ? 'Proposed' : 'Available'
}

function invoiceFields(): readonly DerivedField[] {
  return [
    formula(INVOICE_LINE, 'c2g__NetValue__c', (line) =>
      rounded(product(line.amount('c2g__Quantity__c'), line.amount('c2g__UnitPrice__c')), 2),
    ),
    formula(INVOICE_LINE, 'c2g__TaxRateTotal__c', taxes('c2g__TaxRate', [1, 2, 3])),
    formula(INVOICE_LINE, 'c2g__TaxValueTotal__c', taxes('c2g__TaxValue', [1, 2, 3])),
    formula(
      INVOICE_LINE,
      'c2g__ProductCode__c',
      (line) => line.parent('c2g__Product__c')?.value('ProductCode') ?? null,
      ['c2g__Product__c'],
    ),
    rollUp(INVOICE, 'c2g__NetTotal__c', INVOICE_LINES, 'c2g__NetValue__c'),
    rollUp(INVOICE, 'c2g__Tax1Total__c', INVOICE_LINES, 'c2g__TaxValue1__c'),
    rollUp(INVOICE, 'c2g__TaxTotal__c', INVOICE_LINES, 'c2g__TaxValueTotal__c'),
    total(INVOICE, 'c2g__InvoiceTotal__c', ['c2g__NetTotal__c', 'c2g__TaxTotal__c']),
  ]
}

/** The sum of numbered fields: `c2g__TaxValue1__c` and so on. */
function taxes(stem: string, numbers: readonly number[]): (line: RecordView) => Decimal {
  return (line) => sumOf(numbers.map((number) => line.amount(`${stem}${number}__c`)))
}

function total(object: string, field: string, parts: readonly string[]): DerivedField {
  return formula(object, field, (record) => sumOf(parts.map((part) => record.amount(part))))
}

function purchaseFields(): readonly DerivedField[] {
  return [
    formula(EXPENSE_LINE, 'c2g__TaxRateTotal__c', taxes('c2g__TaxRate', [1, 2])),
    formula(EXPENSE_LINE, 'c2g__TaxValueTotal__c', taxes('c2g__TaxValue', [1, 2])),
    formula(
      EXPENSE_LINE,
      'c2g__GLACode__c',
      (line) => line.parent('c2g__GeneralLedgerAccount__c')?.value('c2g__ReportingCode__c') ?? null,
      ['c2g__GeneralLedgerAccount__c'],
    ),
    rollUp(PURCHASE_INVOICE, 'c2g__ExpensesNetTotal__c', EXPENSE_LINES, 'c2g__NetValue__c'),
    rollUp(PURCHASE_INVOICE, 'c2g__ExpensesTax1Total__c', EXPENSE_LINES, 'c2g__TaxValue1__c'),
    total(PURCHASE_INVOICE, 'c2g__NetTotal__c', ['c2g__ExpensesNetTotal__c', 'c2g__ItemsNetTotal__c']),
    rollUp(PURCHASE_INVOICE, 'c2g__TaxTotal__c', EXPENSE_LINES, 'c2g__TaxValueTotal__c'),
    total(PURCHASE_INVOICE, 'c2g__InvoiceTotal__c', ['c2g__NetTotal__c', 'c2g__TaxTotal__c']),
  ]
}

/** What is open of a posted document is what is open of its transaction. */
function openFields(object: string): readonly DerivedField[] {
  const parents = ['c2g__Transaction__c']
  const transaction = (document: RecordView) => document.parent('c2g__Transaction__c')
  const open = (document: RecordView) =>
    transaction(document)?.amount('c2g__DocumentOutstandingTotal__c') ?? ZERO
  const worth = (document: RecordView) => transaction(document)?.amount('c2g__DocumentTotal__c') ?? null
  const hasOwnTotals = object === INVOICE || object === CREDIT_NOTE
  return [
    formula(object, 'c2g__OutstandingValue__c', open, parents),
    formula(
      object,
      'c2g__PaymentStatus__c',
      (document) => {
        const posted = transaction(document)
        if (posted === undefined) return 'Not Applicable'
        if (isZero(open(document))) return 'Paid'
        const isWhole = compareDecimals(open(document), posted.amount('c2g__DocumentTotal__c')) === 0
        return isWhole ? 'Unpaid' : 'Part Paid'
      },
      parents,
    ),
    ...(hasOwnTotals
      ? [
          formula(
            object,
            'c2g__DocumentOutstandingTotal__c',
            (document) => openWhenPosted(document),
            parents,
          ),
          formula(object, 'c2g__AccountOutstanding__c', (document) => openWhenPosted(document), parents),
          formula(object, 'c2g__DocumentTotal__c', worth, parents),
          formula(object, 'c2g__AccountTotal__c', worth, parents),
        ]
      : []),
  ]
}

function openWhenPosted(document: RecordView): Decimal | null {
  return document.parent('c2g__Transaction__c')?.amount('c2g__DocumentOutstandingTotal__c') ?? null
}

function journalFields(): readonly DerivedField[] {
  const value = (line: RecordView) => line.amount('c2g__Value__c')
  return [
    rollUp(JOURNAL, 'c2g__Debits__c', JOURNAL_LINES, (line) => debit(value(line))),
    rollUp(JOURNAL, 'c2g__Credits__c', JOURNAL_LINES, (line) => credit(value(line))),
    rollUp(JOURNAL, 'c2g__Total__c', JOURNAL_LINES, value),
  ]
}

/** Receipts come in, payments go out. */
function signed(entry: RecordView | undefined, value: Decimal): Decimal {
  return entry?.value('c2g__Type__c') === 'Payment' ? negated(value) : value
}

function cashFields(): readonly DerivedField[] {
  const entryOf = (line: RecordView) => line.parent('c2g__CashEntry__c')
  const parents = ['c2g__CashEntry__c']
  const value = (line: RecordView) => line.amount('c2g__CashEntryValue__c')
  const net = (entry: RecordView) =>
    addDecimals(entry.amount('c2g__PaymentTotal__c'), negated(entry.amount('c2g__TotalCharges__c')))
  return [
    formula(
      CASH_LINE,
      'c2g__CashEntryDate__c',
      (line) => entryOf(line)?.value('c2g__Date__c') ?? null,
      parents,
    ),
    formula(CASH_LINE, 'c2g__NetValue__c', value),
    formula(CASH_LINE, 'c2g__SignedValue__c', (line) => signed(entryOf(line), value(line)), parents),
    formula(CASH_LINE, 'c2g__SignedNetValue__c', (line) => signed(entryOf(line), value(line)), parents),
    formula(CASH_ENTRY, 'c2g__PaymentType__c', (entry) => entry.value('c2g__Type__c')),
    rollUp(CASH_ENTRY, 'c2g__PaymentTotal__c', CASH_LINES, value),
    formula(CASH_ENTRY, 'c2g__NetBanked__c', net),
    formula(CASH_ENTRY, 'c2g__SignedNetBanked__c', (entry) => signed(entry, net(entry))),
  ]
}
