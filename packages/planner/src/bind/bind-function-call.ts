import { BOOLEAN, isTextual } from '@certsql/core'
import type { ArithmeticOperator, Expression, FunctionCall } from '@certsql/sql'
import type {
  AggregateFunction,
  FunctionDefinition,
  SpecialForm,
  WindowFunction,
} from '../functions/function-definition.js'
import { lookUpFunction } from '../functions/registry.js'
import { wrongArguments } from '../functions/resolve-call.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { bindAggregate, bindGrouping } from './bind-aggregate.js'
import { asCondition } from './bind-condition.js'
import { bindExtract } from './bind-extract.js'
import { bindCurrentValue, NULL_LITERAL } from './bind-literal.js'
import { bindRemoteFunction, findRemoteColumn } from './bind-remote-function.js'
import { bindWindowCall } from './bind-window.js'
import { describeArgument } from './call-argument.js'
import { isUntyped } from './coerce.js'
import { isRangeCall, rangeOutsideComparison } from './date-range.js'
import { makeArithmetic } from './make-arithmetic.js'
import { makeCall } from './make-call.js'
import { makeCase } from './make-case.js'
import { makeComparable } from './make-comparison.js'
import type { Binder, Scope } from './scope.js'
import { bindError } from './type-error.js'
import { isRepeatable } from './volatile.js'

export function bindFunctionCall(call: FunctionCall, scope: Scope, binder: Binder): BoundExpression {
  if (isRangeCall(call)) throw rangeOutsideComparison(call)
  const definition = lookUpFunction(nameOf(call), call.name.span)
  if (call.over !== undefined) {
    if (definition.kind === 'aggregate' || definition.kind === 'window')
      return bindWindowCall(definition, call, scope, binder)
    throw misplaced(call, `${definition.name} is no aggregate or window function, so it takes no OVER.`)
  }
  switch (definition.kind) {
    case 'aggregate':
      return bindAggregate(definition, call, scope, binder)
    case 'window':
      throw misplaced(
        call,
        `${definition.name} is a window function; it needs OVER (…).`,
        windowHint(definition),
      )
    case 'table':
    case 'file':
      throw misplaced(call, `${definition.name} gives rows; it stands in FROM.`)
    case 'scalar':
      requirePlain(call, definition)
      return makeCall(definition.name, bindArguments(call, scope, binder), binder, call.span)
    case 'special':
      requirePlain(call, definition)
      return bindSpecial(definition, call, scope, binder)
  }
}

/** `pg_catalog.upper` is `upper`. */
function nameOf({ name }: FunctionCall): string {
  const [schema, ...rest] = name.parts.map((part) => part.name)
  return rest.length > 0 && schema?.toLowerCase() === 'pg_catalog'
    ? rest.join('.')
    : [schema, ...rest].join('.')
}

function bindArguments(call: FunctionCall, scope: Scope, binder: Binder): readonly BoundExpression[] {
  return call.arguments.map((argument) => binder.bindExpression(argument, scope))
}

/** DISTINCT, FILTER, ORDER BY and * belong to aggregates. */
function requirePlain(call: FunctionCall, definition: FunctionDefinition): void {
  const isPlain =
    !call.star &&
    !call.distinct &&
    call.orderBy.length === 0 &&
    call.withinGroup.length === 0 &&
    call.filter === undefined &&
    call.nulls === undefined
  if (!isPlain)
    throw misplaced(
      call,
      `${definition.name} is no aggregate, so it takes no DISTINCT, FILTER, ORDER BY or *.`,
    )
}

function misplaced(call: FunctionCall, message: string, hint?: string) {
  return bindError({ code: 'CERT-3002', message, hint, span: call.span })
}

function windowHint({ name }: AggregateFunction | WindowFunction): string {
  return `for example ${name}(…) OVER (ORDER BY CreatedDate)`
}

// ── Special forms: what becomes another expression ─────────────────────────────────────────────────────────────

type BindSpecial = (parts: SpecialCall) => BoundExpression

