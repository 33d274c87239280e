import type { WriteSummary } from '@certsql/driver'
import { plural } from '../run/report-text.js'
import { labelText, type OrgLabel } from '../session/org-label.js'
import type { CompanyCounts } from './write-companies.js'

const VERBS = {
  insert: 'insert',
  update: 'update',
  upsert: 'insert or update',
  delete: 'delete',
  undelete: 'undelete',
} as const

/** So many companies are told by name. */
const MOST_COMPANIES = 5

/** `update 3 records of c2g__codaInvoice__c (2 of Merlin UK, 1 of Merlin US) in acme (production)` */
export function writeText(
  { tables, procedure }: WriteSummary,
  companies: ReadonlyMap<string, CompanyCounts>,
  label: OrgLabel,
): string {
  if (procedure !== undefined) return `run ${procedure} in ${labelText(label)}`

  const parts = [...tables].map(([table, counts]) => {
    const deeds = [...counts].map(
      ([operation, count]) => `${VERBS[operation]} ${plural(count, 'record')} of ${table}`,
    )
    return deeds.join(', ') + companiesText(companies.get(table))
  })
  return `${parts.join(', ')} in ${labelText(label)}`
}

function companiesText(counts: CompanyCounts | undefined): string {
  if (counts === undefined || counts.size === 0) return ''
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  const [only] = sorted
  if (sorted.length === 1 && only !== undefined) return ` (${only[0]})`
  const told = sorted.slice(0, MOST_COMPANIES).map(([name, count]) => `${count} of ${name}`)
  const others = sorted.slice(MOST_COMPANIES).reduce((sum, [, count]) => sum + count, 0)
  return ` (${told.join(', ')}${others > 0 ? `, ${others} of others` : ''})`
}
