import { cents, type DemoRecord, RecordedOrg, sumsBy } from './recorded-org.js'

const org = new RecordedOrg()
const headers = org.live('pse__Timecard_Header__c')
const timecards = org.live('pse__Timecard__c')
const expenses = org.live('pse__Expense__c')
const milestones = org.live('pse__Milestone__c')
const projects = org.live('pse__Proj__c')
const events = org.live('pse__Billing_Event__c')
const items = org.live('pse__Billing_Event_Item__c')

function where(records: readonly DemoRecord[], field: string): readonly DemoRecord[] {
  return records.filter((record) => record[field] === true)
}

function failing(
  records: readonly DemoRecord[],
  holds: (record: DemoRecord, id: string) => boolean,
): unknown[] {
  return records.filter((record) => !holds(record, String(record.Id))).map(({ Name }) => Name)
}

describe('time', () => {
  test('splits add up to their header: hours by day and in all, and billable amounts', () => {
    const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
      (day) => `pse__${day}_Hours__c`,
    )
    for (const field of [...days, 'pse__Total_Hours__c', 'pse__Total_Billable_Amount__c']) {
      const sums = sumsBy(timecards, 'pse__Timecard_Header__c', field)
      expect(failing(headers, (header, id) => sums.get(id) === cents(header[field]))).toEqual([])
    }
    const total = new Map(
      headers.map((header) => [header.Id, days.reduce((sum, day) => sum + cents(header[day]), 0)]),
    )
    expect(
      failing(headers, ({ Id, pse__Total_Hours__c }) => total.get(Id ?? null) === cents(pse__Total_Hours__c)),
    ).toEqual([])
  })

  test('is split where a month ends', () => {
    expect(
      failing(timecards, ({ pse__Start_Date__c, pse__End_Date__c }) => {
        return String(pse__Start_Date__c).slice(0, 7) === String(pse__End_Date__c).slice(0, 7)
      }),
    ).toEqual([])
    expect(timecards.length).toBeGreaterThan(headers.length)
  })

  test('agrees with its status', () => {
    expect(
      failing(
        timecards,
        ({ pse__Status__c, pse__Approved__c, pse__Submitted__c, pse__Include_In_Financials__c }) =>
          pse__Approved__c === (pse__Status__c === 'Approved') &&
          pse__Include_In_Financials__c === pse__Approved__c &&
          pse__Submitted__c === (pse__Status__c === 'Approved' || pse__Status__c === 'Submitted'),
      ),
    ).toEqual([])
  })

  test('rolls up to assignments', () => {
    const submitted = where(timecards, 'pse__Submitted__c')
    const approved = where(timecards, 'pse__Include_In_Financials__c')
    const checks = [
      [
        'pse__Billable_Hours_Submitted__c',
        sumsBy(where(submitted, 'pse__Billable__c'), 'pse__Assignment__c', 'pse__Total_Hours__c'),
      ],
      [
        'pse__Billable_Hours_In_Financials__c',
        sumsBy(where(approved, 'pse__Billable__c'), 'pse__Assignment__c', 'pse__Total_Hours__c'),
      ],
      [
        'pse__Billable_Amount_In_Financials__c',
        sumsBy(approved, 'pse__Assignment__c', 'pse__Total_Billable_Amount__c'),
      ],
    ] as const
    for (const [field, sums] of checks) {
      expect(
        failing(org.live('pse__Assignment__c'), (record, id) => (sums.get(id) ?? 0) === cents(record[field])),
      ).toEqual([])
    }
  })
})

