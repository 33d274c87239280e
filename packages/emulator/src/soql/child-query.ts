import type { Evaluation, PagedResult } from './evaluation.js'
import { rowFilter } from './filter-rows.js'
import { checkOrderBy, sortKeys } from './order-by.js'
import { orderRows } from './order-rows.js'
import { QueryScope } from './query-scope.js'
import type { Query } from './query-tree.js'
import type { CellWriter } from './record-writer.js'
import { type ChildQueryCompiler, RecordSelector } from './select-records.js'
import { checkSemiJoins } from './semi-join.js'

/** Levels of subqueries below the root query. */
const MAXIMUM_DEPTH = 4

/** Rows of children written so far: they count towards the size of a page. */
export interface Tally {
  children: number
}

/** What compiles the subqueries of a query; `depth` is 1 for those of the root. */
export function childQueryCompiler(tally: Tally, depth: number): ChildQueryCompiler {
  return (query, parent) => childQueryWriter(query, parent, tally, depth)
}

/** The children of a row, as a query result inside the record: null when there are none. */
function childQueryWriter(
  query: Query,
  parent: QueryScope,
  tally: Tally,
  depth: number,
): { name: string; write: CellWriter } {
  const { evaluation } = parent
  const { complaints, org } = evaluation
  if (depth > MAXIMUM_DEPTH) {
    throw complaints.malformed(
      `SOQL subqueries cannot be nested more than ${MAXIMUM_DEPTH} levels deep`,
      query.span,
    )
  }
  if (query.lock !== undefined)
    throw complaints.malformed(`${query.lock.name} is for root queries`, query.lock.span)
  const [from] = query.from
  const [first = '', second, ...more] = from?.path.names ?? []
  // `a.Contacts` and `Contacts` are the same below `FROM Account a`.
  const isPrefixed = second !== undefined && more.length === 0 && parent.isOwnName(first)
  const name = isPrefixed ? second : (from?.path.names ?? []).join('.')
  const relationship = parent.object.childRelationship(name)
  const object = relationship && org.object(relationship.childObject)
  const lookup = relationship && object?.field(relationship.field)
  if (relationship?.name == null || object === undefined || lookup === undefined) {
    throw complaints.invalidType(
      `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      from?.path.span,
    )
  }
  if (query.where !== undefined) checkSemiJoins(query.where, 'child', complaints)
  const scope = new QueryScope(evaluation, object, query.from)
  const passes = rowFilter(query, scope)
  checkOrderBy(query, scope)
  const keys = sortKeys(query.orderBy, scope)
  const most = query.limit?.value ?? Number.POSITIVE_INFINITY
  const { write } = new RecordSelector(query, scope, childQueryCompiler(tally, depth + 1)).select()
  const parents = org.table(parent.object)
  const table = org.table(object)
  const childrenOf = (row: number): readonly number[] => {
    const rows = (table.index(lookup).get(parents.id(row)) ?? []).filter(passes)
    return (keys.length === 0 ? rows : orderRows(rows, keys, evaluation)).slice(0, most)
  }
  const nothing = evaluation.variants.emptyChildren === 'null' ? 'null' : ''
  return {
    name: relationship.name,
    write: (row) => {
      const rows = childrenOf(row)
      if (rows.length === 0) return nothing
      tally.children += Math.min(rows.length, evaluation.pageSize)
      return writeChildren(rows, write, evaluation)
    },
  }
}

function writeChildren(rows: readonly number[], write: CellWriter, evaluation: Evaluation): string {
  const { pageSize, complaints, basePath } = evaluation
  const page = (from: number) => {
    const shown = rows.slice(from, from + pageSize)
    return { records: shown.map(write).join(','), count: shown.length }
  }
  const { records } = page(0)
  if (rows.length <= pageSize) return `{"totalSize":${rows.length},"done":true,"records":[${records}]}`
  const result: PagedResult = { soql: complaints.soql, totalSize: rows.length, pageSize, page }
  const url = `${basePath}/query/${evaluation.keep(result)}-${pageSize}`
  return `{"totalSize":${rows.length},"done":false,"nextRecordsUrl":"${url}","records":[${records}]}`
}