interface SpecialCall {
  readonly definition: SpecialForm
  readonly call: FunctionCall
  readonly scope: Scope
  readonly binder: Binder
  readonly args: readonly BoundExpression[]
}

const NOW: BindSpecial = ({ call, binder }) => ({
  ...bindCurrentValue('CURRENT_TIMESTAMP', binder.options),
  span: call.span,
})

const SPECIAL_FORMS: ReadonlyMap<string, BindSpecial> = new Map<string, BindSpecial>([
  ['nullif', bindNullIf],
  ['if', bindIf],
  ['decode', bindDecode],
  ['now', NOW],
  ['mod', (parts) => bindOperator('%', parts)],
  ['div', bindQuotient],
  ['grouping', ({ call, scope, args }) => bindGrouping(call, scope, args)],
  ['date_part', bindDatePart],
  ['age', bindAge],
  ...['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'].map(
    (field): [string, BindSpecial] => [
      field,
      ({ call, args, definition, binder }) =>
        bindExtract(field, theOnly(args, definition, call, binder), call.span),
    ],
  ),
  ['includes', (parts) => bindIncludes(parts, false)],
  ['excludes', (parts) => bindIncludes(parts, true)],
  ['tolabel', bindRemote],
  ['convertcurrency', bindRemote],
  ['format', bindFormat],
])

function bindSpecial(
  definition: SpecialForm,
  call: FunctionCall,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const bindForm = SPECIAL_FORMS.get(definition.name.toLowerCase())
  if (bindForm === undefined) throw misplaced(call, `${definition.name} cannot be called here.`)
  return bindForm({ definition, call, scope, binder, args: bindArguments(call, scope, binder) })
}

function theOnly(
  args: readonly BoundExpression[],
  definition: FunctionDefinition,
  call: FunctionCall,
  binder: Binder,
): BoundExpression {
  const [only] = args
  if (only === undefined || args.length > 1) throw wrongCount({ definition, call, args, binder })
  return only
}

function wrongCount({
  definition,
  call,
  args,
}: Pick<SpecialCall, 'call' | 'args' | 'binder'> & { readonly definition: FunctionDefinition }) {
  return wrongArguments(definition, args.map(describeArgument), call.span)
}

/** `NULLIF(a, b)` is CASE WHEN a = b THEN NULL ELSE a END, so that texts compare as everywhere. */
function bindNullIf(parts: SpecialCall): BoundExpression {
  const { call, args, binder } = parts
  const [value, other] = args
  if (value === undefined || other === undefined || args.length > 2) throw wrongCount(parts)
  const [a, b] = makeComparable(value, other, '=', binder.options, call.span)
  const kept = repeated(call.arguments[0], a, parts)
  const when: BoundExpression = {
    kind: 'Comparison',
    operator: '=',
    left: a,
    right: b,
    type: BOOLEAN,
    span: call.span,
  }
  const then: BoundExpression = { ...NULL_LITERAL, type: kept.type }
  return {
    kind: 'CaseExpression',
    branches: [{ when, then }],
    otherwise: kept,
    type: kept.type,
    span: call.span,
  }
}

/** A value that stands twice: queries are bound again, random numbers are refused. */
function repeated(
  source: Expression | undefined,
  bound: BoundExpression,
  parts: SpecialCall,
): BoundExpression {
  if (isRepeatable(bound) || source === undefined) return bound
  const again = parts.binder.bindExpression(source, parts.scope)
  if (isRepeatable(again) || bound.kind !== 'Call') return again
  throw misplaced(
    parts.call,
    `${parts.definition.name} looks at its argument more than once, so it cannot be random.`,
  )
}

function bindIf(parts: SpecialCall): BoundExpression {
  const { call, args, binder } = parts
  const [condition, then, otherwise] = args
  if (condition === undefined || then === undefined || args.length > 3) throw wrongCount(parts)
  return makeCase(
    [{ when: asCondition(condition, 'IF', binder.options), then }],
    otherwise,
    binder.options,
    call.span,
  )
}

