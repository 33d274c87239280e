import type { Select } from '@certsql/sql'
import type { BoundExpression } from '../logical/bound-expression.js'
import { FingerprintIndex, fingerprintOf } from '../logical/fingerprint.js'
import type { ComputedColumn, LogicalPlan, SortKey } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { mayBeNull } from './expression-nullable.js'
import { sameExpression } from './same-expression.js'
import type { Binder, Scope } from './scope.js'
import { bindError } from './type-error.js'

/** A SELECT whose rows are not yet sorted. */
export interface BoundSelect {
  /** Gives the visible columns, then those that only the order needs. */
  readonly plan: LogicalPlan
  readonly visible: readonly PlanColumn[]
  /** Over the columns of the plan. */
  readonly orderBy: readonly SortKey[]
}

export interface Output {
  readonly name: string
  readonly expression: BoundExpression
}

/** What a SELECT gives, and by what it is made distinct and sorted, over the rows of its input. */
export interface SelectOutputs {
  readonly outputs: readonly Output[]
  readonly distinctOn: readonly BoundExpression[]
  readonly orderBy: readonly SortKey[]
}

/** The projection of a SELECT, and its DISTINCT. */
export function projectSelect(
  select: Select,
  input: LogicalPlan,
  { outputs, distinctOn, orderBy }: SelectOutputs,
  scope: Scope,
  binder: Binder,
): BoundSelect {
  const projection = new Projection(input, scope, binder)
  const visible = outputs.map((output) => projection.show(output))
  const isDistinct = select.distinct !== undefined && select.distinct.on.length === 0
  const use = (expression: BoundExpression) => columnUse(projection.find(expression, isDistinct))
  const keys = orderBy.map((key) => ({ ...key, expression: use(key.expression) }))
  const on = distinctOn.map(use)
  return { plan: distinct(select, projection.plan(), on, keys), visible, orderBy: keys }
}

class Projection {
  private readonly items: ComputedColumn[] = []
  /** Made when first needed: most statements sort by few expressions, and many by none. */
  private index: FingerprintIndex<ComputedColumn> | undefined
  private readonly taken = new Set<number>()
  private readonly given: ReadonlySet<number>

  constructor(
    private readonly input: LogicalPlan,
    private readonly scope: Scope,
    private readonly binder: Binder,
  ) {
    this.given = new Set(input.columns.map((column) => column.id))
  }

  /** An item of the select list. */
  show({ name, expression }: Output): PlanColumn {
    const own = this.ownColumn(expression)
    return this.add(expression, own?.name === name ? own : undefined, name)
  }

  /** The column of an expression that rows are sorted by; a hidden one if need be. */
  find(expression: BoundExpression, onlyShown: boolean): PlanColumn {
    this.index ??= indexed(this.items)
    const known = this.index.find(fingerprintOf(expression), (item) =>
      sameExpression(item.expression, expression),
    )
    if (known !== undefined) return known.column
    if (onlyShown) throw notInDistinct(expression)
    return this.add(expression, this.ownColumn(expression), 'order')
  }

  plan(): LogicalPlan {
    const columns = this.items.map((item) => item.column)
    return { kind: 'Project', input: this.input, items: this.items, columns }
  }

  /** A column of the input keeps its identity, once. */
  private ownColumn(expression: BoundExpression): PlanColumn | undefined {
    if (expression.kind !== 'ColumnUse') return undefined
    const { column } = expression
    return this.given.has(column.id) && !this.taken.has(column.id) ? column : undefined
  }

  private add(expression: BoundExpression, own: PlanColumn | undefined, name: string): PlanColumn {
    const nullable = this.scope.nullSupplied || mayBeNull(expression)
    const column = own ?? computedColumn(name, expression, nullable, this.binder)
    this.taken.add(column.id)
    const item = { column, expression }
    this.items.push(item)
    this.index?.add(fingerprintOf(expression), item)
    return column
  }
}

function indexed(items: readonly ComputedColumn[]): FingerprintIndex<ComputedColumn> {
  const index = new FingerprintIndex<ComputedColumn>()
  for (const item of items) index.add(fingerprintOf(item.expression), item)
  return index
}

/** A new column for the value of an expression; where that is a column, it goes on being its field's value. */
export function computedColumn(
  name: string,
  expression: BoundExpression,
  nullable: boolean,
  binder: Binder,
): PlanColumn {
  const origin = expression.kind === 'ColumnUse' ? expression.column.origin : undefined
  return {
    id: binder.ids.nextColumn(),
    name,
    type: expression.type,
    nullable,
    ...(origin === undefined ? {} : { origin }),
  }
}

function distinct(
  select: Select,
  input: LogicalPlan,
  on: readonly BoundExpression[],
  keys: readonly SortKey[],
): LogicalPlan {
  if (select.distinct === undefined) return input
  if (on.length === 0) return { kind: 'DistinctPlan', input, columns: input.columns }
  requireOrderStartsWith(select, on, keys)
  return { kind: 'DistinctPlan', input, on: { expressions: on, keys }, columns: input.columns }
}

/** The first keys of ORDER BY must be those of DISTINCT ON: they decide which row of each group is the first. */
function requireOrderStartsWith(
  select: Select,
  on: readonly BoundExpression[],
  keys: readonly SortKey[],
): void {
  const first = keys.slice(0, on.length).map((key) => key.expression)
  const areAmong = (some: readonly BoundExpression[], all: readonly BoundExpression[]) =>
    some.every((one) => all.some((other) => sameExpression(one, other)))
  if (areAmong(first, on) && (keys.length <= on.length || areAmong(on, first))) return
  throw bindError({
    code: 'CERT-3004',
    message: 'ORDER BY must start with the expressions of DISTINCT ON.',
    span: select.distinct?.span,
  })
}

function notInDistinct(expression: BoundExpression) {
  return bindError({
    code: 'CERT-3004',
    message: 'With SELECT DISTINCT, ORDER BY can only use what is selected.',
    hint: 'add the expression to the select list, or group by it',
    span: expression.span,
  })
}
