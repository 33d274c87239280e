import { findColumn } from '@certsql/catalog'
import { internalError } from '@certsql/core'
import type { RemoteScan } from '../logical/remote-scan.js'
import { idColumn, rootPath, soqlField } from './field-path.js'
import { printExpression, printSoql } from './print-soql.js'
import type { SoqlExpression, SoqlQuery, SoqlSelectItem } from './soql-query.js'

export interface ScanSoql {
  readonly query: SoqlQuery
  readonly text: string
  /** For each column of the scan, where its value stands in a record: `['Account', 'Name']`, or an alias. */
  readonly paths: readonly (readonly string[])[]
  /** For each column, where the flags stand that make its value null. */
  readonly deletedFlags: readonly (readonly (readonly string[])[])[]
}

/**
 * The query of a scan, and where in the records the values of its columns stand.
 *
 * ```ts
 * scanToSoql(scan)
 * // { text: 'SELECT Id, Account.Name FROM Contact', paths: [['Id'], ['Account', 'Name']], query }
 * ```
 *
 * A field is selected once however many columns show it: the org refuses repetitions. In an aggregate query every
 * output has an alias, since two keys such as `Account.Name` and `Owner.Name` would otherwise both be called `Name`.
 */
export function scanToSoql(scan: RemoteScan): ScanSoql {
  const namer = scan.grouping === undefined ? plainNames(scan) : aggregateNames(scan)
  const selected = new Map<string, Selected>()
  const read = (expression: SoqlExpression): readonly string[] => {
    const text = printExpression(expression)
    const known = selected.get(text) ?? namer(expression)
    selected.set(text, known)
    return known.path
  }
  const paths = scan.outputs.map(({ expression }) => read(expression))
  const deletedFlags = scan.outputs.map((output) =>
    (output.deletedFlags ?? []).map((flag) => read(soqlField(flag))),
  )
  const select = selected.size === 0 ? [leastItem(scan)] : [...selected.values()].map(({ item }) => item)
  const query = queryOf(scan, select)
  return { query, text: printSoql(query), paths, deletedFlags }
}

interface Selected {
  readonly item: SoqlSelectItem
  readonly path: readonly string[]
}

function queryOf(scan: RemoteScan, select: readonly SoqlSelectItem[]): SoqlQuery {
  const { grouping, filter } = scan
  return {
    select,
    from: scan.table.name,
    groupBy: grouping?.keys ?? [],
    orderBy: scan.orderBy,
    ...(scan.scope === undefined ? {} : { scope: scan.scope }),
    ...(filter === undefined || filter.kind === 'SoqlAlways' ? {} : { where: filter }),
    ...(grouping?.form === undefined ? {} : { groupByForm: grouping.form }),
    ...(grouping?.having === undefined ? {} : { having: grouping.having }),
    ...(scan.limit === undefined ? {} : { limit: scan.limit }),
    ...(scan.offset === undefined ? {} : { offset: scan.offset }),
  }
}

/** Plain fields may have no alias; functions get one, as the plain field may be selected too. */
function plainNames(scan: RemoteScan): (expression: SoqlExpression) => Selected {
  let functions = 0
  return (expression) => {
    if (expression.kind === 'SoqlField') {
      const { relationships, column } = expression.path
      return { item: { expression }, path: [...relationships, column.name] }
    }
    const alias = freeAlias(scan, `f${functions++}`)
    return { item: { expression, alias }, path: [alias] }
  }
}

/** k0, k1, … for grouping keys, a0, a1, … for aggregates. */
function aggregateNames(scan: RemoteScan): (expression: SoqlExpression) => Selected {
  let keys = 0
  let aggregates = 0
  return (expression) => {
    const name = expression.kind === 'SoqlAggregate' ? `a${aggregates++}` : `k${keys++}`
    const alias = freeAlias(scan, name)
    return { item: { expression, alias }, path: [alias] }
  }
}

const FULL_NAMES = { shortNames: false }

/** An alias may not be the name of a field of the object. */
function freeAlias({ table }: RemoteScan, wanted: string): string {
  let alias = wanted
  while (findColumn(table, alias, FULL_NAMES).kind !== 'unknown') alias += 'x'
  return alias
}

/** What a query selects that needs no values, only rows. */
function leastItem(scan: RemoteScan): SoqlSelectItem {
  const [key] = scan.grouping?.keys ?? []
  if (key !== undefined) return { expression: key, alias: freeAlias(scan, 'k0') }
  const column = idColumn(scan.table) ?? scan.table.columns.find((one) => one.inStar)
  if (column === undefined) throw internalError(`${scan.table.name} has no columns`)
  const id = soqlField(rootPath(scan.table, column))
  if (scan.grouping === undefined) return { expression: id }
  return {
    expression: { kind: 'SoqlAggregate', function: 'COUNT', argument: id },
    alias: freeAlias(scan, 'a0'),
  }
}
