import type { Table } from '@certsql/driver'
import type { NamedCandidate } from './match-names.js'

/** The values of a picklist, with the quote that ends the text. */
export function valueCandidates(table: Table, column: string): readonly NamedCandidate[] {
  const found = table.columns.find(({ name }) => isColumn(name, column))
  const values = found?.field.picklistValues ?? []
  return values
    .filter(({ active }) => active !== false)
    .map(({ value, label }) => ({
      text: `${value.replaceAll("'", "''")}'`,
      detail: label === value ? undefined : (label ?? undefined),
    }))
}

function isColumn(name: string, wanted: string): boolean {
  const [full, short] = [name.toLowerCase(), wanted.toLowerCase()]
  return full === short || full.replace(/^[a-z0-9]+__(?=.+__c$)/, '').replace(/__c$/, '') === short
}
