import type { BillableItem } from './billable-item.js'
import type { DemoContext } from './context.js'
import { dayText } from './day.js'
import { amount, percentOf, roundToCurrency } from './money.js'
import type { Project } from './projects.js'
import { at } from './random.js'
import type { RecordTypes } from './record-types.js'
import type { Users } from './users.js'

const FIXED_PRICE_STEPS = [
  ['Kick-off', 20],
  ['Design accepted', 30],
  ['System tests passed', 30],
  ['Go-live', 20],
] as const

/** Fixed-price projects are billed by milestones; the others have one that marks their end and has no price. */
export function createMilestones(
  context: DemoContext,
  projects: readonly Project[],
  users: Users,
  recordTypes: RecordTypes,
): readonly BillableItem[] {
  const { writer, asOf } = context
  const random = context.random.fork('milestones')
  const items: BillableItem[] = []
  projects.forEach((project, index) => {
    if (project.customer === null) return
    const steps = project.isFixedPrice ? FIXED_PRICE_STEPS : ([['Project closed', 0]] as const)
    const duration = project.endDay - project.startDay
    steps.forEach(([name, share], step) => {
      const value = roundToCurrency(percentOf(project.value, share), project.currency)
      const target = project.startDay + Math.round((duration * (step + 1)) / steps.length) - 5
      const reached = target + random.integer(-6, 25)
      const approved = reached <= asOf && random.chance(0.94)
      const cost = project.isFixedPrice ? percentOf(value, 4) : 0
      const record = writer.draft('pse__Milestone__c', project.startDay - 5, {
        Name: name,
        CurrencyIsoCode: project.currency,
        RecordTypeId: recordTypes.billingMilestone,
        pse__Project__c: project.id,
        pse__Milestone_Amount__c: amount(value),
        pse__Milestone_Cost__c: cost === 0 ? null : amount(cost),
        pse__Target_Date__c: dayText(target),
        pse__Start_Date__c: dayText(project.startDay),
        pse__Actual_Date__c: approved ? dayText(reached) : null,
        pse__Status__c: approved ? 'Approved' : target < asOf ? 'Open' : 'Planned',
        pse__Approved__c: approved,
        pse__Approved_for_Billing__c: approved && value > 0,
        pse__Approver__c: approved ? at(users.services, index) : null,
        pse__Include_In_Financials__c: approved,
        pse__Exclude_from_Billing__c: value === 0,
        pse__Planned_Hours__c: project.isFixedPrice ? Math.round(duration * 1.5) : null,
        pse__Requires_Customer_Sign_off__c: name === 'Go-live',
        pse__Description__c: random.chance(0.6) ? null : `${name}, as agreed in the statement of work`,
      })
      if (!approved || value === 0) return
      project.totals.billings += value
      items.push({
        kind: 'Milestone',
        record,
        project,
        day: reached,
        quantity: 1,
        amount: value,
        description: `${name}: ${project.name}`.slice(0, 255),
      })
    })
  })
  return items
}
