import type { Assignment } from './assignments.js'
import { type DemoContext, scaled } from './context.js'
import { type Day, dayText } from './day.js'
import { amount } from './money.js'
import type { Opportunity } from './opportunities.js'
import { at } from './random.js'
import { ROLES } from './resources.js'
import type { ServicesOrganisation } from './services-organisation.js'

const STATUSES = [
  ['Draft', 15],
  ['Ready to Staff', 30],
  ['Tentative', 18],
  ['Hold', 10],
  ['Cancelled', 10],
] as const

/** Demand for people: for opportunities that may be won, for projects, and requests that an assignment has met. */
export function createResourceRequests(
  context: DemoContext,
  organisation: ServicesOrganisation,
  opportunities: readonly Opportunity[],
  assignments: readonly Assignment[],
): void {
  const { writer, asOf } = context
  const random = context.random.fork('resource requests')
  const leaves = organisation.regions.filter(({ isLeaf }) => isLeaf)
  const wanted = opportunities.filter(({ isServices, closeDay }) => isServices && closeDay > asOf - 200)
  const staffed = assignments.filter(({ project }) => project.customer !== null)
  const count = scaled(context, 120, 60)
  for (let index = 0; index < count; index++) {
    if (index % 4 === 3) addStaffed(at(staffed, index), index)
    else addOpen(random.chance(0.7) ? at(wanted, index * 3) : undefined, at(staffed, index * 5), index)
  }

  function addOpen(opportunity: Opportunity | undefined, { project }: Assignment, index: number): void {
    const role = at(ROLES, index)
    const from = asOf + random.integer(-40, 150)
    const hours = random.integer(4, 60) * 10
    const region = random.chance(0.08) ? null : at(leaves, index)
    const rate = Math.round(role.billRate * random.between(0.9, 1.1))
    writer.add('pse__Resource_Request__c', asOf - random.integer(2, 60), {
      CurrencyIsoCode: opportunity?.customer.currency ?? project.currency,
      ...requestFields(role.name, from, from + Math.round(hours / 6), hours),
      pse__Status__c: random.weighted(STATUSES),
      pse__Opportunity__c: opportunity?.id ?? null,
      pse__Opportunity_Probability__c:
        opportunity === undefined ? null : (opportunity.record.Probability ?? null),
      pse__Project__c: opportunity === undefined ? project.id : null,
      pse__Account__c: opportunity?.customer.name ?? project.customer?.name ?? null,
      pse__Region__c: region?.id ?? null,
      pse__Practice__c: at(organisation.practices, index),
      pse__Group__c: at(organisation.groups, index),
      pse__Requested_Bill_Rate__c: rate,
      pse__Planned_Bill_Rate__c: rate,
      pse__Request_Billable_Amount__c: rate * hours,
      pse__Request_Priority__c: random.pick(['Low', 'Normal', 'Normal', 'High']),
      pse__Notes__c: random.chance(0.7) ? null : 'Must speak German; on site two days a week',
    })
  }

  function addStaffed(
    { id, resource, project, from, to, billRate, record }: Assignment,
    index: number,
  ): void {
    const requestId = writer.add('pse__Resource_Request__c', from - 25, {
      CurrencyIsoCode: project.currency,
      ...requestFields(resource.role.name, from, to, Number(record.pse__Planned_Hours__c ?? 0)),
      pse__Status__c: 'Assigned',
      pse__Assignment__c: id,
      pse__Resource__c: resource.id,
      pse__Staffer_Resource__c: resource.id,
      pse__Project__c: project.id,
      pse__Account__c: project.customer?.name ?? null,
      pse__Region__c: resource.region.id,
      pse__Practice__c: resource.practice,
      pse__Group__c: resource.group,
      pse__Requested_Bill_Rate__c: amount(billRate),
      pse__Request_Priority__c: at(['Low', 'Normal', 'High'], index),
    })
    record.pse__Resource_Request__c = requestId
  }
}

function requestFields(role: string, from: Day, to: Day, hours: number) {
  return {
    pse__Resource_Role__c: role,
    pse__Resource_Request_Name__c: `${role} from ${dayText(from)}`,
    pse__Start_Date__c: dayText(from),
    pse__End_Date__c: dayText(Math.max(from, to)),
    pse__SOW_Hours__c: hours,
    pse__Percent_Allocated__c: 100,
  }
}
