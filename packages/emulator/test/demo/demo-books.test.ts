import { cents, type DemoRecord, RecordedOrg, sumsBy } from './recorded-org.js'

const org = new RecordedOrg()
const transactions = org.live('c2g__codaTransaction__c')
const lines = org.live('c2g__codaTransactionLineItem__c')
const history = org.live('c2g__codaCashMatchingHistory__c')
const linesByTransaction = groupBy(lines, 'c2g__Transaction__c')
const historyByLine = groupBy(history, 'c2g__TransactionLineItem__c')
const accountLines = lines.filter(({ c2g__LineType__c }) => c2g__LineType__c === 'Account')

function groupBy(records: readonly DemoRecord[], key: string): ReadonlyMap<string, readonly DemoRecord[]> {
  const groups = new Map<string, DemoRecord[]>()
  for (const record of records) {
    const group = groups.get(String(record[key]))
    if (group === undefined) groups.set(String(record[key]), [record])
    else group.push(record)
  }
  return groups
}

function sum(records: readonly DemoRecord[], field: string): number {
  return records.reduce((total, record) => total + cents(record[field]), 0)
}

/** The records for which something does not hold, by name. */
function exceptions(records: readonly DemoRecord[], holds: (record: DemoRecord) => boolean): unknown[] {
  return records.filter((record) => !holds(record)).map(({ Id, Name }) => Name ?? Id)
}

describe('the general ledger', () => {
  test('balances in every transaction: home and document values add up to nothing', () => {
    expect(
      exceptions(transactions, ({ Id }) => {
        const own = linesByTransaction.get(String(Id)) ?? []
        return (
          own.length >= 2 && sum(own, 'c2g__HomeValue__c') === 0 && sum(own, 'c2g__DocumentValue__c') === 0
        )
      }),
    ).toEqual([])
  })

  test('has lines that agree with their transactions', () => {
    expect(
      exceptions(transactions, (transaction) =>
        (linesByTransaction.get(String(transaction.Id)) ?? []).every(
          (line) =>
            line.c2g__TransactionDate__c === transaction.c2g__TransactionDate__c &&
            line.c2g__DocumentNumber__c === transaction.c2g__DocumentNumber__c &&
            line.c2g__OwnerCompany__c === transaction.c2g__OwnerCompany__c,
        ),
      ),
    ).toEqual([])
  })

  test('has totals on transactions that are the sums of their lines', () => {
    expect(
      exceptions(transactions, (transaction) => {
        const own = linesByTransaction.get(String(transaction.Id)) ?? []
        const onAccount = own.filter(({ c2g__LineType__c }) => c2g__LineType__c === 'Account')
        const debits = own.reduce((total, line) => total + Math.max(0, cents(line.c2g__HomeValue__c)), 0)
        return (
          cents(transaction.c2g__Debits__c) === debits &&
          cents(transaction.c2g__Credits__c) === -debits &&
          cents(transaction.c2g__AccountTotal__c) === sum(onAccount, 'c2g__DocumentValue__c') &&
          cents(transaction.c2g__DocumentOutstandingTotal__c) ===
            sum(onAccount, 'c2g__DocumentOutstandingValue__c')
        )
      }),
    ).toEqual([])
  })

  test('posts into the period of the date', () => {
    const periods = new Map(org.live('c2g__codaPeriod__c').map((period) => [period.Id, period]))
    expect(
      exceptions(transactions, (transaction) => {
        const period = periods.get(transaction.c2g__Period__c ?? null)
        const date = String(transaction.c2g__TransactionDate__c)
        return (
          period !== undefined &&
          period.c2g__OwnerCompany__c === transaction.c2g__OwnerCompany__c &&
          String(period.c2g__StartDate__c) <= date &&
          date <= String(period.c2g__EndDate__c)
        )
      }),
    ).toEqual([])
  })

  test('converts by the rate of the document', () => {
    const off = lines.filter((line) => {
      const converted = Number(line.c2g__DocumentValue__c) / Number(line.c2g__DocumentRate__c)
      const isCurrencyDifference = line.c2g__DocumentValue__c === 0
      // The balancing line takes the rounding of all the others.
      return !isCurrencyDifference && Math.abs(converted - Number(line.c2g__HomeValue__c)) > 0.3
    })
    const differences = new Set(
      transactions
        .filter(({ c2g__TransactionType__c }) => c2g__TransactionType__c === 'Cash Matching Journal')
        .map(({ Id }) => Id),
    )
    expect(exceptions(off, (line) => differences.has(line.c2g__Transaction__c ?? null))).toEqual([])
  })

  test('closes finished years: their profit and loss accounts are empty, and the year that runs is not closed', () => {
    const profitAndLoss = new Set(
      org
        .live('c2g__codaGeneralLedgerAccount__c')
        .filter(({ c2g__Type__c }) => c2g__Type__c === 'Profit and Loss')
        .map(({ Id }) => Id),
    )
    const byYear = new Map<string, number>()
    for (const line of lines) {
      if (!profitAndLoss.has(line.c2g__GeneralLedgerAccount__c ?? null)) continue
      const year = `${line.c2g__OwnerCompany__c} ${String(line.c2g__TransactionDate__c).slice(0, 4)}`
      byYear.set(year, (byYear.get(year) ?? 0) + cents(line.c2g__HomeValue__c))
    }
    for (const [year, result] of byYear) {
      expect([year, result === 0]).toEqual([year, !year.endsWith('2025')])
    }
  })

  test('shows a profit that a board would believe', () => {
    const result = sumsBy(
      lines.filter((line) => String(line.c2g__TransactionDate__c) >= '2025'),
      'c2g__GeneralLedgerAccount__c',
      'c2g__HomeValue__c',
    )
    let revenue = 0
    let profit = 0
    for (const account of org.live('c2g__codaGeneralLedgerAccount__c')) {
      const value = -(result.get(String(account.Id)) ?? 0)
      if (account.c2g__Type__c === 'Profit and Loss') profit += value
      if (account.c2g__TrialBalance3__c === 'Sales Revenue') revenue += value
    }
    expect(revenue).toBeGreaterThan(0)
    expect(profit / revenue).toBeGreaterThan(-0.1)
    expect(profit / revenue).toBeLessThan(0.45)
  })
})

