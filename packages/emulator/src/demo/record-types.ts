import type { DemoContext } from './context.js'

const RECORD_TYPES = {
  customer: ['Account', 'Customer'],
  vendor: ['Account', 'Vendor'],
  intercompany: ['Account', 'Intercompany'],
  contact: ['Contact', 'Business Contact'],
  resource: ['Contact', 'Resource'],
  productOpportunity: ['Opportunity', 'Product Opportunity'],
  servicesOpportunity: ['Opportunity', 'Services Opportunity'],
  supportCase: ['Case', 'Support'],
  billingCase: ['Case', 'Billing Query'],
  lead: ['Lead', 'Inbound Lead'],
  customerProject: ['pse__Proj__c', 'Customer Project'],
  internalProject: ['pse__Proj__c', 'Internal Project'],
  billingMilestone: ['pse__Milestone__c', 'Billing Milestone'],
  expense: ['pse__Expense__c', 'Standard Expense'],
} as const

export type RecordTypes = Readonly<Record<keyof typeof RECORD_TYPES, string>>

export function createRecordTypes({ writer, start }: DemoContext): RecordTypes {
  const ids = Object.entries(RECORD_TYPES).map(([key, [object, name]]) => {
    const id = writer.add('RecordType', start - 195, {
      Name: name,
      DeveloperName: name.replace(/ /g, '_'),
      SobjectType: object,
      NamespacePrefix: object.startsWith('pse__') ? 'pse' : null,
      Description: `Record type for ${name.toLowerCase()} records`,
      IsActive: true,
    })
    return [key, id]
  })
  return Object.fromEntries(ids) as RecordTypes
}
