import { BIGINT, BOOLEAN, isMoment, isTextual, type SqlType } from '@certsql/core'
import { sameExpression } from '../bind/same-expression.js'
import { sumType } from '../functions/aggregate-functions.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { FingerprintIndex, fingerprintOfCall } from '../logical/fingerprint.js'
import type { Aggregate, AggregateCall, ComputedColumn } from '../logical/logical-plan.js'
import { columnUse } from '../logical/map-expression.js'
import type { PlanColumn } from '../logical/plan-column.js'
import { type CasePiece, type CasePieces, casePieces } from './case-pieces.js'
import { castUnlessSame, orZero, zero } from './make-expression.js'
import type { RuleContext } from './rule.js'
import { isExactNumber, isNumber, withoutWidening } from './widening.js'

/** An aggregate over columns of its own, and what makes the asked-for columns of them. */
export interface FilteredAggregate {
  readonly aggregate: Aggregate
  readonly items: readonly ComputedColumn[]
}

export interface FilterOptions {
  /** A CASE of several values stays one aggregate. */
  readonly onePieceOnly?: boolean
}

/**
 * Says conditional aggregates with FILTER, which the org can be asked for by another query, or by a finer grouping.
 *
 *   SUM(CASE WHEN IsWon THEN Amount END)           SUM(Amount) FILTER (WHERE IsWon)
 *   COUNT(CASE WHEN IsWon THEN 1 END)              COUNT(*) FILTER (WHERE IsWon)
 *   SUM(CASE WHEN IsWon THEN Amount ELSE 0 END)    the sum, or 0 where it is null and some row is not won: over rows that
 *                                                  are won, and without an amount, it is null
 *   SUM(CASE WHEN IsWon THEN 1 ELSE 0 END)         COUNT(*) FILTER (WHERE IsWon), or null over no rows
 *   SUM(CASE WHEN p THEN x WHEN q THEN y END)      SUM(x) FILTER (WHERE p) + SUM(y) FILTER (WHERE q AND p IS NOT TRUE), of
 *                                                  which each may be null; MIN and MAX likewise are the least and greatest
 *   SUM(-Amount)                                   - SUM(Amount), for decimals, with or without a condition
 *   MIN(CAST(CloseDate AS TIMESTAMP))              CAST(MIN(CloseDate) AS TIMESTAMP)
 *
 * The opposite not for whole numbers: the least of them has no opposite, and the sum would hide that error. Undefined where
 * there is none of these. It stays away from
 *
 *   CASE … THEN 0.5e0 WHEN … THEN Score    sums of floating point depend on what is added first
 */
