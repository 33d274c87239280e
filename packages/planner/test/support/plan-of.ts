import { parseStatement } from '@certsql/sql'
import { bindQuery } from '../../src/bind/bind-query.js'
import { createIdSource } from '../../src/logical/id-source.js'
import type { LogicalPlan } from '../../src/logical/logical-plan.js'
import { visitPlan } from '../../src/logical/map-plan.js'
import type { RemoteScan } from '../../src/logical/remote-scan.js'
import type { PlannerOptions } from '../../src/planner-options.js'
import { runStages } from '../../src/rules/optimize.js'
import { STAGES, type Stage } from '../../src/rules/rules.js'
import { type FixtureCatalogOptions, fixtureCatalog } from './fixture-catalog.js'

export interface PlanningOptions extends Partial<PlannerOptions>, FixtureCatalogOptions {
  readonly pushAggregates?: boolean
  /** Instead of those that every plan goes through. */
  readonly stages?: readonly Stage[]
}

export const DEFAULT_OPTIONS: PlannerOptions = {
  pushdown: true,
  collation: 'Org',
  textOrder: 'Auto',
  sums: 'Certified',
  timeZone: 'UTC',
  now: new Date('2025-06-30T12:00:00Z'),
  includeDeleted: false,
  useBulk: 'auto',
  bulkThreshold: 20_000,
  pageSize: 2000,
  groupPageSize: 2000,
  bindJoins: 'auto',
  bindKeys: 4000,
  parameters: [],
  user: 'amy@acme.com',
}

/** The plan of a SELECT over the fixture org, as the optimizer leaves it. */
export function planOf(sql: string, planning: PlanningOptions = {}): LogicalPlan {
  return plansOf(sql, planning).optimized
}

export interface Plans {
  readonly bound: LogicalPlan
  readonly optimized: LogicalPlan
  /** What the optimizer makes of its own work: nothing else, it is to be hoped. */
  readonly optimizedTwice: LogicalPlan
}

export function plansOf(sql: string, planning: PlanningOptions = {}): Plans {
  const statement = parseStatement(sql)
  if (statement.kind !== 'QueryStatement') throw new Error('Only queries have plans')
  const { org, names, records, pushAggregates = true, stages = STAGES, ...changes } = planning
  const view = fixtureCatalog({
    ...(org === undefined ? {} : { org }),
    ...(names === undefined ? {} : { names }),
    ...(records === undefined ? {} : { records }),
  })
  const options = { ...DEFAULT_OPTIONS, ...changes }
  const ids = createIdSource()
  const context = { view, options, ids, pushAggregates }
  const bound = bindQuery(statement.query, { view, options, ids })
  const optimized = runStages(bound, stages, context)
  return { bound, optimized, optimizedTwice: runStages(optimized, stages, context) }
}

export function scansOf(plan: LogicalPlan): readonly RemoteScan[] {
  const scans: RemoteScan[] = []
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan') scans.push(node)
  })
  return scans
}
