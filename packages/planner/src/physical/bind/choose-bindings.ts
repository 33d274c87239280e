import { columnsUsed } from '../../logical/columns-used.js'
import type { LogicalPlan } from '../../logical/logical-plan.js'
import { columnUse } from '../../logical/map-expression.js'
import { visitPlan } from '../../logical/map-plan.js'
import type { RemoteScan } from '../../logical/remote-scan.js'
import { scannedColumn } from '../../rules/scan-columns.js'
import type { PhysicalContext } from '../build-physical-plan.js'
import { type BindCandidate, bindCandidates } from './bind-candidates.js'
import { distinctValues, estimateRows, recordsOf } from './estimate-rows.js'
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

/** Keys have to leave out so much of a scan that it is worth waiting for them. */
const MOST_KEPT = 0.7

/**
 * The bind joins that save calls, or rows: the scan that is expected to bring the fewest rows is read first, and each
 * further one is asked for the keys of those before it, where that makes it smaller.
 *
 *   a → b → c     b waits for the keys of a, and c for those of what a and b have in common
 *
 * Since a scan only ever waits for scans before it, none waits for itself.
 */
export function chooseBindings(plan: LogicalPlan, context: PhysicalContext): Bindings {
  const { bindJoins, pushdown } = context.options
  if (bindJoins === 'never' || !pushdown) return new Map()
  const candidates = bindCandidates(plan).filter((one) => canAskForKeys(one, context))
  if (candidates.length === 0) return new Map()
  if (bindJoins === 'auto') askForCounts(candidates, plan, context)
  return new BindingChoice(plan, candidates, context).run()
}

class BindingChoice {
  readonly #read = new Set<number>()
  readonly #rows = new Map<number, number>()
  readonly #chosen = new Map<number, Binding>()

  constructor(
    private readonly plan: LogicalPlan,
    private readonly candidates: readonly BindCandidate[],
    private readonly context: PhysicalContext,
  ) {}

  run(): Bindings {
    const waiting = new Map(scansOf(this.plan).map((scan) => [scan.id, scan]))
    for (const scan of waiting.values()) this.#rows.set(scan.id, recordsOf(scan, this.context))
    while (waiting.size > 0) {
      const next = this.#smallest([...waiting.values()])
      if (next === undefined) break
      waiting.delete(next.scan.id)
      this.#read.add(next.scan.id)
      this.#rows.set(next.scan.id, next.rows)
      if (next.binding !== undefined) this.#chosen.set(next.scan.id, next.binding)
    }
    return this.#chosen
  }

  #smallest(scans: readonly RemoteScan[]): Option | undefined {
    let best: Option | undefined
    for (const scan of scans) {
      const option = this.#bestWayOf(scan)
      if (best === undefined || option.rows < best.rows) best = option
    }
    return best
  }

  #bestWayOf(scan: RemoteScan): Option {
    const whole: Option = { scan, rows: this.#rows.get(scan.id) ?? 0 }
    const options = this.candidates
      .filter((one) => one.scan.id === scan.id && [...one.sources].every((id) => this.#read.has(id)))
      .map((candidate): Option => {
        const binding = this.#binding(candidate, whole.rows)
        return { scan, binding, rows: binding.rows }
      })
      .sort((a, b) => a.rows - b.rows)
    const [best] = options
    if (best === undefined) return whole
    const isWorthIt = this.context.options.bindJoins === 'always' || best.rows <= whole.rows * MOST_KEPT
    return isWorthIt ? best : whole
  }

  /** No more than the rows, nor than the column has values, nor than the scan was itself asked for. */
  #keyCount({ rows, key }: KeySource): number {
    const count = estimateRows(rows, this.context, (id) => this.#rows.get(id))
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
  #binding(candidate: BindCandidate, rows: number): Binding {
    const { scan, operand } = candidate
    const keys = this.#keyCount(candidate.keys)
    const values = distinctValues(scan, operand, this.context)
    const kept = Math.min(1, keys / Math.max(1, values.count))
    return { candidate, keys, rows: rows * kept, values: values.isCounted ? values.count : undefined }
  }
}

interface Option {
  readonly scan: RemoteScan
  readonly binding?: Binding
  readonly rows: number
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
  for (const { scan, sources } of candidates) {
    if (scan.filter === undefined && [...sources].every(isNarrow)) continue
    for (const id of [scan.id, ...sources]) {
      const name = scans.get(id)?.table.name
      if (name !== undefined) view.statistics(name, 'choice')
    }
  }
}

function scansOf(plan: LogicalPlan): readonly RemoteScan[] {
  const scans: RemoteScan[] = []
  visitPlan(plan, (node) => {
    if (node.kind === 'RemoteScan') scans.push(node)
  })
  return scans
}
