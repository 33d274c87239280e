import type { TableSummary } from '@certsql/driver'
import type { NamedCandidate } from './match-names.js'

/** The tables of CertSQL itself. */
const SYSTEM_SCHEMAS: readonly NamedCandidate[] = [
  { text: 'certsql.', detail: 'what CertSQL knows: objects, fields, picklist_values, limits, settings, …' },
  { text: 'information_schema.', detail: 'tables, columns, key_column_usage, …' },
]

export function tableCandidates(tables: readonly TableSummary[]): readonly NamedCandidate[] {
  const own = tables
    .filter(({ queryable }) => queryable)
    .map(({ name, label }) => ({ text: name, detail: label, label }))
  return [...own, ...SYSTEM_SCHEMAS]
}
