import type { CatalogView } from '@certsql/catalog'
import type { RemoteScan } from '../logical/remote-scan.js'
import type { SoqlExpression } from '../soql/soql-query.js'

/** The most groups that an aggregate query can have, as far as its keys and the numbers of records tell. */
export function mostGroups({ grouping, table }: RemoteScan, view: CatalogView): number | undefined {
  const keys = grouping?.keys ?? []
  const values = keys.map((key) => mostValues(key, view))
  const combinations = values.every((count) => count !== undefined)
    ? values.reduce((product, count) => product * count, 1)
    : undefined
  const records = view.statistics(table.name)?.records
  if (combinations === undefined || records === undefined) return combinations ?? records
  return Math.min(combinations, records)
}

/** The number of groups that is guessed: a key of which nothing is known has 200 values, as PostgreSQL says. */
export function expectedGroups({ grouping, table, limit }: RemoteScan, view: CatalogView): number {
  const values = (grouping?.keys ?? []).map((key) => mostValues(key, view) ?? GUESSED_VALUES)
  const combinations = values.reduce((product, count) => product * count, 1)
  return Math.min(combinations, view.statistics(table.name)?.records ?? combinations, limit ?? combinations)
}

/** Of a key of which nothing is known. */
export const GUESSED_VALUES = 200

/** Different values of a key, null among them. */
export function mostValues(key: SoqlExpression, view: CatalogView): number | undefined {
  switch (key.kind) {
    case 'SoqlAggregate':
      return undefined
    case 'SoqlFunction':
      return VALUES_OF_PARTS[key.name]
    case 'SoqlField': {
      const { column, table } = key.path
      if (column.fieldType === 'boolean') return 2
      if (column.fieldType === 'picklist') return picklistValues(column.field.picklistValues?.length)
      const [target, ...others] = column.fieldType === 'id' ? [table.name] : (column.field.referenceTo ?? [])
      const records = target === undefined || others.length > 0 ? undefined : view.statistics(target)?.records
      return records === undefined ? undefined : records + 1
    }
  }
}

/** Values that were taken out of the set-up may live on in records. */
function picklistValues(active: number | undefined): number | undefined {
  return active === undefined ? undefined : 2 * active + 1
}

const VALUES_OF_PARTS: Readonly<Record<string, number>> = {
  CALENDAR_YEAR: 100,
  CALENDAR_QUARTER: 5,
  CALENDAR_MONTH: 13,
  DAY_IN_MONTH: 32,
  DAY_IN_WEEK: 8,
  DAY_IN_YEAR: 367,
  HOUR_IN_DAY: 25,
}
