import type { BookTotals } from './book-totals.js'
import type { Company } from './companies.js'
import { type DemoContext, scaled } from './context.js'
import { type Day, dayFrom, dayText, endOfMonth, monthOf, monthStarts, yearOf } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { GlAccountName } from './gl-accounts.js'
import type { Journal, JournalLine } from './journals.js'
import { type Cents, percentOf } from './money.js'
import { at } from './random.js'

const SALARY_SHARES = [20, 34, 12, 18, 6, 10] as const
const EXPENSES = [
  'software',
  'marketing',
  'travel',
  'legal',
  'officeSupplies',
  'training',
  'telecom',
] as const

/**
 * What accountants book at the end of a month: wages, cost of sales, depreciation, taxes, accruals; and the balances
 * that the books begin with. Amounts follow from the sales of the company, so that its profit and loss looks like one.
 */
export function planMonthEndJournals(
  context: DemoContext,
  generalLedger: GeneralLedger,
  companies: readonly Company[],
  totals: BookTotals,
): readonly Journal[] {
  const random = context.random.fork('month end')
  const { chart, dimensions, banks } = generalLedger
  const { start, asOf } = context
  const months = monthStarts(start, asOf)
  const units = Math.max(1, Math.round(context.scale))
  return [...companies.flatMap(planCompany), ...planManualJournals()]

  function planCompany(company: Company): Journal[] {
    const yearlyRevenue = Math.max(100_000_00, Math.round((-revenue(company, months) * 12) / months.length))
    const equipment = Math.round(yearlyRevenue / 4)
    const journals: Journal[] = []
    let openPayrollTax = 0
    for (const month of months) {
      const day = Math.min(endOfMonth(month), asOf)
      const payroll = planPayroll(
        company,
        day,
        wages(company, month) * random.between(0.97, 1.04),
        openPayrollTax,
      )
      openPayrollTax = payroll.openTax
      const monthly = [
        payroll.journal,
        ...planCostOfSales(company, day),
        planDepreciation(company, day, equipment),
      ]
      journals.push(...monthly.flatMap((journal) => byBusinessUnit(journal, units)))
      if (monthOf(day) % 3 === 0) journals.push(...planTaxes(company, day, yearlyRevenue))
    }
    return [planOpening(company, yearlyRevenue, equipment, journals), ...journals]
  }

  /** A month of them; more people are paid in years in which more is sold. */
  function wages(company: Company, month: Day): number {
    const year = months.filter((other) => yearOf(other) === yearOf(month))
    return Math.max(8_000_00, -revenue(company, year) / year.length) * 0.4
  }

  function revenue(company: Company, months: readonly Day[]): Cents {
    const accounts = [chart.productSales, chart.partsSales, chart.servicesRevenue, chart.subscriptionRevenue]
    return sum(accounts, (account) => sum(months, (month) => totals.inMonth(company, month, account)))
  }

  function planPayroll(company: Company, day: Day, wages: number, openTax: Cents) {
    const salaries = SALARY_SHARES.map((share) => percentOf(Math.round(wages), share))
    const gross = sum(salaries, (salary) => salary)
    const employerTax = percentOf(gross, 8)
    const withheld = percentOf(gross, 22) + employerTax
    const bank = banks(company, company.home)
    const lines: JournalLine[] = salaries.map((value, index) => ({
      glAccount: chart.salaries,
      value,
      department: at(dimensions.departments, index),
      costCentre: dimensions.costCentres[company.index] ?? null,
    }))
    lines.push(
      { glAccount: chart.payrollTaxes, value: employerTax, department: at(dimensions.departments, 5) },
      { glAccount: chart.payrollLiabilities, value: openTax - withheld },
      { glAccount: bank.glAccount, bank, value: -(gross + employerTax + openTax - withheld) },
    )
    const journal = manual(company, day, `Payroll ${dayText(day).slice(0, 7)}`, lines)
    return { journal, openTax: withheld }
  }

  function planCostOfSales(company: Company, day: Day): readonly Journal[] {
    const sales =
      -totals.inMonth(company, day, chart.productSales) - totals.inMonth(company, day, chart.partsSales)
    const cost = percentOf(sales, random.integer(44, 52))
    if (cost <= 0) return []
    const lines = [
      { glAccount: chart.costOfSales, value: cost, department: at(dimensions.departments, 0) },
      { glAccount: chart.inventory, value: -cost },
    ]
    return [manual(company, day, `Cost of sales ${dayText(day).slice(0, 7)}`, lines)]
  }

  function planDepreciation(company: Company, day: Day, equipment: Cents): Journal {
    const value = Math.round(equipment / 60)
    return manual(company, day, `Depreciation ${dayText(day).slice(0, 7)}`, [
      { glAccount: chart.depreciation, value, department: at(dimensions.departments, 5) },
      { glAccount: chart.equipmentDepreciation, value: -value },
    ])
  }

  /** Quarterly: the tax of the two months before is paid, income tax is estimated. */
  function planTaxes(company: Company, day: Day, yearlyRevenue: Cents): readonly Journal[] {
    const quarter = monthStarts(dayFrom(yearOf(day), monthOf(day) - 2, 1), day)
    const output = sum(quarter, (month) => totals.inMonth(company, month, chart.outputTax))
    const input = sum(quarter, (month) => totals.inMonth(company, month, chart.inputTax))
    const bank = banks(company, company.home)
    const estimate = percentOf(yearlyRevenue, 1)
    return [
      manual(company, day, `Tax return to ${dayText(day)}`, [
        { glAccount: chart.outputTax, value: -output },
        { glAccount: chart.inputTax, value: -input },
        { glAccount: bank.glAccount, bank, value: output + input },
      ]),
      manual(company, day, `Income tax estimate to ${dayText(day)}`, [
        { glAccount: chart.incomeTax, value: estimate },
        { glAccount: chart.accruals, value: -estimate },
      ]),
    ]
  }

  /** Enough money and goods that no month ends without. */
  function planOpening(
    company: Company,
    yearlyRevenue: Cents,
    equipment: Cents,
    journals: readonly Journal[],
  ): Journal {
    const bank = banks(company, company.home)
    const money = Math.round(yearlyRevenue / 4) + lack(company, bank.glAccount.code, journals)
    const goods = Math.round(yearlyRevenue / 10) + lack(company, chart.inventory.code, journals)
    const loan = Math.round(yearlyRevenue / 5)
    const goodwill = Math.round(yearlyRevenue / 20)
    const property = Math.round(yearlyRevenue / 6)
    const capital = Math.round(yearlyRevenue / 2)
    const assets = money + goods + equipment + goodwill + property
    return manual(company, start, 'Opening balances', [
      { glAccount: bank.glAccount, bank, value: money },
      { glAccount: chart.inventory, value: goods },
      { glAccount: chart.equipment, value: equipment },
      { glAccount: chart.property, value: property },
      { glAccount: chart.goodwill, value: goodwill },
      { glAccount: chart.loans, value: -loan },
      { glAccount: chart.shareCapital, value: -capital },
      { glAccount: chart.retainedEarnings, value: -(assets - loan - capital) },
    ])
  }

  /** How far the balance of an account would sink below nothing. */
  function lack(company: Company, accountCode: string, journals: readonly Journal[]): Cents {
    const account = accountCode === chart.inventory.code ? chart.inventory : chart.bank
    let balance = 0
    let lowest = 0
    for (const month of months) {
      const end = Math.min(endOfMonth(month), asOf)
      balance += totals.inMonth(company, month, account)
      for (const { day, lines } of journals) {
        if (day === end)
          balance += sum(lines, (line) => (line.glAccount.code === accountCode ? line.value : 0))
      }
      lowest = Math.min(lowest, balance)
    }
    return -lowest
  }

  function planManualJournals(): Journal[] {
    return Array.from({ length: scaled(context, 60, 20) }, (_, index) => {
      const company = at(companies, index)
      const day = endOfMonth(at(months, random.integer(0, months.length - 1)))
      const account: GlAccountName = at(EXPENSES, index)
      const value = random.integer(200, 9000) * 100 + random.integer(0, 99)
      const department = at(dimensions.departments, index)
      const isAccrual = index % 3 === 0
      const counter = isAccrual ? chart.accruals : chart[account]
      const journal = manual(
        company,
        Math.min(day, asOf),
        isAccrual ? 'Accrued expenses' : 'Reclassify to department',
        [
          { glAccount: chart[account], value, department },
          {
            glAccount: counter,
            value: -value,
            department: isAccrual ? null : at(dimensions.departments, index + 1),
          },
        ],
      )
      const next = { ...journal, day: journal.day + 1, type: 'Reversing Journal' as const }
      const reversal = {
        ...next,
        description: 'Reversal of accrued expenses',
        lines: reversed(journal.lines),
      }
      const unposted = at(
        ['Complete', 'In Progress', 'Discarded'] as const,
        index % 20 < 17 ? 0 : index % 20 === 17 ? 2 : 1,
      )
      if (unposted !== 'Complete') return [{ ...journal, status: unposted, isDeleted: index % 20 === 19 }]
      return isAccrual && reversal.day <= asOf ? [journal, reversal] : [journal]
    }).flat()
  }

  function manual(company: Company, day: Day, description: string, lines: readonly JournalLine[]): Journal {
    const reference = `${company.code}-${dayText(day).slice(0, 7)}`
    return { company, day, type: 'Manual Journal', description, reference, lines }
  }
}

