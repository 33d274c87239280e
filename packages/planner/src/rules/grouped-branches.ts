import type { CatalogView } from '@certsql/catalog'
import { BOOLEAN } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { FingerprintIndex, fingerprintOf } from '../logical/fingerprint.js'
import type { AggregateCall } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import { callsFor } from '../physical/calls-for.js'
import { mostValues } from '../physical/most-groups.js'
import type { PlannerOptions } from '../planner-options.js'
import { printExpression } from '../soql/print-soql.js'
import { allOf } from '../soql/soql-condition.js'
import type { SoqlExpression } from '../soql/soql-query.js'
import { conditionVerdict } from '../verdict/condition-verdict.js'
import type { Branch, CallVerdict, KeyVerdict, PlannedCall, PlannedKey } from './grouped-scan-plan.js'
import { keyExpressionVerdict } from './key-expression.js'
import { livingVerdict } from './living-figures.js'
import { type AggregateContext, aggregateVerdict, countRows } from './push-aggregate-call.js'
import type { GroupKeyVerdict, KeyPart } from './push-group-key.js'
import type { ScanVerdictContext } from './scan-verdict-context.js'
import { isNearlyUnique } from './unique-key.js'

export interface BranchContext extends ScanVerdictContext, AggregateContext {
  readonly options: PlannerOptions
  readonly scan: RemoteScan
  readonly view: CatalogView
  /** An expression over the rows in terms of the scan's columns. */
  resolve(expression: BoundExpression): BoundExpression
}

type None = { readonly kind: 'none'; readonly reason: string }

/** Conditions of FILTER are grouped by where their columns have no more values than this. */
const MOST_CONDITION_VALUES = 50
/** By so much may the groups be finer in all. */
const MOST_FINER_GROUPS = 250
/** Aggregate queries in place of one scan of rows, where the number of records is not known. */
const MOST_QUERIES = 8

/** The same of one value as of many: it may be computed from values that the org has already put together. */
const IDEMPOTENT: ReadonlySet<string> = new Set(['min', 'max', 'bool_and', 'bool_or'])
const DISTINCT_FUNCTIONS: ReadonlySet<string> = new Set([...IDEMPOTENT, 'count', 'sum'])

interface OpenBranch {
  readonly filter: Branch['filter']
  readonly extras: KeyVerdict[]
  /** What the org aggregates in it: it may not group by that. */
  readonly aggregated: Set<string>
  /** It groups by something of which nobody knows how many values it has. */
  isOpenEnded: boolean
}

/**
 * Finds a place for each call of an aggregate among aggregate queries that all group by its keys. The first query is over
 * all records and has all groups; others are over the records of a FILTER, or group by what is counted distinctly.
 *
 *   COUNT(*), SUM(x) FILTER (WHERE IsWon), COUNT(DISTINCT City), SUM(x) FILTER (WHERE Due < …)
 *
 *   1  GROUP BY IsWon, City      the few values of IsWon are grouped by; so is one thing of unknown variety
 *   2  WHERE Due < …             the many days are not
 *
 * MAX of a field of a parent that may be in the recycle bin is grouped by the parent's IsDeleted too, and the figures of
 * deleted ones are left out here.
 */
export class GroupedBranches {
  private readonly grouped: ReadonlySet<string>
  private readonly branches: OpenBranch[] = []
  /** Their numbers by their filters. */
  private readonly numbers = new FingerprintIndex<number>()

  constructor(
    private readonly keys: readonly PlannedKey[],
    private readonly context: BranchContext,
  ) {
    this.grouped = new Set(keys.flatMap(({ verdict }) => partsOf(verdict)))
    this.addBranch(undefined)
  }

  /** Whether the keys are grouped by this: the org does not aggregate what it groups by. */
  groups(expression: SoqlExpression): boolean {
    return this.grouped.has(printExpression(expression))
  }

  plan(call: AggregateCall): PlannedCall | None {
    if (call.function === 'grouping') return { kind: 'grouping', call }
    const { filter, ...rest } = call
    const inner = { ...rest, arguments: call.arguments.map((argument) => this.context.resolve(argument)) }
    const condition = filter === undefined ? undefined : this.context.resolve(filter)
    const living = livingVerdict(inner.arguments, this.context)
    const verdict = aggregateVerdict(inner, living === undefined ? this.context : this.amongLiving())
    if (verdict.kind === 'exact' && verdict.merge !== undefined) {
      if (!this.groups(verdict.expression.argument)) return this.placeInOrg(call, verdict, condition, living)
      const [argument] = inner.arguments
      if (call.function === 'count' && argument !== undefined) return this.countKey(call, argument, condition)
    }
    return this.placeOverKeys(call, inner, condition) ?? noneOf(verdict)
  }

