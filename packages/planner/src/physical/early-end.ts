import { printDuckDb } from '@certsql/sql'
import type { Limit, LogicalPlan, Sort } from '../logical/logical-plan.js'
import { visitPlan } from '../logical/map-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import type { PlanLowering } from '../residual/plan-lowering.js'
import { fewRows, type PassingRows, passingRows } from '../rules/passing-rows.js'
import { filtered } from '../rules/plan-nodes.js'
import { rowsOfScan } from '../rules/rows-of-scan.js'
import { printExpression } from '../soql/print-soql.js'
import type { PushdownNote } from '../verdict/verdict.js'
import type { EnoughRows } from './physical-plan.js'

/** Where a LIMIT inside of a statement takes the first rows of a scan that pass conditions. */
export interface EarlyEnd {
  readonly limit: Limit
  readonly passing: PassingRows
  readonly rows: number
}

/**
 * The scans that need not be read to their end: a LIMIT, or a test whether there is any row, takes no more of what passes
 * conditions here than the first pages may have.
 *
 *   JOIN (SELECT … WHERE length(Name) > 3 ORDER BY CreatedDate LIMIT 10) i     as a rule on the first page
 *   WHERE EXISTS (SELECT … WHERE length(Name) > 3)                            likewise
 *
 * The rows that have come are then all rows to the statement: the first ones of the order, or any where there is none. So it
 * keeps away from scans that anybody else reads, and from an order that is not the org's.
 */
export function earlyEnds(plan: LogicalPlan): ReadonlyMap<number, EarlyEnd> {
  const mentions = new Map<number, number>()
  const ends = new Map<number, EarlyEnd>()
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan') mentions.set(node.id, (mentions.get(node.id) ?? 0) + 1)
    const end = node.kind === 'Limit' ? earlyEnd(node) : undefined
    if (end !== undefined) ends.set(end.passing.scan.id, end)
  })
  return new Map([...ends].filter(([id]) => mentions.get(id) === 1))
}

function earlyEnd(limit: Limit): EarlyEnd | undefined {
  const rows = fewRows(limit)
  if (rows === undefined) return undefined
  const sort = sortOf(limit.input)
  const passing = passingRows(sort?.input ?? limit.input)
  if (passing === undefined || (sort !== undefined && !isInOrder(sort, passing.scan))) return undefined
  return { limit, passing, rows }
}

function sortOf(plan: LogicalPlan): Sort | undefined {
  if (plan.kind === 'Project') return sortOf(plan.input)
  return plan.kind === 'Sort' ? plan : undefined
}

/** Whether the org sends the rows in this order. */
function isInOrder({ keys, input }: Sort, scan: RemoteScan): boolean {
  const rows = rowsOfScan(input, () => true)
  if (rows === undefined || keys.length !== scan.orderBy.length) return false
  return keys.every(({ expression, direction, nulls }, index) => {
    const resolved = rows.resolve(expression)
    const item = scan.orderBy[index]
    if (resolved.kind !== 'ColumnUse' || item === undefined) return false
    const output = scan.outputs[scan.columns.findIndex(({ id }) => id === resolved.column.id)]
    return (
      output !== undefined &&
      printExpression(output.expression) === printExpression(item.expression) &&
      direction === item.direction &&
      nulls === item.nulls
    )
  })
}

/** What tells from the rows that have come whether they are enough. */
export function enoughRows({ passing, rows }: EarlyEnd, lowering: PlanLowering): EnoughRows {
  const { scan, conditions } = passing
  const first: Limit = {
    kind: 'Limit',
    input: filtered(scan, conditions),
    count: rows,
    offset: 0,
    columns: scan.columns,
  }
  return { sql: `SELECT count(*) FROM (${printDuckDb(lowering.query(first))})`, rows }
}

/** For EXPLAIN. */
export function earlyEndNote({ limit: { count, offset } }: EarlyEnd): PushdownNote {
  return {
    subject: 'limit',
    text: `LIMIT ${count ?? 'ALL'}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
    verdict: 'superset',
    reason: 'pages are fetched until enough rows have passed the conditions here',
  }
}