/** Closes the profit and loss accounts of every finished year to retained earnings. */
export function planYearEndJournals(
  { start, asOf }: DemoContext,
  { chart }: GeneralLedger,
  companies: readonly Company[],
  totals: BookTotals,
): readonly Journal[] {
  const journals: Journal[] = []
  for (let year = yearOf(start); year < yearOf(asOf); year++) {
    for (const company of companies) {
      const lines: JournalLine[] = []
      for (const account of Object.values(chart)) {
        if (!account.isProfitAndLoss) continue
        const balance = totals.inYear(company, year, account)
        if (balance !== 0) lines.push({ glAccount: account, value: -balance })
      }
      const profit = sum(lines, ({ value }) => value)
      lines.push({ glAccount: chart.retainedEarnings, value: -profit })
      journals.push({
        company,
        day: dayFrom(year, 12, 31),
        type: 'Year End Journal',
        description: `Year end ${year}`,
        reference: `${company.code}-${year}`,
        lines,
      })
    }
  }
  return journals
}

/** Larger groups book by business unit: as many journals as there are units, which add up to the one given. */
function byBusinessUnit(journal: Journal, units: number): readonly Journal[] {
  if (units === 1) return [journal]
  const balancing = journal.lines.length - 1
  return Array.from({ length: units }, (_, unit) => {
    const lines = journal.lines.map((line) => ({ ...line, value: share(line.value, unit, units) }))
    const others = sum(lines.slice(0, balancing), ({ value }) => value)
    const description = `${journal.description}, unit ${unit + 1}`
    return {
      ...journal,
      description,
      lines: lines.map((line, index) => (index === balancing ? { ...line, value: -others } : line)),
    }
  })
}

/** Parts of a value that add up to it. */
function share(value: Cents, part: number, parts: number): Cents {
  return Math.floor((value * (part + 1)) / parts) - Math.floor((value * part) / parts)
}

function reversed(lines: readonly JournalLine[]): readonly JournalLine[] {
  return lines.map((line) => ({ ...line, value: -line.value }))
}

function sum<T>(list: readonly T[], value: (element: T) => number): number {
  return list.reduce((total, element) => total + value(element), 0)
}
