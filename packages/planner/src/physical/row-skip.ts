import { internalError } from '@certsql/core'
import type { RemoteScan } from '../logical/remote-scan.js'
import { LARGEST_OFFSET } from '../rules/skip-order.js'
import { pathOf } from '../soql/field-path.js'
import type { SoqlQuery } from '../soql/soql-query.js'
import { valueKind } from './group-keys.js'
import type { OrderKey, RowSkip } from './physical-plan.js'

/**
 * How the rows before those of a scan are skipped: the org skips 2,000 at a time, so each step asks for the keys of one row.
 *
 *   SELECT CloseDate, Id FROM Opportunity ORDER BY CloseDate, Id LIMIT 1 OFFSET 1999
 *   … WHERE CloseDate > 2025-01-31 OR (CloseDate = 2025-01-31 AND Id > '006…') ORDER BY CloseDate, Id LIMIT 1 OFFSET 1999
 */
export function rowSkip(scan: RemoteScan, query: SoqlQuery): RowSkip | undefined {
  if (scan.skip === undefined) return undefined
  const keys = scan.orderBy.map((item): OrderKey => {
    const value = valueKind(item.expression)
    if (value === undefined)
      throw internalError('a row is to be skipped to by a key that cannot be asked for.')
    return { ...item, value, path: [pathOf(item.expression).column.name] }
  })
  const select = keys.map(({ expression }) => ({ expression }))
  const step = { ...query, select, limit: 1, offset: LARGEST_OFFSET - 1 }
  return { step, steps: scan.skip / LARGEST_OFFSET, query, keys }
}
