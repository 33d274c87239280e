import type { RemoteScan } from '../logical/remote-scan.js'
import { pathOf } from '../soql/field-path.js'
import { printExpression, printSoql } from '../soql/print-soql.js'
import { scanToSoql } from '../soql/scan-to-soql.js'
import type { SoqlExpression, SoqlOrderItem } from '../soql/soql-query.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { mostGroups } from './most-groups.js'
import type { GroupPageKey, GroupPages } from './physical-plan.js'

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
export function pagedGroups(scan: RemoteScan, context: PhysicalContext): PagedGroups | undefined {
  const { grouping, limit, offset } = scan
  const size = context.options.groupPageSize
  if (grouping === undefined || grouping.keys.length === 0 || grouping.form !== undefined) return undefined
  if ((limit !== undefined && limit <= size) || offset !== undefined) return undefined
  const most = mostGroups(scan, context.view)
  if (most !== undefined && most <= size) return undefined
  const order = pageOrder(scan)
  if (order === undefined) return undefined
  const { query, paths } = scanToSoql(selectingKeys(scan, order))
  const keys = order.map((item, index): GroupPageKey => {
    const path = paths[scan.columns.length + index] ?? []
    return { ...item, path, value: valueKind(item.expression) ?? 'number' }
  })
  const { limit: _, ...rest } = query
  const page = { ...rest, orderBy: order, limit: size }
  return {
    soql: printSoql(page),
    groupPages: {
      query: page,
      keys,
      isComplete: order.length === grouping.keys.length,
      size,
      ...(limit === undefined ? {} : { most: limit }),
    },
  }
}

/** The keys of the pages, in the order of the scan if it has one. */
function pageOrder({ grouping, orderBy }: RemoteScan): readonly SoqlOrderItem[] | undefined {
  const keys = grouping?.keys ?? []
  const isOrdered = (expression: SoqlExpression) => valueKind(expression) !== undefined
  if (!orderBy.every(({ expression }) => expression.kind !== 'SoqlAggregate' && isOrdered(expression)))
    return undefined
  const asked = new Set(orderBy.map(({ expression }) => printExpression(expression)))
  const others = keys
    .filter((key) => isOrdered(key) && !asked.has(printExpression(key)))
    .map((expression): SoqlOrderItem => ({ expression, direction: 'ASC', nulls: 'FIRST' }))
  const order = [...orderBy, ...others]
  return order.length === 0 ? undefined : order
}

/** How a value of the key is written in SOQL; undefined for keys whose order in the org is not known for certain. */
function valueKind(expression: SoqlExpression): GroupPageKey['value'] | undefined {
  const { column } = pathOf(expression)
  if (!column.capabilities.filterable || !column.capabilities.sortable) return undefined
  switch (expression.kind) {
    case 'SoqlAggregate':
      return undefined
    case 'SoqlFunction':
      if (expression.name === 'DAY_ONLY') return 'date'
      return expression.name.startsWith('CALENDAR_') || expression.name.startsWith('DAY_IN_')
        ? 'number'
        : undefined
    case 'SoqlField':
      break
  }
  switch (column.fieldType) {
    case 'id':
    case 'reference':
      return 'id'
    case 'date':
      return 'date'
    case 'int':
    case 'double':
    case 'percent':
      return 'number'
    default:
      return undefined
  }
}

/** The scan with the keys of its pages behind its own columns, selected whether anybody looks at them or not. */
function selectingKeys(scan: RemoteScan, order: readonly SoqlOrderItem[]): RemoteScan {
  const outputs = order.map(({ expression }) => ({ expression }))
  return { ...scan, outputs: [...scan.outputs, ...outputs] }
}