describe('matching', () => {
  test('agrees with what is open on every account line', () => {
    expect(
      exceptions(accountLines, (line) => {
        const own = historyByLine.get(String(line.Id)) ?? []
        return (
          cents(line.c2g__HomeOutstandingValue__c) ===
            cents(line.c2g__HomeValue__c) - sum(own, 'c2g__HomeValue__c') &&
          cents(line.c2g__DocumentOutstandingValue__c) ===
            cents(line.c2g__DocumentValue__c) - sum(own, 'c2g__DocumentValue__c')
        )
      }),
    ).toEqual([])
  })

  test('adds up to nothing in every reference, in home and document money, on one account', () => {
    const uneven = [...groupBy(history, 'c2g__MatchingReference__c').values()].filter(
      (match) =>
        sum(match, 'c2g__HomeValue__c') !== 0 ||
        sum(match, 'c2g__DocumentValue__c') !== 0 ||
        new Set(match.map(({ c2g__Account__c }) => c2g__Account__c)).size !== 1,
    )
    expect(uneven).toEqual([])
  })

  test('calls a line matched when nothing of it is open, and only then', () => {
    expect(
      exceptions(accountLines, (line) => {
        const isOpen = line.c2g__HomeOutstandingValue__c !== 0 || line.c2g__DocumentOutstandingValue__c !== 0
        return (line.c2g__MatchingStatus__c === 'Matched') === !isOpen
      }),
    ).toEqual([])
    const others = lines.filter(({ c2g__LineType__c }) => c2g__LineType__c !== 'Account')
    expect(exceptions(others, (line) => line.c2g__MatchingStatus__c === 'Not Matchable')).toEqual([])
  })

  test('never happens before its documents', () => {
    const dates = new Map(
      lines.map(({ Id, c2g__TransactionDate__c }) => [Id, String(c2g__TransactionDate__c)]),
    )
    expect(
      exceptions(history, (entry) => {
        const date = String(entry.c2g__MatchingDate__c)
        return (
          date >= (dates.get(entry.c2g__TransactionLineItem__c ?? null) ?? '9999') && date <= '2025-06-30'
        )
      }),
    ).toEqual([])
  })

  test('knows every kind of action, with undone matches that change nothing', () => {
    const actions = new Set(history.map(({ c2g__Action__c }) => c2g__Action__c))
    expect([...actions].sort()).toEqual([
      'Currency Write-off',
      'Discount',
      'Match',
      'Undo Match',
      'Write-off',
    ])
    const undone = history.filter(
      ({ c2g__UndoMatchingReference__c }) => (c2g__UndoMatchingReference__c ?? null) !== null,
    )
    expect(undone.length).toBeGreaterThan(0)
    expect(sum(undone, 'c2g__HomeValue__c')).toBe(0)
  })
})

