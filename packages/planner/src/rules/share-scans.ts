import { formatExpression } from '../explain/format-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { CommonTableDefinition, CommonTableScan, LogicalPlan } from '../logical/logical-plan.js'
import { columnUse, replaceColumns } from '../logical/map-expression.js'
import { visitPlan } from '../logical/map-plan.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { PushedCondition, RemoteScan, ScanOutput } from '../logical/remote-scan.js'
import { sameItems } from '../logical/same-items.js'
import { type Bindings, chooseBindings } from '../physical/bind/choose-bindings.js'
import { recordsOf } from '../physical/bind/estimate-rows.js'
import { callsFor } from '../physical/calls-for.js'
import { formatFieldPath } from '../soql/field-path.js'
import { printCondition, printExpression } from '../soql/print-soql.js'
import { ALWAYS } from '../soql/soql-condition.js'
import type { SoqlCondition } from '../soql/soql-query.js'
import type { PushdownNote } from '../verdict/verdict.js'
import { mapEveryPlan } from './map-every-plan.js'
import { checksOf, mergedFilter } from './merge-scan-filters.js'
import { filtered, projected } from './plan-nodes.js'
import type { Rule, RuleContext } from './rule.js'
import { withNote } from './scan-notes.js'

/**
 * Fetches once what several mentions of an object ask for.
 *
 *   Join                                                   With invoices = RemoteScan Invoice: Id, Name, Total, Status
 *   ├ RemoteScan Invoice a: Id, Name WHERE Status = 'Open'   ⇒   └ Join
 *   └ RemoteScan Invoice b: Id, Total                          ├ Project Id, Name of (Filter Status = 'Open' of invoices)
 *                                                              └ Project Id, Total of invoices
 *
 * Mentions that ask for the same records always share; their columns are put together. That costs the calls of one scan
 * instead of two, and both mentions see the same moment. Mentions with different conditions share where one scan for the
 * records of either is expected to cost fewer calls, or as many and fewer rows, than each by itself, either way perhaps with the
 * keys of bind joins; each then picks its own records here.
 *
 *   big.Id = 'a' JOIN big ON …    one record and a few that meet its key: two scans, and not all of them in one
 *
 * It stays away from scans that group, sort or limit: the rows of one are not those of the other even when their texts
 * agree, since ties may fall otherwise at each call, and a limit saves more than sharing does.
 */
export const shareScans: Rule = (plan, context) => withShared(plan, groupsToShare(plan, context), context)

function withShared(plan: LogicalPlan, groups: readonly ScanGroup[], context: RuleContext): LogicalPlan {
  const several = groups.filter(({ scans }) => scans.length > 1)
  if (several.length === 0) return plan
  const shared = several.map((group) => shareGroup(group, context))
  const uses = new Map(shared.flatMap(({ replacements }) => [...replacements]))
  const body = mapEveryPlan(plan, (node) => (node.kind === 'RemoteScan' ? (uses.get(node.id) ?? node) : node))
  return {
    kind: 'WithPlan',
    definitions: shared.map(({ definition }) => definition),
    body,
    columns: plan.columns,
  }
}

/** Scans that one scan with this filter stands for. */
interface ScanGroup {
  readonly scans: readonly RemoteScan[]
  readonly filter: SoqlCondition | undefined
}

/**
 * What is shared of one object decides what keys the scans of another one wait for. So each object is looked at twice, the
 * second time with what was decided for the others, unless that is what was there before.
 */
function groupsToShare(plan: LogicalPlan, context: RuleContext): readonly ScanGroup[] {
  const decided = new Map(groupsOfEqualScans(plan))
  const open = [...decided].filter(([, groups]) => groups.length > 1)
  const seen = new Map<string, readonly ScanGroup[]>()
  for (const [object, groups] of open.length === 1 ? open : [...open, ...open]) {
    const others = [...decided].flatMap(([one, shared]) => (one === object ? [] : shared))
    const before = seen.get(object)
    if (before !== undefined && sameItems(others, before)) continue
    seen.set(object, others)
    const costs = new SharingCosts(withShared(plan, others, context), context)
    decided.set(object, mergeGroups(groups, costs))
  }
  return [...decided.values()].flat()
}

/** By their objects, and what else makes records different. */
function groupsOfEqualScans(plan: LogicalPlan): ReadonlyMap<string, readonly ScanGroup[]> {
  const byObject = new Map<string, Map<string, ScanGroup>>()
  visitPlan(plan, (node) => {
    if (node.kind !== 'RemoteScan' || !isPlain(node)) return
    const { table, filter, includeDeleted, scope, transport } = node
    const object = JSON.stringify([table.name, includeDeleted, scope ?? null, transport ?? null])
    const groups = byObject.get(object) ?? new Map<string, ScanGroup>()
    byObject.set(object, groups)
    const where = filter === undefined ? '' : printCondition(filter)
    const scans = groups.get(where)?.scans ?? []
    if (!scans.includes(node)) groups.set(where, { scans: [...scans, node], filter })
  })
  return new Map([...byObject].map(([object, groups]) => [object, [...groups.values()]]))
}

/** Merges two groups after the other, as long as that pays. */
function mergeGroups(groups: readonly ScanGroup[], costs: SharingCosts): readonly ScanGroup[] {
  for (const [index, one] of groups.entries()) {
    for (const other of groups.slice(index + 1)) {
      const merged = mergedGroup(one, other)
      if (merged === undefined || !costs.isCheaper(merged, [one, other])) continue
      const rest = groups.filter((group) => group !== one && group !== other)
      return mergeGroups([merged, ...rest], costs)
    }
  }
  return groups
}

