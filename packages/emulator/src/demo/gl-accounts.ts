import type { DemoContext } from './context.js'

/** A row of the chart of accounts. */
interface Row {
  readonly code: string
  readonly name: string
  readonly type: 'Balance Sheet' | 'Profit and Loss' | 'Retained Earnings'
  readonly trialBalance2: string
  readonly trialBalance3: string
  readonly group?: 'Accounts Receivable' | 'Accounts Payable' | 'Cash'
}

const CHART = {
  bank: asset('1010', 'Bank - Operating Account', 'Current Assets', 'Bank and Cash', 'Cash'),
  bankForeign: asset('1020', 'Bank - Foreign Currency Account', 'Current Assets', 'Bank and Cash', 'Cash'),
  receivables: asset(
    '1200',
    'Accounts Receivable Control',
    'Current Assets',
    'Accounts Receivable',
    'Accounts Receivable',
  ),
  receivablesIntercompany: asset(
    '1210',
    'Intercompany Receivables',
    'Current Assets',
    'Accounts Receivable',
    'Accounts Receivable',
  ),
  inventory: asset('1300', 'Inventory - Finished Goods', 'Current Assets', 'Inventory'),
  prepayments: asset('1400', 'Prepaid Expenses', 'Current Assets', 'Prepayments and Accrued Income'),
  inputTax: asset('1450', 'Input Tax Recoverable', 'Current Assets', 'Debtors'),
  equipment: asset('1500', 'Plant and Equipment', 'Fixed Assets', 'Fixtures Fittings and Equipment'),
  equipmentDepreciation: asset(
    '1510',
    'Accumulated Depreciation - Equipment',
    'Fixed Assets',
    'Fixtures Fittings and Equipment',
  ),
  property: asset('1550', 'Land and Buildings', 'Fixed Assets', 'Land and Buildings'),
  goodwill: asset('1600', 'Goodwill', 'Intangible Assets', 'Intangible Assets'),
  payables: asset(
    '2100',
    'Accounts Payable Control',
    'Current Liabilities',
    'Accounts Payable',
    'Accounts Payable',
  ),
  payablesIntercompany: asset(
    '2110',
    'Intercompany Payables',
    'Current Liabilities',
    'Accounts Payable',
    'Accounts Payable',
  ),
  outputTax: asset('2200', 'Output Tax Payable', 'Current Liabilities', 'Tax Liability'),
  deferredRevenue: asset('2300', 'Deferred Revenue', 'Current Liabilities', 'Accruals and Deferred Income'),
  accruals: asset('2310', 'Accrued Expenses', 'Current Liabilities', 'Accruals and Deferred Income'),
  payrollLiabilities: asset('2400', 'Payroll Taxes Payable', 'Current Liabilities', 'Employment Payables'),
  loans: asset('2600', 'Long Term Loans', 'Long Term Liabilities', 'Payable After 1 Year'),
  shareCapital: asset('3000', 'Share Capital', 'Shareholders Funds', 'Capital and Reserves'),
  retainedEarnings: {
    code: '3200',
    name: 'Retained Earnings',
    type: 'Retained Earnings',
    trialBalance2: 'Shareholders Funds',
    trialBalance3: 'Capital and Reserves',
  },
  suspense: asset('3900', 'Suspense', 'Current Liabilities', 'Creditors'),
  productSales: profit('4000', 'Product Sales', 'Gross Profit', 'Sales Revenue'),
  partsSales: profit('4010', 'Parts and Accessories Sales', 'Gross Profit', 'Sales Revenue'),
  servicesRevenue: profit('4100', 'Professional Services Revenue', 'Gross Profit', 'Sales Revenue'),
  subscriptionRevenue: profit('4200', 'Subscription Revenue', 'Gross Profit', 'Sales Revenue'),
  intercompanyRevenue: profit('4800', 'Intercompany Recharges', 'Gross Profit', 'Sales Revenue'),
  settlementDiscount: profit('4900', 'Settlement Discounts Allowed', 'Gross Profit', 'Sales Revenue'),
  costOfSales: profit('5000', 'Cost of Goods Sold', 'Gross Profit', 'Cost of Sales'),
  subcontractors: profit('5100', 'Subcontractors', 'Gross Profit', 'Cost of Sales'),
  freight: profit('5200', 'Freight and Carriage', 'Gross Profit', 'Cost of Sales'),
  intercompanyCharges: profit('5800', 'Intercompany Charges', 'Gross Profit', 'Cost of Sales'),
  salaries: profit('6000', 'Salaries and Wages', 'Operating Expenses', 'Payroll Costs'),
  payrollTaxes: profit('6010', 'Employer Payroll Taxes', 'Operating Expenses', 'Payroll Costs'),
  training: profit('6050', 'Training and Recruitment', 'Operating Expenses', 'Staff Costs'),
  rent: profit('6100', 'Rent and Rates', 'Operating Expenses', 'Occupation Costs'),
  utilities: profit('6110', 'Light, Heat and Power', 'Operating Expenses', 'Occupation Costs'),
  telecom: profit('6200', 'Telephone and Internet', 'Operating Expenses', 'Administration Costs'),
  software: profit('6210', 'Software and Hosting', 'Operating Expenses', 'Administration Costs'),
  officeSupplies: profit('6220', 'Office Supplies', 'Operating Expenses', 'Administration Costs'),
  insurance: profit('6230', 'Insurance', 'Operating Expenses', 'Administration Costs'),
  marketing: profit('6300', 'Marketing and Events', 'Operating Expenses', 'Marketing Expenses'),
  travel: profit('6400', 'Travel and Subsistence', 'Operating Expenses', 'Travel Expenses'),
  legal: profit('6500', 'Legal and Professional Fees', 'Operating Expenses', 'Professional Fees'),
  equipmentHire: profit(
    '6600',
    'Equipment Hire and Repairs',
    'Operating Expenses',
    'Equipment Hire and Repairs',
  ),
  badDebts: profit('6700', 'Bad Debts', 'Operating Expenses', 'Administration Costs'),
  smallWriteOffs: profit('6710', 'Small Balance Write-offs', 'Operating Expenses', 'Administration Costs'),
  depreciation: profit('7000', 'Depreciation', 'Depreciation and Amortization', 'Depreciation'),
  bankCharges: profit('7100', 'Bank Charges', 'Interest', 'Finance Costs'),
  interestPaid: profit('7110', 'Interest Paid', 'Interest', 'Finance Costs'),
  currencyGains: profit('7200', 'Realised Currency Gains and Losses', 'Interest', 'Finance Costs'),
  incomeTax: profit('8000', 'Corporate Income Tax', 'Taxation', 'Taxation'),
} as const satisfies Record<string, Row>

