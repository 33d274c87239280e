import type { RemoteScan } from '../logical/remote-scan.js'
import { idColumn } from '../soql/field-path.js'
import { printSoql } from '../soql/print-soql.js'
import type { SoqlQuery } from '../soql/soql-query.js'
import type { PhysicalContext } from './build-physical-plan.js'
import type { KeysetQuery } from './physical-plan.js'

/**
 * How a scan whose cursor breaks off can go on: the same rows, asked for by Id. Only where rows have no order and no
 * offset, which would be lost, and where each row is one record: groups have no Id.
 *
 *   SELECT Name FROM Account WHERE Industry = 'Energy' OR Rating = 'Hot'
 *   SELECT Name FROM Account WHERE (Industry = 'Energy' OR Rating = 'Hot') AND Id > '001…' ORDER BY Id ASC NULLS LAST
 *
 * The order of Ids is the org's own, in the comparison as in the sort, so it need not be known here.
 */
export function keysetQuery(
  scan: RemoteScan,
  query: SoqlQuery,
  { options }: PhysicalContext,
): { readonly keyset?: KeysetQuery } {
  const id = idColumn(scan.table)
  if (id === undefined || !id.capabilities.filterable || !id.capabilities.sortable) return {}
  if (scan.grouping !== undefined || scan.orderBy.length > 0 || (scan.offset ?? 0) > 0) return {}
  const { limit, where, ...rest } = query
  const all = printSoql(
    where === undefined ? rest : { ...rest, where: { kind: 'SoqlAnd', operands: [where] } },
  )
  const order = ` ORDER BY ${id.name} ASC NULLS LAST`
  return {
    keyset: {
      first: `${all}${order}`,
      before: `${all} ${where === undefined ? 'WHERE' : 'AND'} ${id.name} > `,
      after: order,
      pageSize: options.pageSize,
      ...(limit === undefined ? {} : { most: limit }),
    },
  }
}
