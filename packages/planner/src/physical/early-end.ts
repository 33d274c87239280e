import { BOOLEAN } from '@certsql/core'
import { printDuckDb } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { Limit, LogicalPlan, Sort, SortKey } from '../logical/logical-plan.js'
import { visitPlan } from '../logical/map-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import type { PlanLowering } from '../residual/plan-lowering.js'
import { firstRows, type PassingRows, passingRows } from '../rules/passing-rows.js'
import { filtered, shown } from '../rules/plan-nodes.js'
import type { RowsOfScan } from '../rules/rows-of-scan.js'
import { sortBelow } from '../rules/sort-below.js'
import { printExpression } from '../soql/print-soql.js'
import type { PushdownNote } from '../verdict/verdict.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { expectedTies } from './estimate-first-pages.js'
import type { EnoughRows } from './physical-plan.js'

/** Where a LIMIT that is counted here takes the first rows of a scan, or the first ones that pass conditions. */
export interface EarlyEnd {
  readonly limit: Limit
  readonly passing: PassingRows
  readonly rows: number
  /**
   * What the scan's columns must differ in for rows to stand apart in the order of the org, where the statement has more keys or
   * wants the rows that agree with the last one; empty where any first rows do.
   */
  readonly ties: readonly SortKey[]
}

/**
 * The scans that need not be read to their end: a LIMIT, or a test whether there is any row, takes no more than the first pages
 * may have.
 *
 *   JOIN (SELECT … WHERE length(Name) > 3 ORDER BY CreatedDate LIMIT 10) i     as a rule on the first page
 *   WHERE EXISTS (SELECT … WHERE length(Name) > 3)                            likewise
 *   ORDER BY InvoiceDate DESC, Id LIMIT 10                                    sorted by the date: until the date changes
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
  const sort = sortBelow(limit.input)?.sort
  if (limit.ties !== undefined && limit.input !== sort) return undefined
  const passing = passingRows(sort?.input ?? limit.input)
  if (passing === undefined) return undefined
  const passesSome = passing.conditions.length > 0
  const rows = firstRows(limit, passesSome)
  const keys = sort === undefined ? [] : keysInOrder(limit.ties ?? sort.keys, passing)
  if (rows === undefined || keys === undefined) return undefined
  const isWhole = limit.ties === undefined && keys.length === (sort?.keys.length ?? 0)
  if (isWhole) return passesSome ? { limit, passing, rows, ties: [] } : undefined
  return { limit, passing, rows, ties: keys }
}

/** The first keys, over the columns of the scan, if they are the order of the org. */
function keysInOrder(
  keys: readonly SortKey[],
  { scan, resolve }: RowsOfScan,
): readonly SortKey[] | undefined {
  if (scan.orderBy.length === 0 || scan.orderBy.length > keys.length) return undefined
  const first = keys
    .slice(0, scan.orderBy.length)
    .map((key) => ({ ...key, expression: resolve(key.expression) }))
  const isInOrder = first.every(({ expression, direction, nulls }, index) => {
    const item = scan.orderBy[index]
    if (expression.kind !== 'ColumnUse' || item === undefined) return false
    const output = scan.outputs[scan.columns.findIndex(({ id }) => id === expression.column.id)]
    return (
      output !== undefined &&
      printExpression(output.expression) === printExpression(item.expression) &&
      direction === item.direction &&
      nulls === item.nulls
    )
  })
  return isInOrder ? first : undefined
}

/** What tells from the rows that have come whether they are enough. */
export function enoughRows(
  { passing, rows, ties }: EarlyEnd,
  lowering: PlanLowering,
): Omit<EnoughRows, 'asJob' | 'inNoOrder'> {
  const { scan, conditions } = passing
  const counting = (conjuncts: readonly BoundExpression[]) => {
    const input = filtered(scan, conjuncts)
    const first: Limit = { kind: 'Limit', input, count: rows, offset: 0, columns: scan.columns }
    return `SELECT count(*) FROM (${printDuckDb(lowering.query(first))})`
  }
  const sql = counting(conditions)
  return ties.length === 0
    ? { sql, rows }
    : { sql, rows, settled: counting([...conditions, beforeLast(ties, scan)]) }
}

/**
 * Behind the row that came last there may be more that agree with it. Those before its place have all come: the org sends what
 * agrees side by side.
 */
function beforeLast(keys: readonly SortKey[], scan: RemoteScan): BoundExpression {
  const backwards: Sort = { kind: 'Sort', input: scan, keys: keys.map(reversed), columns: scan.columns }
  const last: Limit = { kind: 'Limit', input: backwards, count: 1, offset: 0, columns: scan.columns }
  const differs = keys.map(({ expression }): BoundExpression => {
    const plan = shown(last, expression.kind === 'ColumnUse' ? [expression.column] : [])
    const right: BoundExpression = { kind: 'ScalarSubqueryValue', plan, type: expression.type }
    return { kind: 'DistinctTest', left: expression, right, negated: false, type: BOOLEAN }
  })
  const [only, ...others] = differs
  return only !== undefined && others.length === 0 ? only : { kind: 'Or', operands: differs, type: BOOLEAN }
}

function reversed({ expression, direction, nulls }: SortKey): SortKey {
  return {
    expression,
    direction: direction === 'ASC' ? 'DESC' : 'ASC',
    nulls: nulls === 'FIRST' ? 'LAST' : 'FIRST',
  }
}

/** For EXPLAIN. */
export function earlyEndNote(end: EarlyEnd, context: PhysicalContext): PushdownNote {
  const { count, offset, ties } = end.limit
  const skipped = offset === 0 ? '' : ` OFFSET ${offset}`
  const text = ties === undefined ? `LIMIT ${count ?? 'ALL'}` : `FETCH FIRST ${count} ROWS WITH TIES`
  return { subject: 'limit', text: `${text}${skipped}`, verdict: 'superset', reason: endReason(end, context) }
}

function endReason({ passing, rows, ties }: EarlyEnd, context: PhysicalContext): string {
  const passed = passing.conditions.length > 0
  const came = passed ? 'enough rows have passed the conditions here' : `${formatCount(rows)} rows have come`
  const until = `pages are fetched until ${came}`
  if (ties.length === 0) return until
  const expected = expectedTies(passing.scan, context) ?? 1
  const about = expected > 1 ? ` (about ${formatCount(expected)})` : ''
  return `${until}, and all that agree with the last of them in what the org sorts by${about}`
}

/** Always with commas, whatever the machine's locale: plans are compared. */
function formatCount(rows: number): string {
  return rows.toLocaleString('en-US')
}