describe('expense reports', () => {
  test('are the sums of their expenses', () => {
    const reports = org.live('pse__Expense_Report__c')
    const checks = [
      ['pse__Total_Billable_Amount__c', 'pse__Billable_Amount__c'],
      ['pse__Total_Non_Billable_Amount__c', 'pse__Non_Billable_Amount__c'],
      ['pse__Total_Reimbursement_Amount__c', 'pse__Reimbursement_Amount__c'],
    ] as const
    for (const [total, part] of checks) {
      const sums = sumsBy(expenses, 'pse__Expense_Report__c', part)
      expect(failing(reports, (report, id) => sums.get(id) === cents(report[total]))).toEqual([])
    }
    expect(
      failing(
        expenses,
        (expense) =>
          cents(expense.pse__Amount__c) ===
          cents(expense.pse__Billable_Amount__c) + cents(expense.pse__Non_Billable_Amount__c),
      ),
    ).toEqual([])
  })
})

describe('projects', () => {
  test('carry the sums of their time, expenses and milestones', () => {
    const approved = where(timecards, 'pse__Include_In_Financials__c')
    const internal = approved.filter(({ pse__External_Resource__c }) => pse__External_Resource__c === false)
    const external = where(approved, 'pse__External_Resource__c')
    const byProject = (records: readonly DemoRecord[], field: string) =>
      sumsBy(records, 'pse__Project__c', field)
    const checks = [
      [
        'pse__Total_Submitted_Hours__c',
        [byProject(where(timecards, 'pse__Submitted__c'), 'pse__Total_Hours__c')],
      ],
      [
        'pse__Billable_Internal_Hours__c',
        [byProject(where(internal, 'pse__Billable__c'), 'pse__Total_Hours__c')],
      ],
      [
        'pse__Billable_External_Hours__c',
        [byProject(where(external, 'pse__Billable__c'), 'pse__Total_Hours__c')],
      ],
      ['pse__Internal_Costs__c', [byProject(internal, 'pse__Total_Cost__c')]],
      ['pse__External_Costs__c', [byProject(external, 'pse__Total_Cost__c')]],
      ['pse__Expense_Costs__c', [byProject(where(expenses, 'pse__Approved__c'), 'pse__Amount__c')]],
      [
        'pse__Total_Assigned_Hours__c',
        [byProject(org.live('pse__Assignment__c'), 'pse__Scheduled_Hours__c')],
      ],
      [
        'pse__Billings__c',
        [
          byProject(approved, 'pse__Total_Billable_Amount__c'),
          byProject(where(expenses, 'pse__Approved__c'), 'pse__Billable_Amount__c'),
          byProject(where(milestones, 'pse__Approved__c'), 'pse__Milestone_Amount__c'),
        ],
      ],
      [
        'pse__Billed__c',
        [
          byProject(where(timecards, 'pse__Billed__c'), 'pse__Total_Billable_Amount__c'),
          byProject(where(expenses, 'pse__Billed__c'), 'pse__Billable_Amount__c'),
          byProject(where(milestones, 'pse__Billed__c'), 'pse__Milestone_Amount__c'),
        ],
      ],
      ['pse__Invoiced__c', [byProject(where(events, 'pse__Invoiced__c'), 'pse__Summary_Amount__c')]],
    ] as const
    for (const [field, sums] of checks) {
      const wrong = failing(projects, (project, id) => {
        return sums.reduce((total, sum) => total + (sum.get(id) ?? 0), 0) === cents(project[field])
      })
      expect([field, wrong]).toEqual([field, []])
    }
  })

  test('earn what is left of their billings', () => {
    expect(
      failing(projects, (project) => {
        return (
          cents(project.pse__Margin__c) ===
          cents(project.pse__Billings__c) - cents(project.pse__Total_Costs__c)
        )
      }),
    ).toEqual([])
  })
})

