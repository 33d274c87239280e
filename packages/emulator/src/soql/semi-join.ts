import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { FieldValue } from '../org/record-sink.js'
import { compileOperand, type Operand } from './operand.js'
import { queriedObject } from './queried-object.js'
import { QueryScope } from './query-scope.js'
import type { Condition, Query, SemiJoin } from './query-tree.js'
import type { SoqlComplaints } from './soql-refusal.js'

const MAXIMUM_SEMI_JOINS = 2

/** Objects that an inner query may not read. */
const REFUSED_OBJECTS: ReadonlySet<string> = new Set([
  'activityhistory',
  'attachment',
  'event',
  'note',
  'openactivity',
  'task',
])

/** Where a condition stands: semi-joins are allowed in few places. */
type Place = 'root' | 'child' | 'inner' | 'having'

/** Refuses semi-joins in places where the platform does not take them. */
export function checkSemiJoins(condition: Condition, place: Place, complaints: SoqlComplaints): void {
  const semiJoins = findSemiJoins(condition)
  const [first, , third] = semiJoins
  if (first === undefined) return
  switch (place) {
    case 'inner':
      throw complaints.malformed('Nesting of semi join sub-selects is not supported', first.span)
    case 'child':
      throw complaints.malformed('Semi join sub-selects are only allowed in the root query', first.span)
    case 'having':
      throw complaints.malformed('Semi join sub-selects are not supported in a HAVING clause', first.span)
    case 'root':
      break
  }
  if (third !== undefined) {
    throw complaints.other(
      'EXCEEDED_MAX_SEMIJOIN_SUBSELECTS',
      `Cannot have more than ${MAXIMUM_SEMI_JOINS} semi join sub-selects`,
      third.span,
    )
  }
  checkConnectives(condition, complaints)
}

function findSemiJoins(condition: Condition): readonly SemiJoin[] {
  switch (condition.kind) {
    case 'SemiJoin':
      return [condition]
    case 'And':
    case 'Or':
      return condition.items.flatMap(findSemiJoins)
    case 'Not':
      return findSemiJoins(condition.item)
    case 'Comparison':
    case 'List':
      return []
  }
}

function checkConnectives(condition: Condition, complaints: SoqlComplaints): void {
  if (condition.kind === 'And') for (const item of condition.items) checkConnectives(item, complaints)
  if (condition.kind !== 'Or' && condition.kind !== 'Not') return
  const [inside] = findSemiJoins(condition)
  if (inside === undefined) return
  const connective = condition.kind === 'Or' ? 'OR' : 'NOT'
  throw complaints.malformed(
    `Semi join sub-selects are not supported with the '${connective}' operator`,
    inside.span,
  )
}

/** Gives the rows of a query. */
export type RowReader = (query: Query, scope: QueryScope) => readonly number[]

/** Runs the inner query of a semi-join, after checking that it may be one. */
export function semiJoinIds(
  semiJoin: SemiJoin,
  left: Operand,
  outer: QueryScope,
  readRows: RowReader,
): ReadonlySet<FieldValue> {
  const { evaluation } = outer
  const { complaints } = evaluation
  const { query } = semiJoin
  if (left.kind !== 'id' || left.functions.length > 0 || left.path.lookups.length > 0) {
    throw complaints.malformed(
      `The left operand of a semi join must be an Id or reference field of ${outer.object.name}: '${left.label}'`,
      left.span,
    )
  }
  checkInnerClauses(query, complaints)
  const object = queriedObject(query, evaluation)
  if (object === outer.object) {
    throw complaints.malformed(
      'The inner and outer selects should not be on the same object type',
      query.span,
    )
  }
  if (REFUSED_OBJECTS.has(object.name.toLowerCase()) || object.name.endsWith('__Tag')) {
    throw complaints.malformed(
      `Entity '${object.name}' is not supported for semi join inner selects`,
      query.span,
    )
  }
  const scope = new QueryScope(evaluation, object, query.from)
  const inner = innerOperand(query, scope)
  if (!pointToSameObject(left.field, outer.object, inner.field, object)) {
    throw complaints.malformed(
      `The selected field '${inner.field.name}' in the subquery and the left operand field in the where expression in the outer query '${left.field.name}' should point to the same object type`,
      inner.span,
    )
  }
  const ids = new Set<FieldValue>()
  for (const row of readRows(query, scope)) ids.add(inner.read(row))
  // An inner null does not empty the outer result, as it would in SQL.
  ids.delete(null)
  return ids
}

function checkInnerClauses(query: Query, complaints: SoqlComplaints): void {
  if (query.where !== undefined) checkSemiJoins(query.where, 'inner', complaints)
  const [order] = query.orderBy
  const refused = order ?? query.limit ?? query.offset ?? query.lock
  if (refused !== undefined) {
    throw complaints.malformed(
      'Semi join sub-selects cannot have ORDER BY, LIMIT, OFFSET or FOR',
      refused.span,
    )
  }
}

function innerOperand(query: Query, scope: QueryScope): Operand {
  const { complaints } = scope.evaluation
  const [item] = query.select
  if (item === undefined || query.select.length > 1) {
    throw complaints.malformed('Semi join sub-selects must select exactly one field', query.span)
  }
  if (item.alias !== undefined) {
    throw complaints.malformed('only aggregate expressions use field aliasing', item.alias.span)
  }
  const { expression } = item
  if (expression.kind !== 'Path') {
    throw complaints.malformed('Semi join sub-selects can only query id fields, not functions', item.span)
  }
  const operand = compileOperand(expression, scope)
  if (operand.kind !== 'id' || operand.path.lookups.length > 0) {
    throw complaints.malformed(
      `Semi join sub-selects can only query id fields, cannot use: '${operand.label}'`,
      item.span,
    )
  }
  return operand
}

/** An Id points to its own object, a lookup to those it refers to. */
function pointToSameObject(left: OrgField, outer: OrgObject, right: OrgField, inner: OrgObject): boolean {
  const targets = (field: OrgField, object: OrgObject) =>
    field.schema.type === 'id' ? [object.name] : field.referenceTo
  const wanted = new Set(targets(left, outer))
  return targets(right, inner).some((target) => wanted.has(target))
}
