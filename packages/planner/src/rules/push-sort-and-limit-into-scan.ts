import type { BoundExpression } from '../logical/bound-expression.js'
import { usesOnly } from '../logical/columns-used.js'
import { hasSubquery } from '../logical/has-subquery.js'
import type { Filter, Limit, LogicalPlan, SetOperationPlan, Sort } from '../logical/logical-plan.js'
import { replaceColumns } from '../logical/map-expression.js'
import { expressionsOf, mapInputs, visitPlan } from '../logical/map-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { sideDefinitions } from './column-definitions.js'
import { cannotFail } from './condition-traits.js'
import { MOST_PASSING } from './passing-rows.js'
import { rowsOfScan } from './rows-of-scan.js'
import type { Rule, RuleContext } from './rule.js'
import { ruleFor } from './rule-for.js'
import { withNote } from './scan-notes.js'
import { explainSort, ordered, orderOf } from './scan-order.js'
import { LARGEST_OFFSET, skipOrder } from './skip-order.js'
import { sortBelow } from './sort-below.js'
import { sortInPages } from './sort-in-pages.js'

/**
 * Lets the org sort, skip and stop.
 *
 *   Limit 10                       ⇒   RemoteScan … ORDER BY CloseDate DESC NULLS FIRST LIMIT 10
 *   └ Sort CloseDate DESC
 *     └ RemoteScan Opportunity
 *
 * Projections may stand in between, since they neither drop nor reorder rows. Anything else may not:
 *
 *   WHERE Name = 'acme' LIMIT 1, compared exactly   -- the org may send ACME first, and the row we want never comes
 *
 * An order is only pushed where it is the same as here: not of picklists (the org's is that of the set-up), not of Ids,
 * not of text for users whose locale sorts otherwise, not of currencies that it converts, and through lookups only where
 * missing parents, which the org puts first whatever is asked, are wanted there or left out. Else nulls are always spelled out.
 *
 * Where few rows are wanted, and the last one of them ends the scan, the org may sort what is filtered here: its pages come
 * in that order until enough rows have met the conditions.
 *
 *   WHERE length(Name) > 3 ORDER BY CreatedDate DESC LIMIT 10   -- as a rule on the first page
 *   WHERE 10 / Total > 3 ORDER BY …                             -- not so: it may fail for a row that is never reached
 *
 * Elsewhere the rows that have come are sorted once more, and the scan ends as soon as enough of them pass (early-end.ts). So it may
 * where the org has the order of the first keys only (sort-in-pages.ts).
 *
 * At the top of a statement the sort itself is the answer's order, and goes with the scan only while each row passes by
 * itself: a subquery above may join, and a join keeps no order.
 */
export const pushSortAndLimitIntoScan: Rule = (plan, context) =>
  pushIntoSubplans(pushAtTop(plan, context), context)

const pushIntoSubplans = ruleFor(['Limit'], pushBestRows)

/** With OFFSET the org gives one page and no locator for the next one; no page is smaller than this. */
const SMALLEST_PAGE = 200
/** More than any object holds; a larger LIMIT is none, and might not be a number to the org. */
const LARGEST_LIMIT = 1_000_000_000

// ── At the top ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Down from the top, through what handles each row by itself; of the rows so many are wanted, if not all. */
function pushAtTop(plan: LogicalPlan, context: RuleContext, wanted?: number): LogicalPlan {
  switch (plan.kind) {
    case 'Filter':
    case 'Project': {
      if (expressionsOf(plan).some(hasSubquery)) return plan
      const isProject = plan.kind === 'Project'
      const input = pushAtTop(plan.input, context, isProject ? wanted : undefined)
      return input === plan.input || (!isProject && countsRows(input)) ? plan : { ...plan, input }
    }
    case 'Limit': {
      if (plan.ties !== undefined) return plan
      const input = pushAtTop(
        plan.input,
        context,
        plan.count === undefined ? undefined : plan.count + plan.offset,
      )
      if (countsRows(input)) return plan
      return pushLimit(input === plan.input ? plan : { ...plan, input })
    }
    case 'Sort':
      return pushSort(plan, wanted, context)
    default:
      return plan
  }
}

/** Rows are counted as they pass at the very top only; below other work they are staged, and would lose their order. */
function countsRows(plan: LogicalPlan): boolean {
  return plan.kind === 'Limit' || (plan.kind === 'Project' && countsRows(plan.input))
}