describe('billing', () => {
  test('events are the sums of their items, and items are what they bill', () => {
    const sums = sumsBy(items, 'pse__Billing_Event__c', 'pse__Amount__c')
    expect(failing(events, (event, id) => sums.get(id) === cents(event.pse__Summary_Amount__c))).toEqual([])
    const billed = new Map<unknown, number>([
      ...timecards.map(
        ({ Id, pse__Total_Billable_Amount__c }) => [Id, cents(pse__Total_Billable_Amount__c)] as const,
      ),
      ...expenses.map(({ Id, pse__Billable_Amount__c }) => [Id, cents(pse__Billable_Amount__c)] as const),
      ...milestones.map(({ Id, pse__Milestone_Amount__c }) => [Id, cents(pse__Milestone_Amount__c)] as const),
    ])
    expect(
      failing(
        items,
        ({ pse__Object_Id__c, pse__Amount__c }) => billed.get(pse__Object_Id__c) === cents(pse__Amount__c),
      ),
    ).toEqual([])
    expect(new Set(items.map(({ pse__Object_Id__c }) => pse__Object_Id__c)).size).toBe(items.length)
  })

  test('what is billed is in a released event', () => {
    const released = new Set(where(events, 'pse__Is_Released__c').map(({ Id }) => Id))
    const inReleased = new Set(
      items
        .filter(({ pse__Billing_Event__c }) => released.has(pse__Billing_Event__c ?? null))
        .map(({ Id }) => Id),
    )
    for (const records of [timecards, expenses, milestones]) {
      expect(
        failing(records, ({ pse__Billed__c, pse__Billing_Event_Item__c }) => {
          return pse__Billed__c === inReleased.has(pse__Billing_Event_Item__c ?? null)
        }),
      ).toEqual([])
    }
  })

  test('invoices of accounting carry the items, but for planted differences', () => {
    const invoices = new Map(org.live('c2g__codaInvoice__c').map((invoice) => [invoice.Name, invoice]))
    const numbered = events.filter(({ pse__Invoice_Number__c }) => (pse__Invoice_Number__c ?? null) !== null)
    const unknown = numbered.filter(
      ({ pse__Invoice_Number__c }) => !invoices.has(pse__Invoice_Number__c ?? null),
    )
    const different = numbered.filter((event) => {
      const invoice = invoices.get(event.pse__Invoice_Number__c ?? null)
      return invoice !== undefined && cents(invoice.c2g__NetTotal__c) !== cents(event.pse__Summary_Amount__c)
    })
    expect(unknown.length).toBe(4)
    expect(different.length).toBeGreaterThan(1)
    expect(different.length).toBeLessThan(numbered.length / 10)
    const invoicedItems = org
      .live('c2g__codaInvoiceLineItem__c')
      .filter(({ ffpsai__BillingEventItem__c }) => (ffpsai__BillingEventItem__c ?? null) !== null)
    const amounts = new Map(items.map(({ Id, pse__Amount__c }) => [Id, pse__Amount__c]))
    expect(
      failing(
        invoicedItems,
        (line) => amounts.get(line.ffpsai__BillingEventItem__c ?? null) === line.c2g__NetValue__c,
      ),
    ).toEqual([])
  })

  test('leaves items to be billed of all ages', () => {
    const waiting = timecards.filter(
      (card) =>
        card.pse__Approved__c === true &&
        card.pse__Billable__c === true &&
        card.pse__Billed__c === false &&
        card.pse__Exclude_from_Billing__c === false,
    )
    const dates = waiting.map(({ pse__End_Date__c }) => String(pse__End_Date__c))
    expect(dates.some((date) => date >= '2025-05-31')).toBe(true)
    expect(dates.some((date) => date < '2025-05-31' && date >= '2025-05-01')).toBe(true)
    expect(dates.some((date) => date < '2025-05-01')).toBe(true)
  })
})

describe('regions', () => {
  test('stand in four levels, each below its parent', () => {
    const regions = new Map(org.live('pse__Region__c').map((region) => [region.Id, region]))
    const depths = new Set<unknown>()
    for (const region of regions.values()) {
      const parent = regions.get(region.pse__Parent_Region__c ?? null)
      const depth = parent === undefined ? 0 : Number(parent.pse__Hierarchy_Depth__c) + 1
      expect(region.pse__Hierarchy_Depth__c).toBe(depth)
      depths.add(depth)
    }
    expect([...depths].sort()).toEqual([0, 1, 2, 3])
  })
})
