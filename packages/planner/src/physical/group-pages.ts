import type { RemoteScan } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import { printExpression, printSoql } from '../soql/print-soql.js'
import type { PhysicalContext } from './build-physical-plan.js'
import type { KeyedSoql } from './group-keys.js'
import { mostGroups } from './most-groups.js'
import type { GroupKey, GroupPages, OrderKey } from './physical-plan.js'

/** An aggregate query as its first page, and how it goes on. */
export interface PagedGroups {
  /** The first page. */
  readonly soql: string
  readonly groupPages: GroupPages
}

/**
 * How an aggregate query that may have more groups than one answer holds is asked for page by page, in the order of those
 * of its keys whose order is exact: Ids, days, numbers. Undefined where one answer surely holds all, or no key has such
 * an order.
 *
 *   … GROUP BY AccountId, StageName ORDER BY AccountId ASC NULLS FIRST LIMIT 2000
 *   … WHERE AccountId > '001…' GROUP BY AccountId, StageName ORDER BY AccountId ASC NULLS FIRST LIMIT 2000
 *
 * Keys without such an order (texts, picklists) may stand beside: the last account of a full page, whose groups may not
 * all be on it, is asked for again. Nulls come first, which the org keeps to on fields of parents too.
 */
export function pagedGroups(
  scan: RemoteScan,
  { query, keys }: KeyedSoql,
  context: PhysicalContext,
): PagedGroups | undefined {
  const { limit, offset } = scan
  const size = context.options.groupPageSize
  if (keys.length === 0 || scan.grouping?.form !== undefined) return undefined
  if ((limit !== undefined && limit <= size) || offset !== undefined) return undefined
  const most = mostGroups(scan, context.view)
  if (most !== undefined && most <= size) return undefined
  const order = pageOrder(scan, keys)
  if (order.length === 0) return undefined
  const { limit: _, ...rest } = query
  const page = { ...rest, orderBy: order.map(({ path: _path, value: _value, ...item }) => item), limit: size }
  return {
    soql: printSoql(page),
    groupPages: {
      query: page,
      keys: order,
      isComplete: order.length === keys.length,
      size,
      ...(limit === undefined ? {} : { most: limit }),
    },
  }
}

/** The keys of the pages, in the order of the scan if it has one; none where that order is of something else. */
function pageOrder({ orderBy }: RemoteScan, keys: readonly GroupKey[]): readonly OrderKey[] {
  const ordered = keys.filter(hasOrder)
  const byText = new Map(ordered.map((key) => [printExpression(key.expression), key]))
  const asked = orderBy.map((item) => {
    const key = byText.get(printExpression(item.expression))
    return key === undefined ? undefined : { ...key, ...item }
  })
  if (!asked.every((one) => one !== undefined)) return []
  const known = new Set(orderBy.map(({ expression }) => printExpression(expression)))
  const others = ordered
    .filter(({ expression }) => !known.has(printExpression(expression)))
    .map((key): OrderKey => ({ ...key, direction: 'ASC', nulls: 'FIRST' }))
  return [...asked, ...others]
}

/** Whether the order of its values in the org is known for certain. */
function hasOrder({ expression, value }: GroupKey): boolean {
  return value !== 'text' && value !== 'boolean' && pathOf(expression).column.capabilities.sortable
}