  /** Branches that nobody needs are left out, and calls are numbered anew. */
  finish(calls: readonly PlannedCall[]) {
    const used = new Set(calls.flatMap((call) => (call.kind === 'grouping' ? [] : [call.branch])))
    const isWhole = ({ filter }: OpenBranch) => filter === undefined
    const hasAllGroups =
      this.keys.length === 0 || this.branches.some((branch, index) => used.has(index) && isWhole(branch))
    if (!hasAllGroups || used.size === 0) used.add(0)
    const kept = this.branches.flatMap((branch, index) => (used.has(index) ? [{ branch, index }] : []))
    const records = this.context.view.statistics(this.context.table.name)?.records
    const { pageSize } = this.context.options
    const most = records === undefined ? MOST_QUERIES : callsFor(records, pageSize)
    if (kept.length > most)
      return {
        kind: 'none',
        reason: `${kept.length} aggregate queries would be needed, and the rows are fetched with ${most}`,
      } as const
    const numbers = new Map(kept.map(({ index }, position) => [index, position]))
    return {
      kind: 'planned',
      branches: kept.map(
        ({ branch: { filter, extras } }): Branch => ({
          extras,
          ...(filter === undefined ? {} : { filter }),
        }),
      ),
      calls: calls.map((call) =>
        call.kind === 'grouping' ? call : { ...call, branch: numbers.get(call.branch) ?? 0 },
      ),
    } as const
  }

  // ── Calls ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** `living`: what tells the groups apart whose figures do not count. */
  private placeInOrg(
    call: AggregateCall,
    verdict: CallVerdict,
    condition: BoundExpression | undefined,
    living?: GroupKeyVerdict,
  ): PlannedCall | None {
    if (living?.kind === 'none') return living
    const argument = printExpression(verdict.expression.argument)
    const takesCall = (branch: OpenBranch) =>
      !branch.extras.some((extra) => partsOf(extra).includes(argument)) &&
      (living === undefined || this.takesExtra(branch, living, true))
    const place = this.placeFor(condition, takesCall, argument)
    if (place.kind === 'none') return place
    const branch = this.branches[place.branch]
    branch?.aggregated.add(argument)
    if (living !== undefined && branch !== undefined) addExtra(branch, living, true)
    const filter = bothOf(place.filter, living)
    return { kind: 'org', call, verdict, branch: place.branch, ...(filter === undefined ? {} : { filter }) }
  }

  /** Verdicts that take every parent for a living one. */
  private amongLiving(): AggregateContext {
    return { ...this.context, outputOf: this.context.living.outputOf }
  }

  /** COUNT(k) of what is grouped by: the rows of the groups where it is not null. */
  private countKey(
    call: AggregateCall,
    argument: BoundExpression,
    condition: BoundExpression | undefined,
  ): PlannedCall | None {
    const verdict = countRows(this.context)
    const isThere = { kind: 'IsNullTest', operand: argument, negated: true, type: BOOLEAN } as const
    const both: BoundExpression =
      condition === undefined ? isThere : { kind: 'And', operands: [isThere, condition], type: BOOLEAN }
    return verdict.kind === 'none' ? verdict : this.placeInOrg(call, verdict, both)
  }

  /** MIN(IsWon), COUNT(DISTINCT City): grouped by what is asked about. */
  private placeOverKeys(
    call: AggregateCall,
    { arguments: operands }: Pick<AggregateCall, 'arguments'>,
    condition: BoundExpression | undefined,
  ): PlannedCall | None | undefined {
    const isDistinct = call.distinct && DISTINCT_FUNCTIONS.has(call.function)
    const [operand, ...others] = operands
    if (!isDistinct && !IDEMPOTENT.has(call.function)) return undefined
    if (operand === undefined || others.length > 0 || call.orderBy.length > 0) return undefined
    const argument = keyExpressionVerdict(operand, this.context)
    if (argument.kind === 'none') return undefined
    const values = this.newValues(argument.parts)
    const isFew = values !== undefined && values <= MOST_CONDITION_VALUES
    if (!isFew && (!call.distinct || argument.parts.some(({ expression }) => isNearlyUnique(expression))))
      return undefined
    const takesCall = (branch: OpenBranch) => this.takesExtra(branch, argument, isFew)
    const place = this.placeFor(condition, takesCall, undefined)
    if (place.kind === 'none') return place
    const branch = this.branches[place.branch]
    if (branch !== undefined) addExtra(branch, argument, isFew)
    return { kind: 'overKeys', call, argument, reason: argument.reason, ...withoutKind(place) }
  }

