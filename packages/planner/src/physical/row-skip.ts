import { internalError } from '@certsql/core'
import { parseDecimal, withScale } from '../constants/decimal-number.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { LARGEST_OFFSET } from '../rules/skip-order.js'
import { pathOf } from '../soql/field-path.js'
import type { SoqlQuery } from '../soql/soql-query.js'
import { valueKind } from './group-keys.js'
import type { OrderKey, RowSkip } from './physical-plan.js'
import { queryBehind } from './query-behind.js'

/**
 * How the rows before those of a scan are skipped: the org skips 2,000 at a time, so each step asks for the keys of one row.
 *
 *   SELECT CloseDate, Id FROM Opportunity ORDER BY CloseDate, Id LIMIT 1 OFFSET 1999
 *   … WHERE CloseDate > 2025-01-31 OR (CloseDate = 2025-01-31 AND Id > '006…') ORDER BY CloseDate, Id LIMIT 1 OFFSET 1999
 *
 * Where a key turns out to be a number of so many digits that it cannot be asked for, what is left to skip is fetched.
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
  const steps = scan.skip / LARGEST_OFFSET
  const { limit = 0, offset = 0, ...rest } = query
  return {
    steps,
    keys,
    isExact: (place) => keys.every((key, index) => isExact(key, place[index] ?? null)),
    stepBehind: (place) => queryBehind(step, keys, place),
    rowsBehind: (place, taken) => {
      if (taken === steps) return { soql: queryBehind(query, keys, place), dropped: 0 }
      const dropped = (steps - taken) * LARGEST_OFFSET + offset
      return { soql: queryBehind({ ...rest, limit: limit + dropped }, keys, place), dropped }
    },
  }
}

/** Digits that a double keeps. */
const MOST_DIGITS = 15
const MOST = 10n ** BigInt(MOST_DIGITS)

/** Whether a value that was read is surely the one that is there: a number of more digits may have been rounded. */
function isExact({ expression, value }: OrderKey, text: string | null): boolean {
  if (value !== 'number' || text === null) return true
  const { type } = pathOf(expression).column
  const number = parseDecimal(text)
  if (number === undefined) return false
  const { digits } = withScale(number, type.kind === 'decimal' ? type.scale : 0)
  return digits < MOST && digits > -MOST
}
