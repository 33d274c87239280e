import type { Limit, LogicalPlan } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { estimateFirstPages, estimateWhole } from '../physical/estimate-first-pages.js'
import { firstRows, passingRows } from './passing-rows.js'
import type { RuleContext } from './rule.js'
import { explainSort, ordered, orderedInPart, orderOf } from './scan-order.js'
import type { SortBelow } from './sort-below.js'

/**
 * Lets the org sort what is sorted and cut here once more: its pages come in order until enough rows have come (early-end.ts).
 *
 *   WHERE length(Name) > 3 ORDER BY Total LIMIT 10   conditions are checked here: pages until 10 rows pass them
 *   ORDER BY InvoiceDate DESC, Id LIMIT 10           it sorts by the date: pages until the date changes behind the 10th row, and
 *                                                    of those that agree in it the Ids decide here
 *   ORDER BY Total FETCH FIRST 10 ROWS WITH TIES     likewise
 *
 * So the order of later keys (Ids, picklists, computed values) need not be known. It stays away where nothing is saved: where
 * the first key is one of those, and where so many rows are expected to agree that all of them cost fewer calls as a job.
 *
 *   ORDER BY Active__c, Id LIMIT 10                  of a million records: half of them agree
 */
export function sortInPages(
  limit: Limit,
  { sort, rebuild }: SortBelow,
  context: RuleContext,
): LogicalPlan | undefined {
  if (limit.ties !== undefined && limit.input !== sort) return undefined
  const rows = passingRows(sort.input)
  if (rows === undefined || rows.scan.orderBy.length > 0) return undefined
  const wanted = firstRows(limit, rows.conditions.length > 0)
  if (wanted === undefined) return undefined
  const keys = limit.ties ?? sort.keys
  const order = orderOf(keys, rows, context)
  if (order.items.length === 0) return undefined
  const isWhole = order.kind === 'exact' && limit.ties === undefined
  if (isWhole && rows.conditions.length === 0) return undefined
  const scan =
    order.kind === 'exact' ? ordered(rows.scan, keys, order) : orderedInPart(rows.scan, keys, order)
  if (!isWhole && costsMore(scan, wanted, context)) {
    const explained = explainSort(sort, keys, TOO_MANY_TIES)
    return explained === sort ? limit : { ...limit, input: rebuild(explained) }
  }
  return { ...limit, input: rebuild({ ...sort, input: rows.rebuild(scan) }) }
}

const TOO_MANY_TIES =
  'so many rows are expected to agree in what the org can sort by that all of them cost fewer calls as a Bulk job'

function costsMore(scan: RemoteScan, rows: number, context: RuleContext): boolean {
  const first = estimateFirstPages(scan, rows, context).apiCalls
  const whole = first === undefined ? undefined : estimateWhole(scan, context).apiCalls
  return first !== undefined && whole !== undefined && whole < first
}