describe.each([
  {
    document: 'c2g__codaInvoice__c',
    line: 'c2g__codaInvoiceLineItem__c',
    parent: 'c2g__Invoice__c',
    status: 'c2g__InvoiceStatus__c',
    total: 'c2g__InvoiceTotal__c',
    sign: 1,
  },
  {
    document: 'c2g__codaPurchaseInvoice__c',
    line: 'c2g__codaPurchaseInvoiceExpenseLineItem__c',
    parent: 'c2g__PurchaseInvoice__c',
    status: 'c2g__InvoiceStatus__c',
    total: 'c2g__InvoiceTotal__c',
    sign: -1,
  },
])('$document', ({ document, line, parent, status, total, sign }) => {
  const documents = org.live(document)
  const documentLines = groupBy(org.live(line), parent)

  test('adds up: net and tax of the lines are the total', () => {
    expect(
      exceptions(documents, (record) => {
        const own = documentLines.get(String(record.Id)) ?? []
        const net = sum(own, 'c2g__NetValue__c')
        const tax = sum(own, 'c2g__TaxValueTotal__c')
        return (
          own.length > 0 &&
          cents(record.c2g__NetTotal__c) === net &&
          cents(record.c2g__TaxTotal__c) === tax &&
          cents(record[total]) === net + tax
        )
      }),
    ).toEqual([])
  })

  test('is open as far as it is not matched', () => {
    expect(
      exceptions(documents, (record) => {
        const outstanding = cents(record.c2g__OutstandingValue__c)
        if (record[status] !== 'Complete')
          return outstanding === 0 && (record.c2g__Transaction__c ?? null) === null
        const account = (linesByTransaction.get(String(record.c2g__Transaction__c)) ?? []).filter(
          ({ c2g__LineType__c }) => c2g__LineType__c === 'Account',
        )
        const matched = account.flatMap(({ Id }) => historyByLine.get(String(Id)) ?? [])
        return (
          sum(account, 'c2g__DocumentValue__c') === sign * cents(record[total]) &&
          outstanding === sign * cents(record[total]) - sum(matched, 'c2g__DocumentValue__c')
        )
      }),
    ).toEqual([])
  })

  test('says whether it is paid', () => {
    expect(
      exceptions(documents, (record) => {
        const open = cents(record.c2g__OutstandingValue__c)
        if (record[status] !== 'Complete') return record.c2g__PaymentStatus__c === 'Not Applicable'
        const expected = open === 0 ? 'Paid' : open === sign * cents(record[total]) ? 'Unpaid' : 'Part Paid'
        return record.c2g__PaymentStatus__c === expected
      }),
    ).toEqual([])
  })
})

