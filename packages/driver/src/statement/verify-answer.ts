import { type Column, isFoldedText, type RowBatch, type SqlType, type SqlValue, TEXT } from '@certsql/core'
import type { ExecutionStats, ResultStream } from '@certsql/engine'
import { type Explanation, renderExplanation, type VerificationPlan } from '@certsql/planner'

/** What EXPLAIN VERIFY found: a statement run both ways. Fields are only ever added. */
export interface Verification {
  readonly version: 1
  /** Whether both ways gave the same rows; null where they differ and the statement leaves that open. */
  readonly agrees: boolean | null
  /** Whether the order was compared too. */
  readonly ordered: boolean
  /** Why the statement itself leaves open which rows it gives; null where it does not. */
  readonly open: string | null
  readonly planned: VerifiedCost
  readonly unpushed: VerifiedCost
  /** Rows that one way gave more often than the other; the first ten. */
  readonly differences: readonly VerifiedDifference[]
  readonly plan: Explanation
}

export interface VerifiedCost {
  readonly rows: number
  readonly apiCalls: number
  readonly rowsFetched: number
  readonly bytes: number
  readonly milliseconds: number
}

export interface VerifiedDifference {
  readonly only: 'planned' | 'unpushed' | 'order'
  readonly row: readonly SqlValue[]
}

const SHOWN_DIFFERENCES = 10

/** Runs both plans, one after the other, and compares what they give. */
export async function verify(
  { planned, unpushed, isOrdered, open }: VerificationPlan,
  plan: Explanation,
  run: (plan: VerificationPlan['planned']) => ResultStream,
): Promise<Verification> {
  const first = run(planned)
  const rows = new RowCounts(isOrdered)
  for await (const batch of first) rows.add(batch)
  const second = run(unpushed)
  for await (const batch of second) rows.take(batch)
  const differences = rows.differences()
  const agrees = differences.length === 0
  return {
    version: 1,
    agrees: agrees || open === null ? agrees : null,
    ordered: isOrdered,
    open,
    planned: costOf(first.stats),
    unpushed: costOf(second.stats),
    differences,
    plan,
  }
}

function costOf({ rows, apiCalls, rowsFetched, bytes, milliseconds }: ExecutionStats): VerifiedCost {
  return { rows, apiCalls, rowsFetched, bytes, milliseconds: Math.round(milliseconds) }
}

// ── Comparing ──────────────────────────────────────────────────────────────────────────────────────────────────

interface Counted {
  readonly row: readonly SqlValue[]
  count: number
}

/** How often each row came, and, where the order counts, in which order. */
class RowCounts {
  readonly #counts = new Map<string, Counted>()
  readonly #order: string[] = []
  #taken = 0
  #misplaced: readonly SqlValue[] | undefined

  constructor(private readonly isOrdered: boolean) {}

  add({ columns, rows }: RowBatch): void {
    for (const row of rows) {
      const key = keyOf(row, columns)
      this.#count(key, row, 1)
      if (this.isOrdered) this.#order.push(key)
    }
  }

  take({ columns, rows }: RowBatch): void {
    for (const row of rows) {
      const key = keyOf(row, columns)
      this.#count(key, row, -1)
      if (this.isOrdered && this.#order[this.#taken] !== key) this.#misplaced ??= row
      this.#taken += 1
    }
  }

  #count(key: string, row: readonly SqlValue[], by: 1 | -1): void {
    const known = this.#counts.get(key)
    if (known === undefined) this.#counts.set(key, { row, count: by })
    else if (known.count + by === 0) this.#counts.delete(key)
    else known.count += by
  }

  differences(): readonly VerifiedDifference[] {
    const differences: VerifiedDifference[] = []
    for (const { row, count } of this.#counts.values()) {
      const only = count > 0 ? 'planned' : 'unpushed'
      for (let times = Math.abs(count); times > 0 && differences.length < SHOWN_DIFFERENCES; times -= 1)
        differences.push({ only, row })
    }
    if (differences.length === 0 && this.#misplaced !== undefined)
      differences.push({ only: 'order', row: this.#misplaced })
    return differences
  }
}

function keyOf(row: readonly SqlValue[], columns: readonly Column[]): string {
  return JSON.stringify(row.map((value, index) => comparable(value, columns[index]?.type ?? TEXT)))
}

/** The digits that a sum in floating point has whatever the order of its terms. */
const FLOATING_DIGITS = 12

/** Alike for values that are equal to SQL: text without case, where it compares so, and sums of doubles without their dust. */
function comparable(value: SqlValue, type: SqlType): unknown {
  if (typeof value === 'string' && isFoldedText(type)) return value.toUpperCase()
  if (typeof value === 'number' && type.kind === 'double')
    return Object.is(value, -0) ? '0' : value.toPrecision(FLOATING_DIGITS)
  return typeof value === 'bigint' ? value.toString() : value
}

// ── As text ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * ```
 * Both ways give the same 120 rows.
 *
 *                API calls   rows fetched        bytes         ms
 * planned                1            120       18,204         35
 * Pushdown=off          12         21,310    4,120,334        880
 * ```
 */
export function renderVerification(verification: Verification): string {
  const { planned, unpushed, differences, plan } = verification
  const lines = [summary(verification), '']
  lines.push(line('', ['API calls', 'rows fetched', 'bytes', 'ms']))
  lines.push(line('planned', figures(planned)), line('Pushdown=off', figures(unpushed)))
  if (differences.length > 0) {
    lines.push(
      '',
      `the first ${differences.length === 1 ? 'difference' : `${differences.length} differences`}:`,
    )
    for (const { only, row } of differences)
      lines.push(`  ${SIDES[only]}  ${row.map(formatValue).join(' | ')}`)
  }
  lines.push('', renderExplanation(plan))
  return lines.join('\n')
}

const SIDES = {
  planned: 'planned only     ',
  unpushed: 'Pushdown=off only',
  order: 'in another place ',
} as const satisfies Record<VerifiedDifference['only'], string>

function summary({ agrees, ordered, open, planned, unpushed }: Verification): string {
  const count = `${format(planned.rows)} ${planned.rows === 1 ? 'row' : 'rows'}`
  if (agrees === true) return `Both ways give the same ${count}${ordered ? ', in the same order' : ''}.`
  const both = `planned ${count}, with Pushdown=off ${format(unpushed.rows)}`
  return agrees === null
    ? `The two ways give different rows, which the statement allows: ${open}; ${both}.`
    : `The two ways give different rows: ${both}. If records have changed in between, run it again.`
}

const COLUMN_WIDTHS = [12, 15, 13, 11] as const

function line(name: string, values: readonly string[]): string {
  return name.padEnd(12) + values.map((value, index) => value.padStart(COLUMN_WIDTHS[index] ?? 0)).join('')
}

function figures({ apiCalls, rowsFetched, bytes, milliseconds }: VerifiedCost): readonly string[] {
  return [apiCalls, rowsFetched, bytes, milliseconds].map(format)
}

function format(value: number): string {
  return value.toLocaleString('en-US')
}

function formatValue(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