function mergedGroup(one: ScanGroup, other: ScanGroup): ScanGroup | undefined {
  const scans = [...one.scans, ...other.scans]
  const filter = mergedFilter(scans)
  if (filter === undefined || printCondition(filter).length > LONGEST_FILTER) return undefined
  return { scans, filter: filter.kind === 'SoqlAlways' ? undefined : filter }
}

/** Well below what SOQL takes, since columns come to it. */
const LONGEST_FILTER = 50_000

/** Of mentions with more different conditions than these, what keys would save is not looked at. */
const MOST_SHARED = 4

class SharingCosts {
  #bindings: Bindings | undefined

  constructor(
    private readonly plan: LogicalPlan,
    private readonly context: RuleContext,
  ) {}

  isCheaper(merged: ScanGroup, groups: readonly ScanGroup[]): boolean {
    const together = this.#cost([this.#rows(merged)])
    const apart = this.#cost(groups.map((group) => this.#rows(group)))
    return together.calls < apart.calls || (together.calls === apart.calls && together.rows < apart.rows)
  }

  #cost(scans: readonly number[]): { readonly calls: number; readonly rows: number } {
    const { pageSize } = this.context.options
    const calls = scans.map((rows) => callsFor(rows, pageSize))
    return { calls: sum(calls), rows: sum(scans) }
  }

  #rows(group: ScanGroup): number {
    const { scans, filter } = group
    const [first, ...others] = scans
    if (first === undefined) return 0
    const bindings = others.length === 0 ? this.#apart() : this.#together(group)
    return bindings?.get(first.id)?.rows ?? recordsOf(withFilter(first, filter), this.context)
  }

  #apart(): Bindings {
    this.#bindings ??= chooseBindings(this.plan, this.context)
    return this.#bindings
  }

  /** A scan that is shared waits for the keys of all its mentions. */
  #together(group: ScanGroup): Bindings | undefined {
    if (group.scans.length > MOST_SHARED) return undefined
    return chooseBindings(withShared(this.plan, [group], this.context), this.context)
  }
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, one) => total + one, 0)
}

function withFilter(scan: RemoteScan, filter: SoqlCondition | undefined): RemoteScan {
  const { filter: _, ...rest } = scan
  return filter === undefined ? rest : { ...rest, filter }
}

function isPlain({ grouping, limit, offset, orderBy }: RemoteScan): boolean {
  return orderBy.length === 0 && [grouping, limit, offset].every((one) => one === undefined)
}

interface SharedScan {
  readonly definition: CommonTableDefinition
  /** What stands in the place of each scan, by its id. */
  readonly replacements: ReadonlyMap<number, LogicalPlan>
}

function shareGroup({ scans, filter }: ScanGroup, context: RuleContext): SharedScan {
  const [first, ...others] = scans as readonly [RemoteScan, ...RemoteScan[]]
  const checks = new Map(scans.map((scan) => [scan.id, checksOf(scan, filter ?? ALWAYS)]))
  const merged = mergeOutputs(scans, checks, context)
  const bare: RemoteScan = {
    ...withFilter(first, filter),
    notes: [],
    columns: merged.columns,
    outputs: merged.outputs,
  }
  const notes = [first, ...others].flatMap((one) => notesOf(one, checks.get(one.id) ?? []))
  const scan = notes.reduce(withNote, bare)
  const id = context.ids.nextDefinition()
  const definition: CommonTableDefinition = {
    id,
    name: first.alias,
    plan: scan,
    recursive: false,
    materialized: true,
    shared: true,
  }
  const replacements = scans.map((one): [number, LogicalPlan] => [
    one.id,
    useOf(one, checks.get(one.id) ?? [], definition, merged, context),
  ])
  return { definition, replacements: new Map(replacements) }
}

/** What the org checked, and is checked here now. */
function notesOf({ notes }: RemoteScan, checks: readonly PushedCondition[]): readonly PushdownNote[] {
  const texts = new Set(checks.flatMap(({ check }) => (check === undefined ? [] : [formatExpression(check)])))
  return notes.map((note) =>
    note.subject === 'filter' && texts.has(note.text)
      ? {
          ...note,
          verdict: 'none',
          reason: 'one scan brings the records of several mentions, and each picks its own',
        }
      : note,
  )
}

interface MergedOutputs {
  readonly columns: readonly PlanColumn[]
  readonly outputs: readonly ScanOutput[]
  /** Where an output stands in them. */
  readonly position: ReadonlyMap<string, number>
}

function mergeOutputs(
  scans: readonly RemoteScan[],
  checks: ReadonlyMap<number, readonly PushedCondition[]>,
  context: RuleContext,
): MergedOutputs {
  const columns: PlanColumn[] = []
  const outputs: ScanOutput[] = []
  const position = new Map<string, number>()
  for (const scan of scans) {
    const own = scan.columns.flatMap((column, index) => {
      const output = scan.outputs[index]
      return output === undefined ? [] : [{ column, output }]
    })
    const checked = (checks.get(scan.id) ?? []).flatMap((check) => check.columns)
    for (const { column, output } of [...own, ...checked]) {
      if (position.has(textOf(output))) continue
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
  checks: readonly PushedCondition[],
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
  const sourceOf = (output: ScanOutput) => columns[merged.position.get(textOf(output)) ?? -1]
  const items = scan.columns.flatMap((column, index) => {
    const output = scan.outputs[index]
    const source = output === undefined ? undefined : sourceOf(output)
    return source === undefined ? [] : [{ column, expression: columnUse(source) }]
  })
  const conditions = checks.flatMap((one) => {
    const sources = one.columns.flatMap(({ column, output }): [number, BoundExpression][] => {
      const source = sourceOf(output)
      return source === undefined ? [] : [[column.id, columnUse(source)]]
    })
    return one.check === undefined ? [] : [replaceColumns(one.check, new Map(sources))]
  })
  return projected(filtered(use, conditions), items)
}