describe('other documents', () => {
  test('credit notes credit an invoice of the same customer, and are open as far as they are not matched', () => {
    const invoices = new Map(org.live('c2g__codaInvoice__c').map((invoice) => [invoice.Id, invoice]))
    expect(
      exceptions(org.live('c2g__codaCreditNote__c'), (note) => {
        const invoice = invoices.get(note.c2g__Invoice__c ?? null)
        const account = (linesByTransaction.get(String(note.c2g__Transaction__c)) ?? []).filter(
          ({ c2g__LineType__c }) => c2g__LineType__c === 'Account',
        )
        return (
          invoice?.c2g__Account__c === note.c2g__Account__c &&
          cents(note.c2g__CreditNoteTotal__c) ===
            cents(note.c2g__NetTotal__c) + cents(note.c2g__TaxTotal__c) &&
          cents(note.c2g__CreditNoteTotal__c) <= cents(invoice?.c2g__InvoiceTotal__c) &&
          sum(account, 'c2g__DocumentValue__c') === -cents(note.c2g__CreditNoteTotal__c) &&
          sum(account, 'c2g__DocumentOutstandingValue__c') === cents(note.c2g__OutstandingValue__c)
        )
      }),
    ).toEqual([])
  })

  test('cash entries are the sum of their lines, and are posted to the bank', () => {
    const entryLines = groupBy(org.live('c2g__codaCashEntryLineItem__c'), 'c2g__CashEntry__c')
    expect(
      exceptions(org.live('c2g__codaCashEntry__c'), (entry) => {
        const sign = entry.c2g__Type__c === 'Receipt' ? 1 : -1
        const posted = linesByTransaction.get(String(entry.c2g__Transaction__c)) ?? []
        const bank = posted.filter(({ c2g__BankAccount__c }) => (c2g__BankAccount__c ?? null) !== null)
        const value = cents(entry.c2g__Value__c)
        return (
          value > 0 &&
          sum(entryLines.get(String(entry.Id)) ?? [], 'c2g__CashEntryValue__c') === value &&
          sum(bank, 'c2g__DocumentValue__c') === sign * (value - cents(entry.c2g__TotalCharges__c))
        )
      }),
    ).toEqual([])
  })

  test('journals balance, posted or not', () => {
    const journalLines = groupBy(org.all('c2g__codaJournalLineItem__c'), 'c2g__Journal__c')
    expect(
      exceptions(org.all('c2g__codaJournal__c'), (journal) => {
        const own = journalLines.get(String(journal.Id)) ?? []
        const isPosted = (journal.c2g__Transaction__c ?? null) !== null
        return (
          own.length >= 2 &&
          sum(own, 'c2g__Value__c') === 0 &&
          isPosted === (journal.c2g__JournalStatus__c === 'Complete')
        )
      }),
    ).toEqual([])
  })

  test('bills of subscriptions are the sum of their lines, and what is due by their contracts', () => {
    const billLines = groupBy(
      org.live('fferpcore__BillingDocumentLineItem__c'),
      'fferpcore__BillingDocument__c',
    )
    const contracts = new Map(org.live('ffbc__Contract__c').map((contract) => [contract.Id, contract]))
    expect(
      exceptions(org.live('fferpcore__BillingDocument__c'), (bill) => {
        const own = billLines.get(String(bill.Id)) ?? []
        const contract = contracts.get(bill.ffbc__Contract__c ?? null)
        return (
          sum(own, 'fferpcore__TotalValue__c') === cents(bill.fferpcore__DocumentTotal__c) &&
          sum(own, 'fferpcore__NetValue__c') === cents(bill.fferpcore__NetTotal__c) &&
          cents(bill.fferpcore__NetTotal__c) === 3 * cents(contract?.ffbc__MonthlyRecurringRevenue__c)
        )
      }),
    ).toEqual([])
    const contractLines = sumsBy(
      org.live('ffbc__ContractLineItem__c'),
      'ffbc__Contract__c',
      'ffbc__MonthlyRecurringRevenue__c',
    )
    expect(
      exceptions(
        [...contracts.values()],
        (contract) =>
          contractLines.get(String(contract.Id)) === cents(contract.ffbc__MonthlyRecurringRevenue__c),
      ),
    ).toEqual([])
  })

  test('revenue recognition is the sum of its lines, and its subscriptions are in the books', () => {
    const income = sumsBy(
      org
        .live('ffrr__RevenueRecognitionTransactionLine__c')
        .filter(({ ffrr__AccountType__c }) => ffrr__AccountType__c === 'Income Statement'),
      'ffrr__RevenueRecognitionTransaction__c',
      'ffrr__AmountRecognized__c',
    )
    const recognised = org.live('ffrr__RevenueRecognitionTransaction__c')
    expect(
      exceptions(
        recognised,
        ({ Id, ffrr__TotalIncomeStatement__c }) =>
          income.get(String(Id)) === cents(ffrr__TotalIncomeStatement__c),
      ),
    ).toEqual([])
    const subscriptions = recognised.filter(
      ({ ffrr__RecognitionStream__c }) => ffrr__RecognitionStream__c === 'Subscription',
    )
    const journals = org
      .live('c2g__codaJournal__c')
      .filter(({ c2g__Type__c }) => c2g__Type__c === 'Income Schedule')
    expect(sum(subscriptions, 'ffrr__TotalIncomeStatement__c')).toBe(sum(journals, 'c2g__Debits__c'))
  })

  test('sales orders and opportunities are worth what their lines are', () => {
    const orderLines = new Map<string, number>()
    for (const line of org.live('SCMC__Sales_Order_Line_Item__c')) {
      const order = String(line.SCMC__Sales_Order__c)
      const value = Math.round(Number(line.SCMC__Quantity__c) * cents(line.SCMC__Price__c))
      orderLines.set(order, (orderLines.get(order) ?? 0) + value)
    }
    expect(
      exceptions(
        org.live('SCMC__Sales_Order__c'),
        (order) => orderLines.get(String(order.Id)) === cents(order.SCMC__Total_Value__c),
      ),
    ).toEqual([])
    const opportunityLines = sumsBy(org.live('OpportunityLineItem'), 'OpportunityId', 'TotalPrice')
    expect(
      exceptions(
        org.live('Opportunity').filter(({ HasOpportunityLineItem }) => HasOpportunityLineItem === true),
        (opportunity) => opportunityLines.get(String(opportunity.Id)) === cents(opportunity.Amount),
      ),
    ).toEqual([])
  })

  test('companies agree on what they owe each other, but for three flaws', () => {
    const companies = new Map(
      org.live('c2g__codaCompany__c').map((company) => [company.c2g__IntercompanyAccount__c, company.Id]),
    )
    const balances = new Map<string, number>()
    const add = (creditor: unknown, debtor: unknown, value: number) => {
      const key = `${String(creditor)} ${String(debtor)}`
      balances.set(key, (balances.get(key) ?? 0) + value)
    }
    for (const invoice of org.live('c2g__codaInvoice__c')) {
      const debtor = companies.get(invoice.c2g__Account__c ?? null)
      if (debtor !== undefined)
        add(invoice.c2g__OwnerCompany__c, debtor, cents(invoice.c2g__OutstandingValue__c))
    }
    for (const invoice of org.live('c2g__codaPurchaseInvoice__c')) {
      const creditor = companies.get(invoice.c2g__Account__c ?? null)
      if (creditor !== undefined)
        add(creditor, invoice.c2g__OwnerCompany__c, cents(invoice.c2g__OutstandingValue__c))
    }
    expect(balances.size).toBe(6)
    expect([...balances.values()].filter((value) => value !== 0)).toHaveLength(3)
  })
})
