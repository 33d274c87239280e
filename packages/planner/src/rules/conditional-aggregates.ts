import { BIGINT, BOOLEAN, type SqlType } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { sumType } from '../functions/aggregate-functions.js'
import { sameType } from '../functions/common-type.js'
import type { BoundExpression, CaseExpression } from '../logical/bound-expression.js'
import { FingerprintIndex, fingerprintOfCall } from '../logical/fingerprint.js'
import type { Aggregate, AggregateCall, ComputedColumn } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import type { RuleContext } from './rule.js'

/** An aggregate over columns of its own, and what makes the asked-for columns of them. */
export interface FilteredAggregate {
  readonly aggregate: Aggregate
  readonly items: readonly ComputedColumn[]
}

/**
 * Says conditional aggregates with FILTER, which the org can be asked for by another query, or by a finer grouping.
 *
 *   SUM(CASE WHEN IsWon THEN Amount END)           SUM(Amount) FILTER (WHERE IsWon)
 *   COUNT(CASE WHEN IsWon THEN 1 END)              COUNT(*) FILTER (WHERE IsWon)
 *   SUM(CASE WHEN IsWon THEN Amount ELSE 0 END)    the sum, or 0 where it is null and some row is not won: over rows that
 *                                                  are won, and without an amount, it is null
 *   SUM(CASE WHEN IsWon THEN 1 ELSE 0 END)         COUNT(*) FILTER (WHERE IsWon), or null over no rows
 *   SUM(-Amount)                                   - SUM(Amount), for decimals, with or without a condition
 *
 * The last one not for whole numbers: the least of them has no opposite, and the sum would hide that error. Undefined where
 * there is none of these.
 */
export function asFilteredAggregates(
  aggregate: Aggregate,
  context: RuleContext,
): FilteredAggregate | undefined {
  const writer = new FilteredCalls(context)
  const items = aggregate.aggregates.map((call) => ({
    column: call.column,
    expression: writer.rewrite(call),
  }))
  if (!writer.changed) return undefined
  const keys = aggregate.keys.map(({ column }) => column)
  const columns = [...keys, ...writer.calls.map(({ column }) => column)]
  return {
    aggregate: { ...aggregate, aggregates: writer.calls, columns },
    items: [...keys.map((column) => ({ column, expression: columnUse(column) })), ...items],
  }
}

class FilteredCalls {
  readonly calls: AggregateCall[] = []
  changed = false
  private readonly known = new FingerprintIndex<AggregateCall>()

  constructor(private readonly context: RuleContext) {}

  rewrite(call: AggregateCall): BoundExpression {
    const [argument] = call.arguments
    const conditional = argument === undefined ? undefined : conditionalValue(argument)
    const isPlain = call.arguments.length === 1 && call.orderBy.length === 0 && !call.distinct
    if (!isPlain || argument === undefined) return this.keep(call)
    const written =
      conditional !== undefined && call.filter === undefined
        ? this.withFilter(call, conditional)
        : this.oppositeSum(call, argument)
    if (written === undefined) return this.keep(call)
    this.changed = true
    return written
  }

  private oppositeSum(call: AggregateCall, argument: BoundExpression): BoundExpression | undefined {
    if (call.function !== 'sum' || oppositeOf(withoutWidening(argument)) === undefined) return undefined
    return asType(this.sumOf(argument, call.filter), call.column.type)
  }

  private keep(call: AggregateCall): BoundExpression {
    this.calls.push(call)
    this.known.add(fingerprintOfCall(call), call)
    return columnUse(call.column)
  }

  private withFilter(
    call: AggregateCall,
    { when, value, otherwise }: ConditionalValue,
  ): BoundExpression | undefined {
    switch (call.function) {
      case 'count':
        if (otherwise !== 'null') return undefined
        return isNonNullLiteral(value) ? this.count(when) : this.add('count', [value], BIGINT, when)
      case 'min':
      case 'max':
        return otherwise === 'null' ? this.add(call.function, [value], call.column.type, when) : undefined
      case 'sum':
        if (isOne(value)) return asType(this.sumOfOnes(when, otherwise), call.column.type)
        if (value.kind === 'Literal') return undefined
        return asType(this.sum(value, when, otherwise), call.column.type)
      default:
        return undefined
    }
  }

  private sum(value: BoundExpression, when: BoundExpression, otherwise: Otherwise): BoundExpression {
    const sum = this.sumOf(value, when)
    if (otherwise === 'null') return sum
    const isSomeOther = comparison('>', this.count(), this.count(when))
    const orZero: BoundExpression = {
      kind: 'Call',
      function: 'coalesce',
      arguments: [sum, zero(sum.type)],
      type: sum.type,
    }
    return choice(isSomeOther, orZero, sum)
  }

  /** Of the narrowest form of the value, and of its opposite where it is one. */
  private sumOf(value: BoundExpression, filter: BoundExpression | undefined): BoundExpression {
    const narrow = withoutWidening(value)
    const opposite = oppositeOf(narrow)
    if (opposite === undefined) return this.add('sum', [narrow], sumType([narrow.type]), filter)
    const sum = this.sumOf(opposite, filter)
    return { kind: 'Arithmetic', operator: '-', left: zero(sum.type), right: sum, type: sum.type }
  }