export function asFilteredAggregates(
  aggregate: Aggregate,
  context: RuleContext,
  options: FilterOptions = {},
): FilteredAggregate | undefined {
  const writer = new FilteredCalls(context, options)
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

  constructor(
    private readonly context: RuleContext,
    private readonly options: FilterOptions,
  ) {}

  rewrite(call: AggregateCall): BoundExpression {
    const [argument] = call.arguments
    const isPlain = call.arguments.length === 1 && call.orderBy.length === 0 && !call.distinct
    if (!isPlain || argument === undefined) return this.keep(call)
    const written =
      (call.filter === undefined ? this.ofCase(call, withoutWidening(argument)) : undefined) ??
      this.oppositeSum(call, argument) ??
      this.extremeDay(call, argument)
    if (written === undefined) return this.keep(call)
    this.changed = true
    return written
  }

  private oppositeSum(call: AggregateCall, argument: BoundExpression): BoundExpression | undefined {
    if (call.function !== 'sum' || oppositeOf(withoutWidening(argument)) === undefined) return undefined
    return castUnlessSame(this.sum(argument, call.filter), call.column.type)
  }

  /** MIN(CAST(CloseDate AS TIMESTAMP)) */
  private extremeDay(call: AggregateCall, argument: BoundExpression): BoundExpression | undefined {
    const isExtreme = call.function === 'min' || call.function === 'max'
    if (!isExtreme || withoutClock(argument, this.context.options.timeZone) === argument) return undefined
    return castUnlessSame(this.extremeOf(call.function, argument, call.filter), call.column.type)
  }

  private extremeOf(
    name: string,
    value: BoundExpression,
    when: BoundExpression | undefined,
  ): BoundExpression {
    const plain = withoutClock(value, this.context.options.timeZone)
    return this.add(name, [plain], plain.type, when)
  }

  private keep(call: AggregateCall): BoundExpression {
    this.calls.push(call)
    this.known.add(fingerprintOfCall(call), call)
    return columnUse(call.column)
  }

  private ofCase(call: AggregateCall, argument: BoundExpression): BoundExpression | undefined {
    if (argument.kind !== 'CaseExpression') return undefined
    const options = { ...this.options, timeZone: this.context.options.timeZone }
    switch (call.function) {
      case 'count': {
        const { pieces } = casePieces(argument, { ...options, constantsAreOne: true }) ?? {}
        return pieces === undefined ? undefined : this.countOf(pieces)
      }
      case 'min':
      case 'max': {
        const { pieces } = casePieces(argument, options) ?? {}
        return pieces === undefined ? undefined : this.extreme(call, pieces)
      }
      case 'sum': {
        const cut = casePieces(argument, { keepsZero: true, ...options })
        return cut === undefined ? undefined : this.sumOfCase(call, cut)
      }
      default:
        return undefined
    }
  }

  private countOf(pieces: readonly CasePiece[]): BoundExpression {
    const counts = pieces.map(({ value, when }) =>
      value.kind === 'Literal' ? this.count(when) : this.add('count', [value], BIGINT, when),
    )
    return added(counts, BIGINT)
  }

  /** Of texts that differ in case only, which one it is does not matter, but texts are not compared so. */
  private extreme(call: AggregateCall, pieces: readonly CasePiece[]): BoundExpression | undefined {
    const { type } = call.column
    if (pieces.length > 1 && isTextual(type)) return undefined
    const [first, ...others] = pieces.map(({ value, when }) =>
      value.kind === 'Literal'
        ? choice(isAny(this.count(when)), value)
        : this.extremeOf(call.function, value, when),
    )
    if (first === undefined) return nullOf(type)
    if (others.length === 0) return castUnlessSame(first, type)
    const operands = [first, ...others].map((one) => castUnlessSame(one, type))
    return {
      kind: 'Call',
      function: call.function === 'min' ? 'least' : 'greatest',
      arguments: operands,
      type,
    }
  }

  /**
   * Where no row has a value the sum is null, and with ELSE 0 it is so only over no rows, or over rows that meet a condition
   * and have no value.
   */
  private sumOfCase(
    { column: { type } }: AggregateCall,
    { pieces, otherwise }: CasePieces,
  ): BoundExpression | undefined {
    const isConstant = pieces.every(({ value }) => isExactNumber(value))
    if (pieces.some(({ value }) => value.kind === 'Literal' && !isExactNumber(value))) return undefined
    // Of floating point the last digits depend on what is added first.
    if (pieces.length > 1 && type.kind === 'double') return undefined
    const counts = () =>
      added(
        pieces.map(({ when }) => this.count(when)),
        BIGINT,
      )
    if (isConstant) {
      const isThere = isAny(otherwise === 'zero' ? this.count() : counts())
      const products = pieces.map(({ value, when }) => castUnlessSame(this.product(value, when), type))
      return choice(isThere, added(products, type))
    }
    const sums = pieces.map((piece) => castUnlessSame(this.sumOf(piece), type))
    const isOther = otherwise === 'zero' ? [comparison('>', this.count(), counts())] : []
    const [only, ...others] = sums
    if (only !== undefined && others.length === 0)
      return isOther.length === 0 ? only : choice(anyOf(isOther), orZero(only), only)
    return choice(anyOf([...isOther, ...sums.map(isThere)]), added(sums.map(orZero), type))
  }

  private sumOf({ value, when }: CasePiece): BoundExpression {
    if (!isExactNumber(value)) return this.sum(value, when)
    return choice(isAny(this.count(when)), this.product(value, when))
  }

  /** The sum of a constant, of no rows 0. */
  private product(value: BoundExpression, when: BoundExpression | undefined): BoundExpression {
    const count = this.count(when)
    const type = sumType([value.type])
    if (isNumber(value, 0)) return zero(type)
    return isNumber(value, 1) ? count : { kind: 'Arithmetic', operator: '*', left: value, right: count, type }
  }

  /** Of the narrowest form of the value, and of its opposite where it is one. */
  private sum(value: BoundExpression, filter: BoundExpression | undefined): BoundExpression {
    const narrow = withoutWidening(value)
    const opposite = oppositeOf(narrow)
    if (opposite === undefined) return this.add('sum', [narrow], sumType([narrow.type]), filter)
    const sum = this.sum(opposite, filter)
    return { kind: 'Arithmetic', operator: '-', left: zero(sum.type), right: sum, type: sum.type }
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

/** The decimal of which this is the opposite: `-x` is bound as `0 - x`. */
function oppositeOf(expression: BoundExpression): BoundExpression | undefined {
  if (expression.kind !== 'Arithmetic' || expression.operator !== '-') return undefined
  const { left, right, type } = expression
  const isDecimal = type.kind === 'decimal' && right.type.kind === 'decimal'
  return isDecimal && isNumber(withoutWidening(left), 0) ? right : undefined
}

/** What is cast to a moment of the same order: a day to its midnight, in UTC a moment to what clocks show. */
function withoutClock(expression: BoundExpression, timeZone: string): BoundExpression {
  if (expression.kind !== 'CastExpression') return expression
  const { operand, type } = expression
  const keepsOrder =
    isMoment(type) && (operand.type.kind === 'date' || (timeZone === 'UTC' && isMoment(operand.type)))
  return keepsOrder ? withoutClock(operand, timeZone) : expression
}

// ── Expressions ────────────────────────────────────────────────────────────────────────────────────────────────

function comparison(operator: '>', left: BoundExpression, right: BoundExpression): BoundExpression {
  return { kind: 'Comparison', operator, left, right, type: BOOLEAN }
}

function isAny(count: BoundExpression): BoundExpression {
  return comparison('>', count, zero(BIGINT))
}

function isThere(operand: BoundExpression): BoundExpression {
  return { kind: 'IsNullTest', operand, negated: true, type: BOOLEAN }
}

function anyOf(operands: readonly BoundExpression[]): BoundExpression {
  const [only, ...others] = operands
  return only !== undefined && others.length === 0 ? only : { kind: 'Or', operands, type: BOOLEAN }
}

/** 0 of none. */
function added(summands: readonly BoundExpression[], type: SqlType): BoundExpression {
  const [first, ...others] = summands
  return others.reduce<BoundExpression>(
    (left, right) => ({ kind: 'Arithmetic', operator: '+', left, right, type }),
    first ?? zero(type),
  )
}

function nullOf(type: SqlType): BoundExpression {
  return { kind: 'Literal', value: null, type }
}

function choice(
  when: BoundExpression,
  then: BoundExpression,
  otherwise: BoundExpression = nullOf(then.type),
): BoundExpression {
  return { kind: 'CaseExpression', branches: [{ when, then }], otherwise, type: then.type }
}
