import type { LogicalPlan } from '../logical/logical-plan.js'
import { subqueryPlans } from '../logical/map-expression.js'
import { holdsSubquery, inputsOf, someOwnExpression } from '../logical/map-plan.js'
import { type MapPlan, mapNested } from './map-every-plan.js'
import type { Rule, RuleContext } from './rule.js'

type PlanKind = LogicalPlan['kind']
type NodeOf<K extends PlanKind> = Extract<LogicalPlan, { readonly kind: K }>

/**
 * A rule for the nodes of some kinds, wherever in a plan they are, those in subqueries included; nodes below come first.
 *
 * ```ts
 * const mergeProjects = ruleFor(['Project'], mergeProject)
 * ```
 *
 * What `map` makes of a node may depend on nothing but the node, with all below, and the context: rules are repeated until
 * they change nothing, most of a plan is settled early, and what the rule left as it was it passes over the next time. So it
 * does with plans in which there are no nodes of its kinds.
 */
export function ruleFor<K extends PlanKind>(
  kinds: readonly K[],
  map: (node: NodeOf<K>, context: RuleContext) => LogicalPlan,
): Rule {
  const wanted: ReadonlySet<string> = new Set(kinds)
  const isWanted = (node: LogicalPlan): node is NodeOf<K> => wanted.has(node.kind)
  return ruleWhere(
    kinds.reduce((bits, kind) => bits | KIND_BITS[kind], 0),
    (node, context) => (isWanted(node) ? map(node, context) : node),
  )
}

/** A rule for the nodes of all kinds whose own expressions hold subqueries. */
export function ruleForHolders(map: (node: LogicalPlan, context: RuleContext) => LogicalPlan): Rule {
  return ruleWhere(HOLDER, (node, context) => (holdsSubquery(node) ? map(node, context) : node))
}

/** A rule that has nothing to do with plans that have none of the traits in them. */
function ruleWhere(traits: number, map: (node: LogicalPlan, context: RuleContext) => LogicalPlan): Rule {
  const rule: Rule = (plan, context) => {
    const progress = progressIn(context)
    const settled = settledBy(rule, progress)
    const every: MapPlan = (node) => {
      const within = traitsWithin(node, progress)
      if ((within & traits) === 0 || settled.has(node)) return node
      const mapped = map(mapNested(node, (within & HOLDS) !== 0, every), context)
      if (mapped === node) settled.add(node)
      return mapped
    }
    return every(plan)
  }
  return rule
}

// ── What is known of the plans on the way through the rules ────────────────────────────────────────────────────────

interface Progress {
  /** What a rule has nothing to do with any more, all below included. */
  readonly settled: Map<Rule, Set<LogicalPlan>>
  readonly traits: Map<LogicalPlan, number>
}

/** One for each run of the optimizer. */
const progressOf = new WeakMap<RuleContext, Progress>()

function progressIn(context: RuleContext): Progress {
  const known = progressOf.get(context)
  if (known !== undefined) return known
  const progress: Progress = { settled: new Map(), traits: new Map() }
  progressOf.set(context, progress)
  return progress
}

function settledBy(rule: Rule, { settled }: Progress): Set<LogicalPlan> {
  const known = settled.get(rule)
  if (known !== undefined) return known
  const plans = new Set<LogicalPlan>()
  settled.set(rule, plans)
  return plans
}

const KIND_BITS = {
  RemoteScan: 1 << 0,
  MetadataScan: 1 << 1,
  SoqlScan: 1 << 2,
  LocalScan: 1 << 3,
  CommonTableScan: 1 << 4,
  TableFunctionScan: 1 << 5,
  ValuesRows: 1 << 6,
  Filter: 1 << 7,
  Project: 1 << 8,
  JoinPlan: 1 << 9,
  Aggregate: 1 << 10,
  WindowPlan: 1 << 11,
  Sort: 1 << 12,
  Limit: 1 << 13,
  DistinctPlan: 1 << 14,
  SetOperationPlan: 1 << 15,
  WithPlan: 1 << 16,
} as const satisfies Record<PlanKind, number>

/** The node or one below it has a subquery in its expressions. */
const HOLDER = 1 << 17
/** The node itself has one. */
const HOLDS = 1 << 18

/** The kinds of the node and of all below it, and whether they hold subqueries. */
function traitsWithin(node: LogicalPlan, progress: Progress): number {
  const known = progress.traits.get(node)
  if (known !== undefined) return known
  let traits: number = KIND_BITS[node.kind]
  const add = (inner: LogicalPlan) => {
    traits |= traitsWithin(inner, progress) & ~HOLDS
  }
  for (const input of inputsOf(node)) add(input)
  if (holdsSubquery(node)) {
    traits |= HOLDER | HOLDS
    someOwnExpression(node, (expression) => {
      subqueryPlans(expression).forEach(add)
      return false
    })
  }
  progress.traits.set(node, traits)
  return traits
}
