import type { CommonTableDefinition, CommonTableScan, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { visitPlan } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { formatFieldPath } from '../soql/field-path.js'
import { printCondition, printExpression } from '../soql/print-soql.js'
import { mapEveryPlan } from './map-every-plan.js'
import { projected } from './plan-nodes.js'
import type { Rule, RuleContext } from './rule.js'
import { withNote } from './scan-notes.js'

/**
 * Fetches once what several mentions of an object ask for alike.
 *
 *   Join                                              With invoices = RemoteScan Invoice: Id, Name, Total
 *   ├ RemoteScan Invoice a: Id, Name        ⇒         └ Join
 *   └ RemoteScan Invoice b: Id, Total                   ├ Project Id, Name of invoices
 *                                                       └ Project Id, Total of invoices
 *
 * The mentions must ask for the same records; their columns are put together. That costs the calls of one scan instead of
 * two, and both mentions see the same moment.
 *
 * It stays away from scans that group, sort or limit: the rows of one are not those of the other even when their texts
 * agree, since ties may fall otherwise at each call, and a limit saves more than sharing does.
 */
export const shareScans: Rule = (plan, context) => {
  const groups = [...scansByRecords(plan).values()].filter((scans) => scans.length > 1)
  if (groups.length === 0) return plan
  const shared = groups.map((scans) => shareGroup(scans, context))
  const uses = new Map(shared.flatMap(({ replacements }) => [...replacements]))
  const body = mapEveryPlan(plan, (node) => (node.kind === 'RemoteScan' ? (uses.get(node.id) ?? node) : node))
  return {
    kind: 'WithPlan',
    definitions: shared.map(({ definition }) => definition),
    body,
    columns: plan.columns,
  }
}

function scansByRecords(plan: LogicalPlan): ReadonlyMap<string, readonly RemoteScan[]> {
  const groups = new Map<string, RemoteScan[]>()
  visitPlan(plan, (node) => {
    if (node.kind !== 'RemoteScan' || !isPlain(node)) return
    const { table, filter, includeDeleted, scope, transport } = node
    const where = filter === undefined ? null : printCondition(filter)
    const records = JSON.stringify([table.name, where, includeDeleted, scope ?? null, transport ?? null])
    const group = groups.get(records)
    if (group === undefined) groups.set(records, [node])
    else if (!group.includes(node)) group.push(node)
  })
  return groups
}

function isPlain({ grouping, limit, offset, orderBy }: RemoteScan): boolean {
  return orderBy.length === 0 && [grouping, limit, offset].every((one) => one === undefined)
}

interface SharedScan {
  readonly definition: CommonTableDefinition
  /** What stands in the place of each scan, by its id. */
  readonly replacements: ReadonlyMap<number, LogicalPlan>
}

function shareGroup(scans: readonly RemoteScan[], context: RuleContext): SharedScan {
  const [first, ...others] = scans as readonly [RemoteScan, ...RemoteScan[]]
  const merged = mergeOutputs(scans, context)
  const notes = others.flatMap((scan) => scan.notes)
  const scan = notes.reduce(withNote, { ...first, columns: merged.columns, outputs: merged.outputs })
  const id = context.ids.nextDefinition()
  const definition: CommonTableDefinition = {
    id,
    name: first.alias,
    plan: scan,
    recursive: false,
    materialized: true,
  }
  const replacements = scans.map((one): [number, LogicalPlan] => [
    one.id,
    useOf(one, definition, merged, context),
  ])
  return { definition, replacements: new Map(replacements) }
}

interface MergedOutputs {
  readonly columns: readonly PlanColumn[]
  readonly outputs: readonly ScanOutput[]
  /** Where an output stands in them. */
  readonly position: ReadonlyMap<string, number>
}

function mergeOutputs(scans: readonly RemoteScan[], context: RuleContext): MergedOutputs {
  const columns: PlanColumn[] = []
  const outputs: ScanOutput[] = []
  const position = new Map<string, number>()
  for (const scan of scans) {
    for (const [index, output] of scan.outputs.entries()) {
      const column = scan.columns[index]
      if (column === undefined || position.has(textOf(output))) continue
      position.set(textOf(output), outputs.length)
      outputs.push(output)
      columns.push({ ...column, id: context.ids.nextColumn() })
    }
  }
  return { columns, outputs, position }
}

/** Equal outputs have equal texts. */
function textOf({ expression, deletedFlags = [] }: ScanOutput): string {
  return [printExpression(expression), ...deletedFlags.map(formatFieldPath)].join(' ')
}

/** A mention of the shared scan that gives the columns of the scan it stands for. */
function useOf(
  scan: RemoteScan,
  definition: CommonTableDefinition,
  merged: MergedOutputs,
  context: RuleContext,
): LogicalPlan {
  const columns = merged.columns.map((column) => ({ ...column, id: context.ids.nextColumn() }))
  const use: CommonTableScan = {
    kind: 'CommonTableScan',
    definition: definition.id,
    name: scan.alias,
    columns,
  }
  const items = scan.columns.flatMap((column, index) => {
    const output = scan.outputs[index]
    const source = output === undefined ? undefined : columns[merged.position.get(textOf(output)) ?? -1]
    return source === undefined ? [] : [{ column, expression: columnUse(source) }]
  })
  return projected(use, items)
}