function pushSort(sort: Sort, wanted: number | undefined, context: RuleContext): LogicalPlan {
  const endsEarly = wanted !== undefined && wanted <= MOST_PASSING
  const rows = rowsOfScan(sort.input, endsEarly ? passesRowByRow : undefined)
  if (rows === undefined || rows.hasSubqueries || !takesOrder(rows.scan)) return sort
  const order = orderOf(sort.keys, rows, context)
  // Of its first rows the LIMIT decides, further down.
  if (order.kind === 'partial' && order.items.length > 0 && wanted !== undefined) return sort
  if (order.kind === 'partial') return explainSort(sort, [order.key], order.reason)
  return rows.rebuild(ordered(rows.scan, sort.keys, order))
}

/** Rows behind the last one that is wanted are never asked, so it must not matter what they would say. */
function passesRowByRow({ condition }: Filter): boolean {
  return !hasSubquery(condition) && cannotFail(condition)
}

function pushLimit(limit: Limit): LogicalPlan {
  const rows = rowsOfScan(limit.input)
  const bounds = rows === undefined ? undefined : boundsFor(limit, rows.scan)
  if (rows === undefined || bounds === undefined) return limit
  const bounded = rows.rebuild(withBounds(rows.scan, limit, bounds))
  return bounds.isWhole ? bounded : { ...limit, offset: bounds.left, input: bounded }
}

// ── Elsewhere ──────────────────────────────────────────────────────────────────────────────────────────────────

/** A LIMIT inside: its rows are chosen there, and sorted again here, for whoever still looks at their order. */
function pushBestRows(limit: Limit, context: RuleContext): LogicalPlan {
  const best = sortBelow(limit.input)
  if (limit.ties !== undefined) return (best && sortInPages(limit, best, context)) ?? limit
  const union = unionBelow(best?.sort.input ?? limit.input)
  if (union !== undefined) return pushIntoUnion(limit, union, best?.sort, context)
  if (best === undefined) return pushLimit(limit)
  const rows = rowsOfScan(best.sort.input)
  if (rows === undefined) return sortInPages(limit, best, context) ?? limit
  if (!takesOrder(rows.scan) || boundsFor(limit, rows.scan) === undefined) return limit
  const order = orderOf(best.sort.keys, rows, context)
  if (order.kind === 'partial') {
    const inPages = order.items.length === 0 ? undefined : sortInPages(limit, best, context)
    if (inPages !== undefined) return inPages
    const sort = explainSort(best.sort, [order.key], order.reason)
    return sort === best.sort ? limit : { ...limit, input: best.rebuild(sort) }
  }
  const inOrder = ordered(rows.scan, best.sort.keys, order)
  const bounds = boundsFor(limit, inOrder)
  if (bounds === undefined) return limit
  const sorted = best.rebuild({ ...best.sort, input: rows.rebuild(withBounds(inOrder, limit, bounds)) })
  return bounds.isWhole ? sorted : { ...limit, offset: bounds.left, input: sorted }
}

// ── UNION ALL ──────────────────────────────────────────────────────────────────────────────────────────────────

interface UnionBelow {
  readonly union: SetOperationPlan
  /** An expression over the plan's columns in terms of the union's. */
  resolve(expression: BoundExpression): BoundExpression
}

/** A UNION ALL below projections. */
function unionBelow(plan: LogicalPlan): UnionBelow | undefined {
  if (plan.kind === 'SetOperationPlan' && plan.operator === 'UNION' && plan.all)
    return { union: plan, resolve: (expression) => expression }
  if (plan.kind !== 'Project') return undefined
  const below = unionBelow(plan.input)
  const definitions = new Map(plan.items.map(({ column, expression }) => [column.id, expression]))
  return below && { ...below, resolve: (one) => below.resolve(replaceColumns(one, definitions)) }
}

/**
 * The best rows of all are among the best of each part, so each part need give no more than those. Where a part cannot be cut
 * in the org it stays whole.
 */
