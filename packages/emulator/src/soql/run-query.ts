import { AGGREGATE_FUNCTIONS } from './aggregates.js'
import { childQueryCompiler, type Tally } from './child-query.js'
import type { Evaluation, PagedResult } from './evaluation.js'
import { filterRows } from './filter-rows.js'
import { checkOrderBy, sortKeys } from './order-by.js'
import { orderRows } from './order-rows.js'
import { parseSoql } from './parse-soql.js'
import { queriedObject } from './queried-object.js'
import { QueryScope } from './query-scope.js'
import type { Expression, Query, SelectItem } from './query-tree.js'
import { GroupSelector } from './select-groups.js'
import { RecordSelector } from './select-records.js'
import { checkSemiJoins } from './semi-join.js'
import { shuffled } from './shuffled.js'

const MAXIMUM_OFFSET = 2_000
const SMALLEST_PAGE = 200
/** So many long texts in a query make its pages the smallest. */
const LONG_TEXTS_FOR_SMALL_PAGES = 2

/** Parses, checks and runs a query; its pages are written when they are asked for. */
export function runQuery(evaluation: Evaluation): PagedResult {
  const { complaints } = evaluation
  const query = parseSoql(complaints)
  const object = queriedObject(query, evaluation)
  const scope = new QueryScope(evaluation, object, query.from)
  if (query.where !== undefined) checkSemiJoins(query.where, 'root', complaints)
  checkOffset(query, evaluation)
  checkLock(query, evaluation)
  if (query.scope !== undefined && query.select.some(({ expression }) => expression.kind === 'ChildQuery')) {
    throw complaints.malformed('USING SCOPE cannot be used with child subqueries', query.scope.span)
  }
  if (isRowCount(query)) return countRows(query, scope)
  return isGrouped(query) ? groupResult(query, scope) : recordResult(query, scope)
}

function checkOffset({ offset }: Query, { complaints }: Evaluation): void {
  if (offset === undefined || offset.value <= MAXIMUM_OFFSET) return
  throw complaints.other(
    'NUMBER_OUTSIDE_VALID_RANGE',
    `Maximum SOQL offset allowed is ${MAXIMUM_OFFSET}`,
    offset.span,
  )
}

/** `FOR UPDATE` locks rows, which leaves no room for an order. */
function checkLock({ lock, orderBy }: Query, { complaints }: Evaluation): void {
  if (lock === undefined || orderBy.length === 0 || !lock.name.includes('UPDATE')) return
  throw complaints.malformed('FOR UPDATE cannot be used with ORDER BY', lock.span)
}

function isCountCall({ expression }: SelectItem): boolean {
  return expression.kind === 'Call' && expression.name === 'COUNT' && expression.argument === undefined
}

function isRowCount({ select }: Query): boolean {
  return select.some(isCountCall) && select.length === 1
}

function isGrouped({ groupBy, select }: Query): boolean {
  return groupBy !== undefined || select.some(({ expression }) => isAggregate(expression))
}

function isAggregate(expression: SelectItem['expression'] | Expression): boolean {
  if (expression.kind !== 'Call') return false
  if (AGGREGATE_FUNCTIONS.has(expression.name) || expression.name === 'GROUPING') return true
  return expression.argument !== undefined && isAggregate(expression.argument)
}

/** `SELECT COUNT() FROM …`: only the size is told. */
function countRows(query: Query, scope: QueryScope): PagedResult {
  const { complaints, pageSize } = scope.evaluation
  const [order] = query.orderBy
  const [item] = query.select
  const refused = query.groupBy ?? order ?? query.offset ?? item?.alias
  if (refused !== undefined) {
    throw complaints.malformed(
      'COUNT() cannot be used with an alias, GROUP BY, ORDER BY or OFFSET',
      refused.span,
    )
  }
  const totalSize = filterRows(query, scope, query.limit?.value).length
  return { soql: complaints.soql, totalSize, pageSize, page: () => ({ records: '', count: totalSize }) }
}

function groupResult(query: Query, scope: QueryScope): PagedResult {
  const records = new GroupSelector(query, scope).select()
  const { complaints } = scope.evaluation
  return {
    soql: complaints.soql,
    totalSize: records.length,
    pageSize: records.length,
    page: () => ({ records: records.join(','), count: records.length }),
  }
}

function recordResult(query: Query, scope: QueryScope): PagedResult {
  const { complaints, pageSize } = scope.evaluation
  const tally: Tally = { children: 0 }
  const { write, longTexts } = new RecordSelector(query, scope, childQueryCompiler(tally, 1)).select()
  const rows = selectedRows(query, scope)
  const mostRows = longTexts >= LONG_TEXTS_FOR_SMALL_PAGES ? Math.min(pageSize, SMALLEST_PAGE) : pageSize
  return {
    soql: complaints.soql,
    totalSize: rows.length,
    pageSize: mostRows,
    page: (from) => {
      tally.children = 0
      let records = ''
      let count = 0
      // Children count towards the size of a page, but every page moves on.
      while (from + count < rows.length && (count === 0 || count + tally.children < mostRows)) {
        records += `${count === 0 ? '' : ','}${write(rows[from + count] ?? 0)}`
        count++
      }
      return { records, count }
    },
  }
}

/** The rows of a query without groups, in its order. */
export function selectedRows(query: Query, scope: QueryScope): readonly number[] {
  const { variants } = scope.evaluation
  checkOrderBy(query, scope)
  const keys = sortKeys(query.orderBy, scope)
  const from = query.offset?.value ?? 0
  const end = query.limit === undefined ? Number.POSITIVE_INFINITY : from + query.limit.value
  const isOrdered = keys.length > 0
  const isShuffled = variants.tieOrder === 'shuffled'
  const found = filterRows(query, scope, isOrdered || isShuffled ? undefined : end)
  const rows = isShuffled ? shuffled(found) : found
  return (isOrdered ? orderRows(rows, keys, scope.evaluation) : rows).slice(from, end)
}
