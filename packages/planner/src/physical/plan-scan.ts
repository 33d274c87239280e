import { internalError } from '@certsql/core'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan, SumCertificate } from '../logical/remote-scan.js'
import { printExpression } from '../soql/print-soql.js'
import { scanToSoql } from '../soql/scan-to-soql.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { chooseTransport } from './choose-transport.js'
import { type KeyedSoql, selectingKeys } from './group-keys.js'
import { pagedGroups } from './group-pages.js'
import { groupParts } from './group-parts.js'
import { keysetQuery } from './keyset-query.js'
import type { RowWindow, ScanCertificate, ScanColumn, ScanPlan, SumParts } from './physical-plan.js'
import { rowSkip } from './row-skip.js'

/**
 * A scan as a request: its SOQL, how it travels, and how to read each column from a record. The window is what the
 * statement takes of its rows as they pass.
 */
export function planScan(
  scan: RemoteScan,
  name: string,
  nameOf: (column: PlanColumn) => string,
  context: PhysicalContext,
  window?: RowWindow,
): ScanPlan {
  const keyed = scan.grouping === undefined ? undefined : selectingKeys(scan)
  const paged = keyed === undefined ? undefined : pagedGroups(scan, keyed, context)
  const certificates = scan.grouping?.certificates ?? []
  const soql =
    keyed !== undefined && (paged !== undefined || certificates.length > 0) ? keyed : scanToSoql(scan)
  const { text, query, paths, deletedFlags } = soql
  const skip = rowSkip(scan, query)
  const planRows = (rows: RemoteScan) => planScan(rows, name, (column) => column.name, context)
  const columns = scan.columns.map((column, index): ScanColumn => {
    const path = paths[index]
    if (path === undefined) throw internalError(`scan ${scan.alias} has no output for ${column.name}`)
    const flags = deletedFlags[index] ?? []
    const compound = column.type.kind === 'json'
    const read = { name: nameOf(column), type: column.type, path, compound }
    return flags.length === 0 ? read : { ...read, deletedFlags: flags }
  })
  return {
    id: scan.id,
    name,
    object: scan.table.name,
    soql: paged?.soql ?? text,
    includeDeleted: scan.includeDeleted,
    columns,
    aggregate: scan.grouping !== undefined,
    certificates: locateCertificates(scan, keyed),
    trustedSums: trustedSums(scan),
    notes: scan.notes,
    ...(paged === undefined ? {} : { groupPages: paged.groupPages }),
    ...(keyed === undefined || certificates.length === 0
      ? {}
      : { groupParts: groupParts(scan, keyed, planRows, context) }),
    ...(skip === undefined ? {} : { skip }),
    ...chooseTransport(scan, context, window),
    ...keysetQuery(scan, query, context),
  }
}

/** Those that somebody still asks for. */
function trustedSums(scan: RemoteScan): ScanPlan['trustedSums'] {
  return (scan.grouping?.trusted ?? []).flatMap(({ sum, scale }) => {
    const index = scan.columns.findIndex(({ id }) => id === sum.id)
    return index < 0 ? [] : [{ sum: index, scale }]
  })
}

/** The sum of a field is proved once, however many columns show it: it comes once. */
function locateCertificates(scan: RemoteScan, keyed: KeyedSoql | undefined): readonly ScanCertificate[] {
  const located = (scan.grouping?.certificates ?? []).map((one) => locateCertificate(one, scan, keyed))
  return [...new Map(located.map((one) => [textOf(scan, one.sum), one])).values()]
}

function textOf({ outputs }: RemoteScan, index: number): string {
  const output = outputs[index]
  if (output === undefined) throw internalError('a certificate names a column that is not there.')
  return printExpression(output.expression)
}

function locateCertificate(
  certificate: SumCertificate,
  scan: RemoteScan,
  keyed: KeyedSoql | undefined,
): ScanCertificate {
  const indexOf = (column: PlanColumn) => scan.columns.findIndex((one) => one.id === column.id)
  const [sum, count, minimum, maximum] = [
    indexOf(certificate.sum),
    indexOf(certificate.count),
    indexOf(certificate.minimum),
    indexOf(certificate.maximum),
  ]
  const parts = keyed === undefined ? undefined : sumParts(scan, keyed, [sum, count, minimum, maximum])
  const { scale } = certificate
  return { sum, count, minimum, maximum, scale, ...(parts === undefined ? {} : { parts }) }
}

function sumParts(
  scan: RemoteScan,
  { query, keys }: KeyedSoql,
  figures: readonly number[],
): SumParts | undefined {
  const expressions = figures.flatMap((index) => scan.outputs[index]?.expression ?? [])
  const [sum] = expressions
  if (sum?.kind !== 'SoqlAggregate' || sum.argument.kind !== 'SoqlField') return undefined
  const { path } = sum.argument
  if (!path.column.capabilities.filterable) return undefined
  const wanted = new Set([...expressions, ...keys.map(({ expression }) => expression)].map(printExpression))
  const { limit: _limit, offset: _offset, having: _having, ...rest } = query
  return {
    query: {
      ...rest,
      select: query.select.filter(({ expression }) => wanted.has(printExpression(expression))),
      orderBy: [],
    },
    number: sum.argument,
    numberPath: [...path.relationships, path.column.name],
  }
}