function bindOperator(operator: ArithmeticOperator, parts: SpecialCall): BoundExpression {
  const [left, right] = parts.args
  if (left === undefined || right === undefined || parts.args.length > 2) throw wrongCount(parts)
  return makeArithmetic(operator, left, right, parts.binder.options, parts.call.span)
}

/** Whole numbers divide to whole numbers anyway; what is left of others is cut off. */
function bindQuotient(parts: SpecialCall): BoundExpression {
  const quotient = bindOperator('/', parts)
  const isWhole = quotient.type.kind === 'integer' || quotient.type.kind === 'bigint'
  return isWhole ? quotient : makeCall('trunc', [quotient], parts.binder, parts.call.span)
}

/** Oracle's `DECODE(x, 1, 'one', 2, 'two', 'many')`; to it, NULL equals NULL. */
function bindDecode(parts: SpecialCall): BoundExpression {
  const { call, args, binder } = parts
  const [value, ...rest] = args
  if (value === undefined || rest.length < 2) throw wrongCount(parts)
  const branches: { readonly when: BoundExpression; readonly then: BoundExpression }[] = []
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const [search, then] = [rest[index], rest[index + 1]]
    if (search === undefined || then === undefined) break
    const tested = index === 0 ? value : repeated(call.arguments[0], value, parts)
    const [left, right] = makeComparable(tested, search, '=', binder.options, call.span)
    branches.push({
      when: { kind: 'DistinctTest', left, right, negated: true, type: BOOLEAN, span: call.span },
      then,
    })
  }
  return makeCase(branches, rest.length % 2 === 1 ? rest.at(-1) : undefined, binder.options, call.span)
}

function bindDatePart(parts: SpecialCall): BoundExpression {
  const [field, source] = parts.args
  if (field === undefined || source === undefined || parts.args.length > 2) throw wrongCount(parts)
  if (isUntyped(field)) return bindExtract(String(field.value), source, parts.call.span)
  throw misplaced(
    parts.call,
    'The first argument of date_part must be a constant text.',
    "for example date_part('year', CloseDate)",
  )
}

/** Without a second moment, the age is that of today's midnight. */
function bindAge(parts: SpecialCall): BoundExpression {
  const { args, binder, call } = parts
  const [until, since] = args
  if (until === undefined || args.length > 2) throw wrongCount(parts)
  const today = { ...bindCurrentValue('CURRENT_DATE', binder.options), span: call.span }
  return makeCall('age_between', since === undefined ? [today, until] : [until, since], binder, call.span)
}

// ── What only the org can do ───────────────────────────────────────────────────────────────────────────────────

/** `INCLUDES(col, 'a;b', 'c')`: has both a and b, or c. */
function bindIncludes(parts: SpecialCall, negated: boolean): BoundExpression {
  const { call, args, binder } = parts
  const [column, ...values] = args
  const areConstant =
    values.length > 0 && values.every((one) => one.kind === 'Literal' && typeof one.value === 'string')
  if (column === undefined || !(isTextual(column.type) || column.type.kind === 'null'))
    throw wrongCount(parts)
  if (!areConstant)
    throw misplaced(
      call,
      `The values of ${parts.definition.name} must be constant texts.`,
      "for example INCLUDES(Regions__c, 'North;South', 'East')",
    )
  const test = makeCall('includes_any', args, binder, call.span)
  return negated ? { kind: 'Not', operand: test, type: BOOLEAN, span: call.span } : test
}

function bindRemote({ definition, call, args, scope, binder }: SpecialCall): BoundExpression {
  return bindRemoteFunction(definition, theOnly(args, definition, call, binder), call, scope, binder)
}

/** FORMAT of a single column is the org's, all else is PostgreSQL's `format('%s …', …)`. */
function bindFormat(parts: SpecialCall): BoundExpression {
  const { args, call, binder, scope } = parts
  const [first] = args
  const isColumn = first !== undefined && args.length === 1 && findRemoteColumn(first, scope) !== undefined
  return isColumn ? bindRemote(parts) : makeCall('format_text', args, binder, call.span)
}
