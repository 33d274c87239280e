import type { Org } from '../org/org.js'
import type { OrgObject } from '../org/org-object.js'
import { deriveFields } from './derived/derive-fields.js'
import { writableRow } from './find-record.js'
import { readRecord } from './read-record.js'
import { RecordChanges } from './record-changes.js'
import { insertRecord } from './save-record.js'
import { RecordRefusal, refuseRecord, type WriteError } from './write-result.js'

export interface LeadConversion {
  readonly leadId: string
  readonly convertedStatus: string
  readonly accountId: string | undefined
  readonly contactId: string | undefined
  readonly ownerId: string | undefined
  readonly opportunityName: string | undefined
  readonly doNotCreateOpportunity: boolean
}

export interface ConvertedLead {
  readonly success: boolean
  readonly errors: readonly WriteError[]
  readonly leadId?: string
  readonly accountId?: string
  readonly contactId?: string
  readonly opportunityId?: string
}

/** Fields of a lead, and where their values go. */
const ACCOUNT_FIELDS = {
  Name: 'Company',
  BillingStreet: 'Street',
  BillingCity: 'City',
  BillingState: 'State',
  BillingPostalCode: 'PostalCode',
  BillingCountry: 'Country',
  Phone: 'Phone',
  Website: 'Website',
  Industry: 'Industry',
  AnnualRevenue: 'AnnualRevenue',
  NumberOfEmployees: 'NumberOfEmployees',
}
const CONTACT_FIELDS = {
  LastName: 'LastName',
  FirstName: 'FirstName',
  Salutation: 'Salutation',
  Title: 'Title',
  Email: 'Email',
  Phone: 'Phone',
  MobilePhone: 'MobilePhone',
  LeadSource: 'LeadSource',
}

/** Makes an account, a contact and an opportunity of a lead, or adds to those that are named. */
export function convertLead(org: Org, conversion: LeadConversion): ConvertedLead {
  try {
    return org.undoLog.attempt(
      () => carryOut(org, conversion),
      () => true,
    )
  } catch (error) {
    if (!(error instanceof RecordRefusal)) throw error
    return { success: false, errors: error.errors }
  }
}

function carryOut(org: Org, conversion: LeadConversion): ConvertedLead {
  const lead = objectNamed(org, 'Lead')
  const row = writableRow(org, lead, conversion.leadId)
  const values = org.table(lead).record(row)
  if (values.IsConverted === true) {
    throw refuseRecord('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
  }
  checkStatus(lead, conversion.convertedStatus)
  const changes = new RecordChanges(org)
  const owner = conversion.ownerId === undefined ? {} : { OwnerId: conversion.ownerId }
  const make = (name: string, fields: Readonly<Record<string, unknown>>): string => {
    const object = objectNamed(org, name)
    const known = Object.entries({ ...fields, ...owner }).filter(
      ([field, value]) => value !== undefined && object.field(field)?.schema.createable === true,
    )
    const made = insertRecord(changes, object, readRecord(object, Object.fromEntries(known)))
    return org.table(object).id(made)
  }
  const taken = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).map(([to, from]) => [to, values[from]]))
  const accountId = existing(org, 'Account', conversion.accountId) ?? make('Account', taken(ACCOUNT_FIELDS))
  const contactId =
    existing(org, 'Contact', conversion.contactId) ??
    make('Contact', { ...taken(CONTACT_FIELDS), AccountId: accountId })
  const opportunityId = conversion.doNotCreateOpportunity
    ? undefined
    : make('Opportunity', {
        Name: conversion.opportunityName ?? values.Company,
        AccountId: accountId,
        StageName: firstStage(org),
        CloseDate: endOfQuarter(org),
      })
  const converted = {
    Status: conversion.convertedStatus,
    IsConverted: true,
    ConvertedDate: new Date(org.now()).toISOString().slice(0, 10),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ConvertedOpportunityId: opportunityId ?? null,
  }
  for (const [name, value] of Object.entries(converted)) {
    const field = lead.field(name)
    if (field !== undefined) changes.set(lead, row, field, value)
  }
  changes.stampModified(lead, row)
  deriveFields(changes)
  const opportunity = opportunityId === undefined ? {} : { opportunityId }
  return { success: true, errors: [], leadId: org.table(lead).id(row), accountId, contactId, ...opportunity }
}

function objectNamed(org: Org, name: string): OrgObject {
  const object = org.object(name)
  if (object !== undefined) return object
  throw refuseRecord('INVALID_TYPE', `sObject type '${name}' is not supported.`)
}

/** The Id of a record that is to be added to. */
function existing(org: Org, name: string, id: string | undefined): string | undefined {
  if (id === undefined) return undefined
  const object = objectNamed(org, name)
  return org.table(object).id(writableRow(org, object, id))
}

function checkStatus(lead: OrgObject, status: string): void {
  const values = lead.field('Status')?.schema.picklistValues ?? []
  if (status !== '' && (values.length === 0 || values.some(({ value }) => value === status))) return
  throw refuseRecord('INVALID_STATUS', `invalid convertedStatus: ${status}`)
}

function firstStage(org: Org): string {
  const [stage] = org.object('Opportunity')?.field('StageName')?.schema.picklistValues ?? []
  return stage?.value ?? 'Prospecting'
}

/** Opportunities of leads close at the end of the quarter. */
function endOfQuarter(org: Org): string {
  const now = new Date(org.now())
  const nextQuarter = Math.floor(now.getUTCMonth() / 3) * 3 + 3
  return new Date(Date.UTC(now.getUTCFullYear(), nextQuarter, 0)).toISOString().slice(0, 10)
}