export type GlAccountName = keyof typeof CHART

export interface GlAccount {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly isProfitAndLoss: boolean
}

export type ChartOfAccounts = Readonly<Record<GlAccountName, GlAccount>>

/** The chart of accounts; all companies share it. */
export function createGlAccounts({ writer, start }: DemoContext): ChartOfAccounts {
  const accounts = Object.entries<Row>(CHART).map(([name, row]) => {
    const onBalanceSheet = row.type !== 'Profit and Loss'
    const id = writer.add('c2g__codaGeneralLedgerAccount__c', start - 175, {
      Name: row.name,
      c2g__ReportingCode__c: row.code,
      c2g__ExternalId__c: `GLA-${row.code}`,
      c2g__StandardAccountID__c: row.code,
      c2g__Type__c: row.type,
      c2g__GLAGroup__c: row.group ?? null,
      c2g__TrialBalance1__c: onBalanceSheet ? 'Balance Sheet' : 'Profit and Loss',
      c2g__TrialBalance2__c: row.trialBalance2,
      c2g__TrialBalance3__c: row.trialBalance3,
      c2g__TrialBalance4__c: fourthLevel(row),
      c2g__BalanceSheet1__c: onBalanceSheet ? 'Balance Sheet' : null,
      c2g__BalanceSheet2__c: onBalanceSheet ? row.trialBalance2 : 'Profit and Loss',
      c2g__BalanceSheet3__c: onBalanceSheet ? row.trialBalance3 : null,
      c2g__CashFlowCategory__c: row.group === 'Cash' ? null : 'Operating Activities',
      c2g__AllowRevaluation__c: row.group !== undefined,
    })
    return [name, { id, code: row.code, name: row.name, isProfitAndLoss: !onBalanceSheet }]
  })
  return Object.fromEntries(accounts) as ChartOfAccounts
}

function fourthLevel({ trialBalance3 }: Row): string | null {
  if (trialBalance3 === 'Sales Revenue') return 'Sales - Direct'
  return trialBalance3 === 'Cost of Sales' ? 'Cost of Sales - Direct' : null
}

function asset(
  code: string,
  name: string,
  trialBalance2: string,
  trialBalance3: string,
  group?: NonNullable<Row['group']>,
): Row {
  const row = { code, name, type: 'Balance Sheet', trialBalance2, trialBalance3 } as const
  return group === undefined ? row : { ...row, group }
}

function profit(code: string, name: string, trialBalance2: string, trialBalance3: string): Row {
  return { code, name, type: 'Profit and Loss', trialBalance2, trialBalance3 }
}