  // ── Branches ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** A branch for a call with this FILTER: one that groups by its few values, or one over its records only. */
  private placeFor(
    condition: BoundExpression | undefined,
    takesCall: (branch: OpenBranch) => boolean,
    argument: string | undefined,
  ): Place | None {
    if (condition === undefined) return { kind: 'place', branch: this.branchFor(undefined, takesCall) }
    const filter = keyExpressionVerdict(condition, this.context)
    const [base] = this.branches
    if (filter.kind !== 'none' && base !== undefined && takesCall(base) && this.isFew(filter)) {
      const isFree = argument === undefined || !partsOf(filter).includes(argument)
      if (isFree && this.takesExtra(base, filter, true)) {
        addExtra(base, filter, true)
        const reason = "grouped by the condition's fields too, and added here"
        return { kind: 'place', branch: 0, filter: { ...filter, reason } }
      }
    }
    const verdict = conditionVerdict(condition, this.context)
    if (verdict.kind !== 'exact') return { kind: 'none', reason: verdict.reason }
    const whole = allOf([
      ...(this.context.scan.filter === undefined ? [] : [this.context.scan.filter]),
      verdict.condition,
    ])
    if (whole.kind === 'SoqlNever' || verdict.condition.kind === 'SoqlAlways')
      return { kind: 'none', reason: 'a FILTER that is always the same is computed here' }
    const own = { expression: condition, condition: verdict.condition }
    return { kind: 'place', branch: this.branchFor(own, takesCall) }
  }

  private branchFor(filter: Branch['filter'], takesCall: (branch: OpenBranch) => boolean): number {
    const found = this.numbers.find(printOf(filter), (number) => {
      const branch = this.branches[number]
      return branch !== undefined && sameFilter(branch.filter, filter) && takesCall(branch)
    })
    return found ?? this.addBranch(filter)
  }

  private addBranch(filter: Branch['filter']): number {
    const number = this.branches.length
    this.branches.push(newBranch(filter))
    this.numbers.add(printOf(filter), number)
    return number
  }

  private takesExtra(branch: OpenBranch, extra: KeyVerdict, isFew: boolean): boolean {
    const parts = partsOf(extra)
    if (parts.some((part) => branch.aggregated.has(part))) return false
    const known = new Set([...this.grouped, ...branch.extras.flatMap(partsOf)])
    if (parts.every((part) => known.has(part))) return true
    if (!isFew) return !branch.isOpenEnded
    const few = [...branch.extras, extra].filter((one) => this.newValues(one.parts) !== undefined)
    return (this.newValues(few.flatMap((one) => one.parts)) ?? 1) <= MOST_FINER_GROUPS
  }

  private isFew(verdict: KeyVerdict): boolean {
    const values = this.newValues(verdict.parts)
    return values !== undefined && values <= MOST_CONDITION_VALUES
  }

  /** By how much groups become finer, at most. A part that stands twice is one. */
  private newValues(parts: readonly KeyPart[]): number | undefined {
    const expressions = new Map(parts.map(({ expression }) => [printExpression(expression), expression]))
    const fresh = [...expressions.values()].filter((expression) => !this.groups(expression))
    const values = fresh.map((expression) => mostValues(expression, this.context.view))
    return values.every((count) => count !== undefined)
      ? values.reduce((product, count) => product * count, 1)
      : undefined
  }
}

interface Place {
  readonly kind: 'place'
  readonly branch: number
  readonly filter?: KeyVerdict
}

function withoutKind({ branch, filter }: Place): Omit<Place, 'kind'> {
  return filter === undefined ? { branch } : { branch, filter }
}

/** Two conditions on groups as one. */
function bothOf(one: KeyVerdict | undefined, other: KeyVerdict | undefined): KeyVerdict | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const own = one.parts.length
  return {
    kind: 'superset',
    parts: [...one.parts, ...other.parts],
    reason: `${one.reason}; ${other.reason}`,
    rebuild: (parts) => ({
      kind: 'And',
      operands: [one.rebuild(parts.slice(0, own)), other.rebuild(parts.slice(own))],
      type: BOOLEAN,
    }),
  }
}

function newBranch(filter: Branch['filter']): OpenBranch {
  return { filter, extras: [], aggregated: new Set(), isOpenEnded: false }
}

function addExtra(branch: OpenBranch, extra: KeyVerdict, isFew: boolean): void {
  branch.extras.push(extra)
  if (!isFew) branch.isOpenEnded = true
}

function partsOf({ parts }: KeyVerdict): readonly string[] {
  return parts.map(({ expression }) => printExpression(expression))
}

function printOf(filter: Branch['filter']): number {
  return filter === undefined ? 0 : fingerprintOf(filter.expression)
}

function sameFilter(a: Branch['filter'], b: Branch['filter']): boolean {
  if (a === undefined || b === undefined) return a === b
  return sameExpression(a.expression, b.expression)
}

function noneOf(verdict: ReturnType<typeof aggregateVerdict>): None {
  return verdict.kind === 'none'
    ? verdict
    : { kind: 'none', reason: 'it cannot be put together from parts of groups' }
}
