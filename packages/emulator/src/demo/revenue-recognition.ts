import type { BillableItem } from './billable-item.js'
import type { Company } from './companies.js'
import type { DemoContext } from './context.js'
import type { Currencies } from './currencies.js'
import { type Day, dayText, endOfMonth, monthStarts, startOfMonth } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { Journal } from './journals.js'
import { amount, type Cents, toHome } from './money.js'
import { at } from './random.js'
import type { DeferredPart } from './subscriptions.js'

interface Line {
  readonly accountType: 'Revenue' | 'Deferred Revenue'
  readonly account: string
  readonly analysis: string
  readonly project: string | null
  value: Cents
}

/**
 * Revenue by month and company: what subscriptions deferred becomes revenue by a journal, and the time on projects is
 * recorded as it is worked. The totals of a recognition transaction are the sums of its lines.
 */
export function createRevenueRecognition(
  context: DemoContext,
  currencies: Currencies,
  { chart, dimensions }: GeneralLedger,
  companies: readonly Company[],
  deferred: readonly DeferredPart[],
  items: readonly BillableItem[],
): readonly Journal[] {
  const { writer, asOf, start } = context
  const journals: Journal[] = []
  const subscriptionLines = groupLines(
    deferred.map(({ customer, product, month, home }) => ({
      company: customer.company,
      month,
      key: product.code,
      line: {
        accountType: 'Revenue',
        account: chart.subscriptionRevenue.name,
        analysis: product.name,
        project: null,
        value: home,
      },
    })),
  )
  const serviceLines = groupLines(
    items
      .filter(({ kind, project }) => kind === 'Timecard' && project.customer !== null)
      .map(({ project, day, amount: value }) => ({
        company: project.company,
        month: startOfMonth(day),
        key: project.id,
        line: {
          accountType: 'Revenue',
          account: chart.servicesRevenue.name,
          analysis: project.name,
          project: project.id,
          value: toHome(value, currencies.rate(project.company.home, project.currency, day)),
        },
      })),
  )
  for (const month of monthStarts(start, asOf)) {
    const day = endOfMonth(month)
    if (day > asOf) continue
    for (const company of companies) {
      const lines = subscriptionLines(company, month)
      const total = addTransaction(company, day, 'Subscription', 'Equal Split', lines)
      if (total !== 0) journals.push(journalFor(company, day, total))
      addTransaction(company, day, 'Services', 'Deliverable', serviceLines(company, month))
    }
  }
  return journals

  function addTransaction(
    company: Company,
    day: Day,
    stream: string,
    method: string,
    lines: readonly Line[],
  ): Cents {
    if (lines.length === 0) return 0
    const total = lines.reduce((sum, { value }) => sum + value, 0)
    const id = writer.add('ffrr__RevenueRecognitionTransaction__c', day, {
      CurrencyIsoCode: company.home,
      ffrr__Currency__c: company.home,
      ffrr__Description__c: `${stream} revenue ${dayText(day).slice(0, 7)}, ${company.name}`,
      ffrr__GroupedBy__c: 'Company',
      ffrr__LegislationType__c: 'ASC 606',
      ffrr__OriginatingProcess__c: 'Revenue Recognition',
      ffrr__Period__c: company.period(day).name,
      ffrr__RecognitionMethod__c: method,
      ffrr__RecognitionStream__c: stream,
      ffrr__RecognizedDate__c: dayText(day),
      ffrr__Status__c: day > asOf - 10 ? 'In Progress' : 'Committed',
      ffrr__SummarizedBy__c: stream === 'Services' ? 'Project' : 'Product',
      ffrr__TotalIncomeStatement__c: amount(total),
      ffrr__TotalBalanceSheet__c: stream === 'Subscription' ? amount(-total) : 0,
    })
    for (const line of lines) addLine(id, company, day, line, line.value)
    if (stream === 'Subscription') {
      addLine(
        id,
        company,
        day,
        {
          accountType: 'Deferred Revenue',
          account: chart.deferredRevenue.name,
          analysis: stream,
          project: null,
          value: -total,
        },
        -total,
      )
    }
    return total
  }

  function addLine(transaction: string, company: Company, day: Day, line: Line, value: Cents): void {
    writer.add('ffrr__RevenueRecognitionTransactionLine__c', day, {
      CurrencyIsoCode: company.home,
      ffrr__RevenueRecognitionTransaction__c: transaction,
      ffrr__AccountType__c: line.accountType === 'Revenue' ? 'Income Statement' : 'Balance Sheet',
      ffrr__Account__c: line.account,
      ffrr__AnalysisItem1__c: line.analysis,
      ffrr__AmountRecognized__c: amount(value),
      ffrr__AmountRecognizedHome__c: amount(value),
      ffrr__Company__c: company.name,
      ffrr__CostCenter__c: company.code,
      Project__c: line.project,
    })
  }

  function journalFor(company: Company, day: Day, total: Cents): Journal {
    return {
      company,
      day,
      type: 'Income Schedule',
      description: `Subscription revenue ${dayText(day).slice(0, 7)}`,
      reference: null,
      lines: [
        { glAccount: chart.deferredRevenue, value: total },
        { glAccount: chart.subscriptionRevenue, value: -total, department: at(dimensions.departments, 2) },
      ],
    }
  }
}

interface KeyedLine {
  readonly company: Company
  readonly month: Day
  readonly key: string
  readonly line: Line
}

/** Adds up the lines of a company and month that have the same key. */
function groupLines(keyed: readonly KeyedLine[]): (company: Company, month: Day) => readonly Line[] {
  const groups = new Map<string, Map<string, Line>>()
  for (const { company, month, key, line } of keyed) {
    const groupKey = `${company.code}/${month}`
    let group = groups.get(groupKey)
    if (group === undefined) {
      group = new Map()
      groups.set(groupKey, group)
    }
    const known = group.get(key)
    if (known === undefined) group.set(key, { ...line })
    else known.value += line.value
  }
  return (company, month) => [...(groups.get(`${company.code}/${month}`)?.values() ?? [])]
}
