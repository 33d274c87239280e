import { adversarialRecords, type OrgRecord } from '../support/adversarial-records.js'
import { ADVERSARIAL_SCHEMA } from '../support/adversarial-schema.js'
import type { OrgContent } from './random-schema.js'

/** How many records of each object random statements run over. */
const KEPT: Readonly<Record<string, number>> = {
  Region__c: 6,
  Customer__c: 22,
  Invoice__c: 26,
  Line__c: 30,
  Activity__c: 12,
  Empty__c: 0,
  Single__c: 1,
}

/** The adversarial org with fewer records, so that a statement takes milliseconds. */
export function smallAdversarialOrg(): OrgContent {
  const all = adversarialRecords()
  const kept = Object.fromEntries(
    Object.entries(KEPT).map(([name, count]) => [name, (all[name] ?? []).slice(0, count)]),
  )
  const ids = new Set(Object.values(kept).flatMap((records) => records.map(({ Id }) => Id)))
  const firstInvoice = kept.Invoice__c?.[0]?.Id ?? null
  const records = Object.fromEntries(
    Object.entries(kept).map(([name, rows]) => [
      name,
      rows.map((record, index) => withoutDangling(inTheBin(name, record, index), ids, firstInvoice)),
    ]),
  )
  return { objects: ADVERSARIAL_SCHEMA.objects.filter(({ name }) => Object.hasOwn(KEPT, name)), records }
}

/** Some of those that others point to are deleted. */
function inTheBin(name: string, record: OrgRecord, index: number): OrgRecord {
  const isDeleted = (name === 'Customer__c' || name === 'Invoice__c') && index % 11 === 7
  return { ...record, IsDeleted: isDeleted }
}

/** Lookups to records that are not here are empty, but that of a detail, which cannot be. */
function withoutDangling(
  record: OrgRecord,
  ids: ReadonlySet<unknown>,
  fallback: OrgRecord[string] | null,
): OrgRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const isDangling =
        typeof value === 'string' && /^a1\d0{5}\d{7}[A-Z0-5]{3}$/.test(value) && !ids.has(value)
      if (!isDangling) return [name, value]
      return [name, name === 'Invoice__c' ? (fallback ?? null) : null]
    }),
  )
}
