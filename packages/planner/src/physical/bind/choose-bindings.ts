import { columnsUsed } from '../../logical/columns-used.js'
import type { LogicalPlan } from '../../logical/logical-plan.js'
import { columnUse } from '../../logical/map-expression.js'
import { visitPlan } from '../../logical/map-plan.js'
import type { RemoteScan } from '../../logical/remote-scan.js'
import { scannedColumn } from '../../rules/scan-columns.js'
import type { PhysicalContext } from '../build-physical-plan.js'
import { keptShare } from '../estimate-scan.js'
import type { BindCandidate } from './bind-candidate.js'
import { bindCandidates } from './bind-candidates.js'
import { distinctValues, estimateRows, objectsToCount, recordsOf } from './estimate-rows.js'
import type { KeySource } from './key-source.js'
import { canAskForKeys } from './keyed-scan.js'

/** A bind join that was chosen, with what it is expected to need. */
export interface Binding {
  readonly candidate: BindCandidate
  readonly keys: number
  readonly rows: number
  /** Different keys that the scan itself has, where that is known. */
  readonly values: number | undefined
}

/** By the id of the scan. */
export type Bindings = ReadonlyMap<number, Binding>

/** Keys have to leave something out of a scan that it is worth waiting for them. */
const MOST_KEPT = 0.95

/** Of rows, so many are taken to be on one side of a value. */
const KEPT_BY_RANGE = 0.3

/**
 * The bind joins that save calls, or rows: the scan that is expected to bring the fewest rows is read first, and each
 * further one is asked for the keys of those before it, where that makes it smaller.
 *
 *   a → b → c     b waits for the keys of a, and c for those of what a and b have in common
 *
 * Of those that are left, such as a small table beside a large one with conditions, each waits for what has conditions: one
 * request with keys never takes more calls than the whole scan, and how many there must be is known when it runs.
 *
 * No scan waits for itself, however far around.
 */
export function chooseBindings(plan: LogicalPlan, context: PhysicalContext): Bindings {
  const { bindJoins, pushdown } = context.options
  if (bindJoins === 'never' || !pushdown) return new Map()
  const candidates = bindCandidates(plan, context.ids).filter((one) => canAskForKeys(one, context))
  if (candidates.length === 0) return new Map()
  if (bindJoins === 'auto') askForCounts(candidates, plan, context)
  return new BindingChoice(plan, candidates, context).run()
}

class BindingChoice {
  readonly #scans: ReadonlyMap<number, RemoteScan>
  readonly #candidates: ReadonlyMap<number, readonly BindCandidate[]>
  readonly #read = new Set<number>()
  readonly #rows = new Map<number, number>()
  readonly #chosen = new Map<number, Binding>()

