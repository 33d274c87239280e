import type { BoundExpression } from '../../logical/bound-expression.js'
import { columnsUsed } from '../../logical/columns-used.js'
import { conjunctsOf } from '../../logical/conjuncts.js'
import type { CommonTableDefinition, LogicalPlan } from '../../logical/logical-plan.js'
import type { FieldPath, RemoteScan, ScanGrouping } from '../../logical/remote-scan.js'
import { pathOf } from '../../soql/field-path.js'
import type { PhysicalContext } from '../build-physical-plan.js'
import { estimateScan, keptShare } from '../estimate-scan.js'
import { mostValues } from '../most-groups.js'

/** What a table is taken for where nobody has counted: of two such tables the filtered one is smaller. */
const UNCOUNTED_RECORDS = 100_000
/** Recursive common tables and functions in FROM. */
const UNKNOWN_ROWS = 1_000
/** Of rows that a condition is asked of here. */
const KEPT_HERE = 0.3
/** Of rows that are put into groups, or lose their repetitions. */
const GROUPS_PER_ROW = 0.3
/** Of the records of an object, so many have a value of their own in a column that is no key. */
const VALUES_PER_RECORD = 0.1
/** And at least so many, if there are as many records. */
const FEW_VALUES = 200

/**
 * How many rows a plan is expected to give, roughly; `known` tells what its scans will bring, and `definitions` what its common
 * tables are.
 */
export function estimateRows(
  plan: LogicalPlan,
  context: PhysicalContext,
  known: (scan: number) => number | undefined,
  definitions: Definitions = new Map(),
): number {
  const rowsOf = (one: LogicalPlan) => estimateRows(one, context, known, definitions)
  switch (plan.kind) {
    case 'RemoteScan':
      return known(plan.id) ?? recordsOf(plan, context)
    case 'Filter':
      return rowsOf(plan.input) * KEPT_HERE ** Math.min(3, conjunctsOf(plan.condition).length)
    case 'Project':
    case 'Sort':
    case 'WindowPlan':
      return rowsOf(plan.input)
    case 'Aggregate':
      return plan.keys.length === 0 ? 1 : Math.max(1, rowsOf(plan.input) * GROUPS_PER_ROW)
    case 'DistinctPlan':
      return Math.max(1, rowsOf(plan.input) * GROUPS_PER_ROW)
    case 'Limit':
      return Math.min(plan.count ?? Number.POSITIVE_INFINITY, rowsOf(plan.input))
    case 'JoinPlan': {
      const [left, right] = [rowsOf(plan.left), rowsOf(plan.right)]
      return plan.type === 'CROSS' ? left * right : Math.max(left, right)
    }
    case 'SetOperationPlan':
      return plan.operator === 'UNION' ? rowsOf(plan.left) + rowsOf(plan.right) : rowsOf(plan.left)
    case 'ValuesRows':
      return plan.rows.length
    case 'WithPlan':
      return estimateRows(plan.body, context, known, withDefinitions(definitions, plan.definitions))
    case 'CommonTableScan': {
      const definition = definitions.get(plan.definition)
      return definition === undefined ? UNKNOWN_ROWS : rowsOf(definition)
    }
    case 'LocalScan':
    case 'MetadataScan':
    case 'SoqlScan':
    case 'TableFunctionScan':
      return UNKNOWN_ROWS
  }
}

/** Common tables by their ids. */
type Definitions = ReadonlyMap<number, LogicalPlan>

/** How often a recursive one goes round is not known. */
function withDefinitions(known: Definitions, added: readonly CommonTableDefinition[]): Definitions {
  const counted = added.filter(({ recursive }) => !recursive)
  return new Map([...known, ...counted.map((one): [number, LogicalPlan] => [one.id, one.plan])])
}

/** Rows that a scan is expected to bring. */
export function recordsOf(scan: RemoteScan, context: PhysicalContext): number {
  if (scan.grouping !== undefined) return groupsOf(scan, scan.grouping, context)
  const { rows } = estimateScan(scan, context)
  if (rows !== undefined) return rows
  const records = UNCOUNTED_RECORDS * (scan.filter === undefined ? 1 : keptShare(scan.filter))
  return Math.min(records, scan.limit ?? records)
}

/** A key of which nothing is known has many values here: a guess too low would have all groups come first. */
function groupsOf(scan: RemoteScan, { keys }: ScanGrouping, { view }: PhysicalContext): number {
  const records = view.statistics(scan.table.name)?.records ?? UNCOUNTED_RECORDS
  const rows = records * (scan.filter === undefined ? 1 : keptShare(scan.filter))
  const values = keys.map((key) => mostValues(key, view) ?? records * VALUES_PER_RECORD)
  const groups = values.reduce((product, count) => product * count, 1)
  return Math.min(groups, Math.max(1, rows), scan.limit ?? groups)
}

/** How many different values the field has that an operand reads: a lookup as many as its parent has records. */
export function distinctValues(
  scan: RemoteScan,
  operand: BoundExpression,
  { view }: PhysicalContext,
): { readonly count: number; readonly isCounted: boolean } {
  const path = pathRead(scan, operand)
  if (path === undefined) return { count: 1, isCounted: false }
  const { column } = path
  const parents = parentsOf(path)
  const objects = countedObjects(path)
  const records = objects.map((name) => view.statistics(name)?.records)
  const total = records.reduce<number>((sum, one) => sum + (one ?? UNCOUNTED_RECORDS), 0)
  const { unique, idLookup, externalId, nameField, autoNumber } = column.field
  const isNearlyKey = [unique, idLookup, externalId, nameField, autoNumber].includes(true)
  const isKey = parents.length > 0 || column.fieldType === 'id' || isNearlyKey
  return {
    count: isKey ? total : Math.min(total, Math.max(FEW_VALUES, total * VALUES_PER_RECORD)),
    isCounted: records.every((one) => one !== undefined),
  }
}

/** The objects whose records tell how many values an operand has. */
export function objectsToCount(scan: RemoteScan, operand: BoundExpression): readonly string[] {
  const path = pathRead(scan, operand)
  return path === undefined ? [] : countedObjects(path)
}

function countedObjects(path: FieldPath): readonly string[] {
  const parents = parentsOf(path)
  return parents.length > 0 ? parents : [path.table.name]
}

function parentsOf({ table, column }: FieldPath): readonly string[] {
  return table.parents.find((one) => one.column === column.name)?.targets ?? []
}

function pathRead(scan: RemoteScan, operand: BoundExpression): FieldPath | undefined {
  const used = columnsUsed(operand)
  const output = scan.outputs[scan.columns.findIndex(({ id }) => used.has(id))]
  return output === undefined ? undefined : pathOf(output.expression)
}
