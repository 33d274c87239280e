import type { WriteSummary } from '@certsql/driver'
import { plural } from '../run/report-text.js'
import { labelText, type OrgLabel } from '../session/org-label.js'

const VERBS = {
  insert: 'insert',
  update: 'update',
  upsert: 'insert or update',
  delete: 'delete',
  undelete: 'undelete',
} as const

/** `update 3 records of Account in acme (production)` */
export function writeText({ tables, procedure }: WriteSummary, label: OrgLabel): string {
  if (procedure !== undefined) return `run ${procedure} in ${labelText(label)}`

  const parts = [...tables].flatMap(([table, counts]) =>
    [...counts].map(([operation, count]) => `${VERBS[operation]} ${plural(count, 'record')} of ${table}`),
  )
  return `${parts.join(', ')} in ${labelText(label)}`
}