  constructor(
    plan: LogicalPlan,
    candidates: readonly BindCandidate[],
    private readonly context: PhysicalContext,
  ) {
    this.#scans = new Map(scansOf(plan).map((scan) => [scan.id, scan]))
    const byScan = new Map<number, BindCandidate[]>()
    for (const one of candidates) byScan.set(one.scan.id, [...(byScan.get(one.scan.id) ?? []), one])
    this.#candidates = byScan
    for (const scan of this.#scans.values()) this.#rows.set(scan.id, recordsOf(scan, context))
  }

  run(): Bindings {
    const waiting = new Set(this.#scans.keys())
    const bindings = new Map<number, Binding>()
    for (const id of waiting) this.#consider(id, bindings, ({ sources }) => sources.size === 0)
    while (waiting.size > 0) {
      const next = this.#smallest(waiting, bindings)
      const binding = bindings.get(next)
      waiting.delete(next)
      this.#read.add(next)
      if (binding !== undefined) this.#choose(binding)
      const isReady = ({ sources }: BindCandidate) =>
        sources.has(next) && [...sources].every((source) => this.#read.has(source))
      for (const id of waiting) this.#consider(id, bindings, isReady)
    }
    this.#bindTheRest()
    return this.#chosen
  }

  #smallest(waiting: ReadonlySet<number>, bindings: ReadonlyMap<number, Binding>): number {
    const rowsOf = (id: number) => bindings.get(id)?.rows ?? this.#rowsOf(id)
    return [...waiting].reduce((least, id) => (rowsOf(id) < rowsOf(least) ? id : least))
  }

  /** What has become possible for a scan. */
  #consider(
    id: number,
    bindings: Map<number, Binding>,
    isReady: (candidate: BindCandidate) => boolean,
  ): void {
    for (const candidate of this.#candidates.get(id) ?? []) {
      if (!isReady(candidate)) continue
      const binding = this.#binding(candidate)
      const best = bindings.get(id)?.rows ?? this.#rowsOf(id) * this.#mostKept()
      if (binding.rows <= best) bindings.set(id, binding)
    }
  }

  #bindTheRest(): void {
    const rest = [...this.#candidates.keys()].filter((id) => !this.#chosen.has(id))
    // The one whose own conditions leave the most of it waits for the others.
    for (const id of rest.toSorted((a, b) => this.#shareOf(b) - this.#shareOf(a))) {
      const possible = (this.#candidates.get(id) ?? []).filter(
        ({ sources }) =>
          [...sources].some((source) => this.#isNarrow(source)) && !this.#waitsFor(sources, id),
      )
      const bindings = possible.map((candidate) => this.#binding(candidate))
      const [best] = bindings.toSorted((a, b) => a.rows - b.rows)
      if (best !== undefined) this.#choose(best)
    }
  }

  #choose(binding: Binding): void {
    const { id } = binding.candidate.scan
    this.#chosen.set(id, binding)
    this.#rows.set(id, binding.rows)
  }

  #isNarrow(id: number): boolean {
    const scan = this.#scans.get(id)
    return scan?.filter !== undefined || scan?.limit !== undefined || this.#chosen.has(id)
  }

  /** Whether one of the scans waits for this one, or for one that does. */
  #waitsFor(scans: ReadonlySet<number>, id: number): boolean {
    return [...scans].some((one) => {
      const binding = this.#chosen.get(one)
      return one === id || (binding !== undefined && this.#waitsFor(binding.candidate.sources, id))
    })
  }

  #shareOf(id: number): number {
    const filter = this.#scans.get(id)?.filter
    return filter === undefined ? 1 : keptShare(filter)
  }

  #rowsOf(id: number): number {
    return this.#rows.get(id) ?? 0
  }

  #mostKept(): number {
    return this.context.options.bindJoins === 'always' ? 1 : MOST_KEPT
  }

  /** No more than the rows, nor than the column has values, nor than the scan was itself asked for. */
  #keyCount({ rows, key }: KeySource): number {
    const count = estimateRows(rows, this.context, (id) => this.#rowsOf(id))
    if (key.kind !== 'ColumnUse') return count
    const { scan, output } = scannedColumn(rows, key.column.id) ?? {}
    if (scan === undefined || output === undefined) return count
    const column = scan.columns[scan.outputs.indexOf(output)] ?? key.column
    const { count: values } = distinctValues(scan, columnUse(column), this.context)
    const binding = this.#chosen.get(scan.id)
    const isSameColumn = binding !== undefined && columnsUsed(binding.candidate.operand).has(column.id)
    return Math.min(count, values, isSameColumn ? binding.keys : count)
  }

  /** Rows of a scan, if of all values of its operand only those among the keys are wanted. */
  #binding(candidate: BindCandidate): Binding {
    const { scan, operand, operator } = candidate
    const rows = this.#rowsOf(scan.id)
    if (operator !== undefined) return { candidate, keys: 1, rows: rows * KEPT_BY_RANGE, values: undefined }
    const keys = this.#keyCount(candidate.keys)
    const values = distinctValues(scan, operand, this.context)
    const kept = Math.min(1, keys / Math.max(1, values.count))
    return { candidate, keys, rows: rows * kept, values: values.isCounted ? values.count : undefined }
  }
}

/**
 * Record counts cost a call, once in a while, so they are asked for only where they decide: not where keys come from few
 * records for certain, and the other side has no condition of its own.
 */
function askForCounts(
  candidates: readonly BindCandidate[],
  plan: LogicalPlan,
  { view }: PhysicalContext,
): void {
  const scans = new Map(scansOf(plan).map((scan) => [scan.id, scan]))
  const isNarrow = (id: number) => scans.get(id)?.filter !== undefined || scans.get(id)?.limit !== undefined
  for (const { scan, operand, sources } of candidates) {
    if (scan.filter === undefined && [...sources].every(isNarrow)) continue
    const tables = [scan.id, ...sources].flatMap((id) => scans.get(id)?.table.name ?? [])
    for (const name of [...tables, ...objectsToCount(scan, operand)]) view.statistics(name, 'choice')
  }
}

function scansOf(plan: LogicalPlan): readonly RemoteScan[] {
  const scans: RemoteScan[] = []
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan') scans.push(node)
  })
  return scans
}