function pushIntoUnion(
  limit: Limit,
  { union, resolve }: UnionBelow,
  sort: Sort | undefined,
  context: RuleContext,
): LogicalPlan {
  if (limit.count === undefined) return limit
  const count = limit.count + limit.offset
  const keys = (sort?.keys ?? []).map((key) => ({ ...key, expression: resolve(key.expression) }))
  const cut = (name: 'left' | 'right'): LogicalPlan => {
    const side = union[name]
    if (isCut(side)) return side
    // A column that the union compares otherwise has another order in it.
    const columns = sideDefinitions(union, name)
    if (!keys.every(({ expression }) => usesOnly(expression, columns))) return side
    const sideKeys = keys.map((key) => ({ ...key, expression: replaceColumns(key.expression, columns) }))
    const sorted: LogicalPlan =
      keys.length === 0 ? side : { kind: 'Sort', input: side, keys: sideKeys, columns: side.columns }
    const best: Limit = { kind: 'Limit', input: sorted, count, offset: 0, columns: side.columns }
    const pushed = pushBestRows(best, context)
    if (!isCut(pushed)) return side
    // A union keeps no order.
    return pushed.kind === 'Sort' ? pushed.input : pushed
  }
  const [left, right] = [cut('left'), cut('right')]
  if (left === union.left && right === union.right) return limit
  return replacePlan(limit, union, { ...union, left, right }) as Limit
}

/** In the org, or with its pages. */
function isCut(plan: LogicalPlan): boolean {
  let found = false
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan' && (node.limit !== undefined || node.orderBy.length > 0)) found = true
  })
  return found
}

function replacePlan(plan: LogicalPlan, from: LogicalPlan, to: LogicalPlan): LogicalPlan {
  return plan === from ? to : mapInputs(plan, (input) => replacePlan(input, from, to))
}

// ── Bounds ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Bounds {
  readonly limit: number
  readonly offset?: number
  readonly skip?: number
  /** Nothing is left to skip or to cut here. */
  readonly isWhole: boolean
  /** What is left to skip here. */
  readonly left: number
}

/**
 * What the org may cut. OFFSET goes up to 2,000, not with grouping, and only for as many rows as surely fit on one page. More is
 * skipped from key to key, 2,000 rows for one row that is fetched; where rows have no keys, the skipped ones are fetched too. A
 * query with aggregates and without keys takes neither, and gives one row.
 */
function boundsFor({ count, offset }: Limit, scan: RemoteScan): Bounds | undefined {
  if (scan.limit !== undefined || scan.offset !== undefined) return undefined
  if (scan.grouping !== undefined && scan.grouping.keys.length === 0) return undefined
  // An OFFSET alone is legal by the documentation, but not to every parser of SOQL, and it gives one page only.
  if (count === undefined) return undefined
  const skips = offset > 0
  const isOnePage = offset <= LARGEST_OFFSET && count <= SMALLEST_PAGE
  const skipsThere = !skips || (isOnePage && scan.grouping === undefined)
  const rows = skipsThere ? count : count + offset
  if (rows > LARGEST_LIMIT || rows === 0) return undefined
  if (offset > LARGEST_OFFSET && scan.grouping === undefined && skipOrder(scan) !== undefined)
    return boundsBehindSteps(count, offset)
  const left = skipsThere ? 0 : offset
  return { limit: rows, ...(skips && skipsThere ? { offset } : {}), isWhole: skipsThere, left }
}

/** As many steps as are needed, and no more calls than pages of the skipped rows. */
function boundsBehindSteps(count: number, offset: number): Bounds {
  if (count <= SMALLEST_PAGE) {
    const steps = Math.ceil(offset / LARGEST_OFFSET) - 1
    const skip = steps * LARGEST_OFFSET
    return { limit: count, skip, offset: offset - skip, isWhole: true, left: 0 }
  }
  const left = offset % LARGEST_OFFSET
  return { limit: count + left, skip: offset - left, isWhole: left === 0, left }
}

function withBounds(scan: RemoteScan, { count, offset }: Limit, bounds: Bounds): RemoteScan {
  const { isWhole, left: _, ...pushed } = bounds
  const { skip } = bounds
  const order = skip === undefined ? undefined : skipOrder(scan)
  const text = `LIMIT ${count}${offset === 0 ? '' : ` OFFSET ${offset}`}`
  const reason = isWhole
    ? skip === undefined
      ? 'nothing below is checked here'
      : `the org skips at most 2,000 rows: ${skip.toLocaleString('en-US')} are skipped from key to key first`
    : 'the org skips at most 2,000 rows, and then gives one page: they are fetched and skipped here'
  const verdict = isWhole ? 'exact' : 'superset'
  return withNote(
    { ...scan, ...pushed, ...(order === undefined ? {} : { orderBy: order }) },
    { subject: 'limit', text, verdict, reason },
  )
}

/** A scan that has an order or a limit already chose its rows. */
function takesOrder(scan: RemoteScan): boolean {
  const hasOneRow = scan.grouping !== undefined && scan.grouping.keys.length === 0
  return scan.limit === undefined && scan.offset === undefined && !hasOneRow
}
