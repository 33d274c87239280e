import type { FieldValue } from '../org/record-sink.js'
import type { Table } from '../org/table.js'
import { comparisonKey, constantOf } from './comparison.js'
import { type ConditionContext, compileCondition, type Predicate } from './compile-condition.js'
import { compileOperand, type Operand } from './operand.js'
import type { QueryScope } from './query-scope.js'
import type { Condition, Expression, Literal, Query } from './query-tree.js'
import { semiJoinIds } from './semi-join.js'

/** Scopes that every object has, or that go by its owner; the others need features that this org lacks. */
const OWNED_SCOPES: ReadonlySet<string> = new Set(['mine', 'mineandmygroups'])

/** The test that `WHERE`, `USING SCOPE` and the recycle bin make of a row. */
export function rowFilter(query: Query, scope: QueryScope): Predicate {
  const { evaluation, object } = scope
  const table = evaluation.org.table(object)
  const tests: Predicate[] = []
  if (!evaluation.includeDeleted) tests.push((row) => !table.isDeleted(row))
  else if (table.hasPurgedRows) tests.push((row) => !table.isPurged(row))
  const scopeTest = scopeFilter(query, scope)
  if (scopeTest !== undefined) tests.push(scopeTest)
  if (query.where !== undefined) tests.push(compileCondition(query.where, whereContext(scope)))
  const [first, second] = tests
  if (first === undefined) return () => true
  if (second === undefined) return first
  return (row) => tests.every((test) => test(row))
}

/** The rows of a query in the order of their insertion, no more than asked for. */
export function filterRows(query: Query, scope: QueryScope, most = Number.POSITIVE_INFINITY): number[] {
  const passes = rowFilter(query, scope)
  const table = scope.evaluation.org.table(scope.object)
  const rows: number[] = []
  const candidates = query.where && candidateRows(query.where, scope, table)
  if (candidates !== undefined) {
    for (const row of candidates) {
      if (rows.length >= most) break
      if (passes(row)) rows.push(row)
    }
    return rows
  }
  for (let row = 0; row < table.size && rows.length < most; row++) if (passes(row)) rows.push(row)
  return rows
}

function scopeFilter({ scope: wanted }: Query, { evaluation, object }: QueryScope): Predicate | undefined {
  if (wanted === undefined || wanted.name.toLowerCase() === 'everything') return undefined
  const owner = object.field('OwnerId')
  if (owner === undefined || !OWNED_SCOPES.has(wanted.name.toLowerCase())) {
    throw evaluation.complaints.malformed(
      `${object.name} does not support the scope '${wanted.name}'`,
      wanted.span,
    )
  }
  const column = evaluation.org.table(object).column(owner)
  const { userId } = evaluation.org
  return (row) => column[row] === userId
}

function whereContext(scope: QueryScope): ConditionContext {
  return {
    evaluation: scope.evaluation,
    operandOf: (expression) => filterOperand(expression, scope),
    idsOf: (semiJoin, left) => semiJoinIds(semiJoin, left, scope, filterRows),
  }
}

const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(['FORMAT', 'CONVERTCURRENCY'])

/** What may stand on the left of an operator in WHERE. */
function filterOperand(expression: Expression, scope: QueryScope): Operand {
  const { complaints } = scope.evaluation
  const operand = compileOperand(expression, scope)
  const refused = operand.functions.find((name) => REFUSED_FUNCTIONS.has(name))
  if (refused !== undefined) {
    throw complaints.malformed(`${refused} cannot be used in a WHERE clause`, operand.span)
  }
  const isDistance = operand.functions[0] === 'DISTANCE'
  if (operand.field.schema.filterable !== true && !isDistance) {
    throw complaints.invalidField(
      `field '${operand.field.name}' can not be filtered in a query call`,
      operand.span,
    )
  }
  return operand
}

/** The fewest rows that an index offers for one of the conditions that all must hold; undefined: read them all. */
function candidateRows(condition: Condition, scope: QueryScope, table: Table): readonly number[] | undefined {
  const conditions = condition.kind === 'And' ? condition.items : [condition]
  let best: readonly number[] | undefined
  for (const item of conditions) {
    const rows = indexedRows(item, scope, table)
    if (rows !== undefined && (best === undefined || rows.length < best.length)) best = rows
  }
  return best
}

function indexedRows(condition: Condition, scope: QueryScope, table: Table): readonly number[] | undefined {
  if (condition.kind !== 'Comparison' && condition.kind !== 'List') return undefined
  if (condition.kind === 'Comparison' ? condition.operator !== '=' : condition.operator !== 'IN')
    return undefined
  if (condition.left.kind !== 'Path') return undefined
  const operand = compileOperand(condition.left, scope)
  const { schema } = operand.field
  const isIndexed = operand.kind === 'id' || schema.unique === true || schema.externalId === true
  if (operand.path.lookups.length > 0 || !isIndexed || operand.kind === 'double') return undefined
  const literals = condition.kind === 'Comparison' ? [condition.right] : condition.items
  const keys = wantedKeys(operand, literals, scope)
  if (keys === undefined) return undefined
  const rows = new Set<number>()
  if (schema.type === 'id') {
    for (const key of keys) {
      const row = table.row(String(key))
      if (row !== undefined) rows.add(row)
    }
  } else {
    const index = table.index(operand.field)
    for (const key of keys) for (const row of index.get(key) ?? []) rows.add(row)
  }
  return [...rows].sort((a, b) => a - b)
}

function wantedKeys(
  operand: Operand,
  literals: readonly Literal[],
  { evaluation }: QueryScope,
): ReadonlySet<FieldValue> | undefined {
  const keyOf = comparisonKey(operand)
  const keys = new Set<FieldValue>()
  for (const literal of literals) {
    const constant = constantOf(operand, literal, evaluation)
    // Nulls are not worth an index: most rows may have them.
    if (constant.kind !== 'value' || constant.value === '') return undefined
    keys.add(keyOf(constant.value))
  }
  return keys
}
