import type {
  Expression,
  FrameBound,
  FunctionCall,
  Identifier,
  OrderItem,
  WindowFrame,
  WindowSpecification,
} from '@certsql/sql'
import { makeInterval, makeNumber } from '@certsql/sql'
import type { AggregateFunction, WindowFunction } from '../functions/function-definition.js'
import { resolveCall } from '../functions/resolve-call.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import type { WindowCall } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import { bindAggregateParts } from './bind-aggregate.js'
import { textType } from './bound-type.js'
import { describeArgument } from './call-argument.js'
import { coerce } from './coerce.js'
import { constantOf } from './fold-constant.js'
import { sameName } from './relation.js'
import { type Binder, IN_WINDOW, type Scope } from './scope.js'
import { sortKey } from './sort-keys.js'
import { bindError } from './type-error.js'

/** A call with OVER: computed above grouping, and used in the select list like a column. */
export function bindWindowCall(
  definition: AggregateFunction | WindowFunction,
  call: FunctionCall,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  requireAllowed(definition.name, call, scope)
  const inner: Scope = { ...scope, clause: IN_WINDOW }
  const parts =
    definition.kind === 'aggregate'
      ? bindAggregateParts(definition, call, inner, binder)
      : bindWindowParts(definition, call, inner, binder)
  const specification = specificationOf(call, scope)
  const bind = (expression: Expression) => binder.bindExpression(expression, inner)
  const { type, ...facts } = parts
  const column = {
    id: binder.ids.nextColumn(),
    name: definition.name,
    type,
    nullable: scope.nullSupplied || !NEVER_NULL.has(definition.name),
  }
  const added = scope.calls?.addWindow({
    column,
    function: definition.name,
    arguments: facts.arguments,
    distinct: facts.distinct,
    ...('filter' in facts && facts.filter !== undefined ? { filter: facts.filter } : {}),
    ...(call.nulls === undefined ? {} : { nulls: call.nulls }),
    partitionBy: specification.partitionBy.map(bind),
    orderBy: specification.orderBy.map((item) => sortKey(item, bind(item.expression))),
    ...(specification.frame === undefined
      ? {}
      : { frame: constantFrame(specification.frame, inner, binder) }),
  })
  return { ...columnUse(added?.column ?? column), span: call.span }
}

const NEVER_NULL: ReadonlySet<string> = new Set([
  'count',
  'row_number',
  'rank',
  'dense_rank',
  'percent_rank',
  'cume_dist',
  'ntile',
])

type WindowParts = Pick<WindowCall, 'arguments' | 'distinct' | 'filter'> & {
  readonly type: BoundExpression['type']
}

function bindWindowParts(
  definition: WindowFunction,
  call: FunctionCall,
  scope: Scope,
  binder: Binder,
): WindowParts {
  const isPlain = !call.star && !call.distinct && call.filter === undefined && call.orderBy.length === 0
  if (!isPlain)
    throw bindError({
      code: 'CERT-3002',
      message: `${definition.name} takes no DISTINCT, FILTER, ORDER BY or *; the order stands in OVER.`,
      span: call.span,
    })
  const args = call.arguments.map((argument) => binder.bindExpression(argument, scope))
  const described = args.map(describeArgument)
  const { types, result } = resolveCall(definition, described, textType(binder.options), call.span)
  return {
    arguments: args.map((one, index) => coerce(one, types[index] ?? one.type, binder.options)),
    distinct: false,
    type: result,
  }
}

function requireAllowed(name: string, call: FunctionCall, { clause, calls }: Scope): void {
  if (clause.windows && calls !== undefined) return
  throw bindError({
    code: 'CERT-3004',
    message: `A window function (${name} … OVER) cannot stand in ${clause.name}.`,
    hint: clause.name === 'WHERE' || clause.name === 'HAVING' ? 'filter by it with QUALIFY' : undefined,
    span: call.span,
  })
}

// ── Windows by name ────────────────────────────────────────────────────────────────────────────────────────────

type FlatSpecification = Pick<WindowSpecification, 'partitionBy' | 'orderBy' | 'frame'>

function specificationOf(call: FunctionCall, scope: Scope): FlatSpecification {
  const { over } = call
  if (over === undefined) return { partitionBy: [], orderBy: [] }
  return over.kind === 'Identifier' ? namedWindow(over, scope, []) : flatten(over, scope, [])
}

/** The window that a name of the WINDOW clause means, what it builds upon included. */
function namedWindow(name: Identifier, scope: Scope, seen: readonly string[]): FlatSpecification {
  const windows = scope.calls?.namedWindows ?? []
  const found = windows.find((window) => sameName(window.name.name, name.name))
  if (found === undefined || seen.includes(found.name.name))
    throw bindError({
      code: 'CERT-2003',
      message: `There is no window "${name.name}".`,
      hint: 'name it in the WINDOW clause: WINDOW w AS (PARTITION BY …)',
      span: name.span,
    })
  return flatten(found.specification, scope, [...seen, found.name.name])
}

/** `(w ORDER BY x)`: a window adds to its base what the base lacks. */
function flatten(window: WindowSpecification, scope: Scope, seen: readonly string[]): FlatSpecification {
  if (window.base === undefined) return window
  const base = namedWindow(window.base, scope, seen)
  const problem =
    window.partitionBy.length > 0
      ? 'its PARTITION BY'
      : window.orderBy.length > 0 && base.orderBy.length > 0
        ? 'its ORDER BY'
        : base.frame !== undefined
          ? 'its frame'
          : undefined
  if (problem !== undefined)
    throw bindError({
      code: 'CERT-4002',
      message: `A window cannot change what window "${window.base.name}" says: ${problem}.`,
      span: window.span,
    })
  const orderBy: readonly OrderItem[] = window.orderBy.length > 0 ? window.orderBy : base.orderBy
  return {
    partitionBy: base.partitionBy,
    orderBy,
    ...(window.frame === undefined ? {} : { frame: window.frame }),
  }
}

// ── Frames ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The frame with its offsets as constants. */
function constantFrame(frame: WindowFrame, scope: Scope, binder: Binder): WindowFrame {
  const start = constantBound(frame.start, frame, scope, binder)
  const end = frame.end === undefined ? undefined : constantBound(frame.end, frame, scope, binder)
  if (frame.start.bound === 'UNBOUNDED FOLLOWING' || frame.end?.bound === 'UNBOUNDED PRECEDING')
    throw bindError({ code: 'CERT-4002', message: 'This frame ends before it starts.', span: frame.span })
  return end === undefined ? { ...frame, start } : { ...frame, start, end }
}

function constantBound(bound: FrameBound, frame: WindowFrame, scope: Scope, binder: Binder): FrameBound {
  if (bound.offset === undefined) return bound
  const literal = constantOf(binder.bindExpression(bound.offset, scope))
  const { span } = bound.offset
  if (literal?.type.kind === 'interval' && frame.unit === 'RANGE')
    return { ...bound, offset: makeInterval(String(literal.value), undefined, span) }
  const isWhole = literal?.type.kind === 'integer' || literal?.type.kind === 'bigint'
  const isNumber = isWhole || (frame.unit === 'RANGE' && literal?.type.kind === 'decimal')
  if (literal !== undefined && isNumber && Number(literal.value) >= 0)
    return { ...bound, offset: makeNumber(String(literal.value), span) }
  throw bindError({
    code: 'CERT-3003',
    message: 'The offset of a frame must be a constant that is not negative.',
    hint: 'for example ROWS 3 PRECEDING',
    span,
  })
}