  private sumOfOnes(when: BoundExpression, otherwise: Otherwise): BoundExpression {
    const count = this.count(when)
    const counted = otherwise === 'null' ? count : this.count()
    return choice(comparison('>', counted, zero(BIGINT)), count, {
      kind: 'Literal',
      value: null,
      type: BIGINT,
    })
  }

  private count(filter?: BoundExpression): BoundExpression {
    return this.add('count', [], BIGINT, filter)
  }

  /** The same figure is asked for once. */
  private add(
    name: string,
    operands: readonly BoundExpression[],
    type: SqlType,
    filter: BoundExpression | undefined,
  ): BoundExpression {
    const given = filter === undefined ? {} : { filter }
    const call = { function: name, arguments: operands, ...given }
    const known = this.known.find(
      fingerprintOfCall(call),
      (one) =>
        one.function === name &&
        !one.distinct &&
        sameAll(one.arguments, operands) &&
        sameAll(one.filter === undefined ? [] : [one.filter], filter === undefined ? [] : [filter]),
    )
    if (known !== undefined) return columnUse(known.column)
    const column: PlanColumn = { id: this.context.ids.nextColumn(), name, type, nullable: name !== 'count' }
    return this.keep({ column, distinct: false, orderBy: [], ...call })
  }
}

function sameAll(a: readonly BoundExpression[], b: readonly BoundExpression[]): boolean {
  return a.length === b.length && a.every((one, index) => sameExpression(one, b[index] ?? one))
}

// ── CASE with one condition ────────────────────────────────────────────────────────────────────────────────────

type Otherwise = 'null' | 'zero'

interface ConditionalValue {
  readonly when: BoundExpression
  readonly value: BoundExpression
  readonly otherwise: Otherwise
}

function conditionalValue(argument: BoundExpression): ConditionalValue | undefined {
  const expression = withoutWidening(argument)
  if (expression.kind !== 'CaseExpression') return undefined
  return oneBranch(expression)
}

function oneBranch({ branches, otherwise }: CaseExpression): ConditionalValue | undefined {
  const [branch, ...others] = branches
  if (branch === undefined || others.length > 0) return undefined
  const rest = withoutWidening(otherwise)
  if (rest.kind !== 'Literal') return undefined
  const { when, then: value } = branch
  if (rest.value === null) return { when, value, otherwise: 'null' }
  return isNumber(rest, 0) ? { when, value, otherwise: 'zero' } : undefined
}

/** The number below casts that keep it as it is. */
function withoutWidening(expression: BoundExpression): BoundExpression {
  if (expression.kind !== 'CastExpression' || expression.safe) return expression
  const { operand, type } = expression
  return keepsNumber(operand.type, type) ? withoutWidening(operand) : expression
}

function keepsNumber(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'null') return true
  if (to.kind === 'decimal') {
    const { precision, scale } = wholeOrDecimal(from)
    return precision > 0 && to.scale >= scale && to.precision - to.scale >= precision - scale
  }
  return from.kind === 'integer' && (to.kind === 'bigint' || to.kind === 'integer')
}

/** The decimal of which this is the opposite: `-x` is bound as `0 - x`. */
function oppositeOf(expression: BoundExpression): BoundExpression | undefined {
  if (expression.kind !== 'Arithmetic' || expression.operator !== '-') return undefined
  const { left, right, type } = expression
  const isDecimal = type.kind === 'decimal' && right.type.kind === 'decimal'
  return isDecimal && isNumber(withoutWidening(left), 0) ? right : undefined
}

function wholeOrDecimal(type: SqlType): { readonly precision: number; readonly scale: number } {
  if (type.kind === 'decimal') return type
  return { precision: type.kind === 'integer' ? 10 : type.kind === 'bigint' ? 19 : 0, scale: 0 }
}

function isOne(expression: BoundExpression): boolean {
  return isNumber(withoutWidening(expression), 1)
}

function isNumber(expression: BoundExpression, wanted: number): boolean {
  return (
    expression.kind === 'Literal' &&
    typeof expression.value === 'string' &&
    NUMBERS.has(expression.type.kind) &&
    Number(expression.value) === wanted
  )
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal'])

function isNonNullLiteral(expression: BoundExpression): boolean {
  const value = withoutWidening(expression)
  return value.kind === 'Literal' && value.value !== null
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────────────────────

function comparison(operator: '>', left: BoundExpression, right: BoundExpression): BoundExpression {
  return { kind: 'Comparison', operator, left, right, type: BOOLEAN }
}

function zero(type: SqlType): BoundExpression {
  const places = type.kind === 'decimal' ? type.scale : 0
  return { kind: 'Literal', value: (0).toFixed(places), type }
}

function choice(when: BoundExpression, then: BoundExpression, otherwise: BoundExpression): BoundExpression {
  return { kind: 'CaseExpression', branches: [{ when, then }], otherwise, type: then.type }
}

function asType(operand: BoundExpression, type: SqlType): BoundExpression {
  return sameType(operand.type, type) ? operand : { kind: 'CastExpression', operand, safe: false, type }
}
