import { coverSpans, internalError, type SourceSpan } from '@certsql/core'
import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { makeAtTimeZone, makeBetween, makeBinary, makeIsDistinctFrom, makeLike, makeUnary } from '../build.js'
import { spanOf, syntaxError } from '../errors/syntax-error.js'
import { PRECEDENCE, precedenceOf } from '../print/precedence.js'

/**
 * Turns `operand operator operand …`, which is all that the grammar sees of an expression, into a tree: the operators
 * wait on a stack until one that binds less tightly arrives (Dijkstra's shunting yard). Nothing here descends, so the
 * longest chain is as easy as the shortest.
 *
 * Expressions within expressions share the stack; `open` sets a mark that nothing below reaches across.
 */
export class OperatorStack {
  private readonly waiting: Waiting[] = []
  private readonly operands: ast.Expression[] = []
  /** Where each operand begins and ends, with its parentheses. */
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  /** How tightly the outermost operator of each operand binds, unless parentheses hold it together. */
  private readonly bindings: number[] = []

  reset(): void {
    this.waiting.length = 0
    this.operands.length = 0
    this.starts.length = 0
    this.ends.length = 0
    this.bindings.length = 0
  }

  open(): void {
    this.waiting.push(MARK)
  }

  close(): ast.Expression {
    this.reduceAbove(PRECEDENCE.none)
    const last = this.waiting.pop()
    if (last?.openBetween !== undefined) throw betweenWithoutAnd(last.openBetween)
    this.starts.pop()
    this.ends.pop()
    this.bindings.pop()
    return this.operands.pop() as ast.Expression
  }

  operand(expression: ast.Expression, start: number, end: number): void {
    this.operands.push(expression)
    this.starts.push(start)
    this.ends.push(end)
    this.bindings.push(PRECEDENCE.primary)
  }

  prefix(operator: ast.UnaryOperation['operator'], token: IToken): void {
    const precedence = operator === 'NOT' ? PRECEDENCE.not : PRECEDENCE.sign
    const start = token.startOffset
    const top = this.top()
    if (top.precedence > precedence || (operator === 'NOT' && top.openBetween)) throw looseNot(token)
    const build: Build = ([operand], { end }) => makeUnary(operator, operand, { start, end })
    this.waiting.push({ precedence, count: 1, build, start })
  }

  binary(operator: ast.BinaryOperator, token: IToken): void {
    if (operator === 'AND' || operator === 'OR') {
      this.chain(operator)
      return
    }
    const precedence = precedenceOf(operator)
    if (precedence === PRECEDENCE.comparison) this.reduceUnchained(precedence, token)
    else this.reduceChained(precedence, token)
    const build: Build = ([left, right], span) => makeBinary(operator, left, right, span)
    this.waiting.push({ precedence, count: 2, build })
  }

  /** Chains of AND and of OR are gathered whole: see `joinEvenly`. */
  private chain(operator: 'AND' | 'OR'): void {
    const precedence = precedenceOf(operator)
    this.reduceAbove(precedence)
    const top = this.top()
    if (top.openBetween !== undefined) {
      if (operator === 'OR') throw betweenWithoutAnd(top.openBetween)
      top.openBetween = undefined
      top.precedence = PRECEDENCE.match
    } else if (top.precedence === precedence) top.count++
    else {
      const build: Build = (operands, span) => joinEvenly(operator, operands, span)
      this.waiting.push({ precedence, count: 2, build })
    }
  }

  isDistinctFrom(negated: boolean, token: IToken): void {
    this.reduceUnchained(PRECEDENCE.is, token)
    const build: Build = ([left, right], span) => makeIsDistinctFrom(left, right, negated, span)
    this.waiting.push({ precedence: PRECEDENCE.is, count: 2, build })
  }

  like(negated: boolean, caseInsensitive: boolean, token: IToken): void {
    this.reduceUnchained(PRECEDENCE.match, token)
    const build: Build = ([operand, pattern, escaping], span) =>
      makeLike(operand, pattern, { negated, caseInsensitive, escape: escaping }, span)
    this.waiting.push({ precedence: PRECEDENCE.match, count: 2, build, takesEscape: true })
  }

  escape(token: IToken): void {
    this.reduceAbove(PRECEDENCE.match)
    const top = this.top()
    if (top.takesEscape !== true) throw syntaxError('ESCAPE belongs to a LIKE before it.', spanOf(token))
    top.takesEscape = false
    top.count = 3
  }

  /** Until its AND has been seen it holds back everything else, as a parenthesis would. */
  between(negated: boolean, symmetric: boolean, token: IToken): void {
    this.reduceUnchained(PRECEDENCE.match, token)
    const build: Build = ([operand, low, high], span) =>
      makeBetween(operand, low, high as ast.Expression, negated, symmetric, span)
    this.waiting.push({ precedence: PRECEDENCE.none, count: 3, build, openBetween: token })
  }

  atTimeZone(token: IToken): void {
    this.reduceChained(PRECEDENCE.zone, token)
    const build: Build = ([operand, zone], span) => makeAtTimeZone(operand, zone, span)
    this.waiting.push({ precedence: PRECEDENCE.zone, count: 2, build })
  }

  /** Something complete that stands after its operand: `IS NULL`, `IN (…)`, `::type`. */
  postfix(
    precedence: number,
    token: IToken,
    end: number,
    build: (operand: ast.Expression, span: SourceSpan) => ast.Expression,
  ): void {
    if (precedence <= PRECEDENCE.match) this.reduceUnchained(precedence, token)
    else this.reduceChained(precedence, token)
    const place = this.operands.length - 1
    const span = { start: this.starts[place] as number, end }
    this.operands[place] = build(this.operands[place] as ast.Expression, span)
    this.ends[place] = end
    this.bindings[place] = precedence
  }

  private top(): Waiting {
    return this.waiting[this.waiting.length - 1] as Waiting
  }

  private reduceAbove(precedence: number): void {
    for (let top = this.top(); top.precedence > precedence; top = this.top()) {
      this.waiting.pop()
      this.reduce(top)
    }
  }

  /** For operators that go from left to right: `a - b - c`. */
  private reduceChained(precedence: number, token: IToken): void {
    this.reduceAbove(precedence - 1)
    if (this.binding() < precedence) throw looseOperand(token)
  }

  /** For operators of which two in a row mean nothing: `a < b < c`. */
  private reduceUnchained(precedence: number, token: IToken): void {
    this.reduceAbove(precedence)
    if (this.top().precedence === precedence) throw chainedOperators(token)
    if (precedence !== PRECEDENCE.comparison && this.isBeforeAnd()) throw predicateInBetween(token)
    if (this.binding() <= precedence) throw looseOperand(token)
  }

  /** Whether a BETWEEN of this expression still waits for its AND. */
  private isBeforeAnd(): boolean {
    for (let place = this.waiting.length - 1; this.waiting[place] !== MARK; place--) {
      if (this.waiting[place]?.openBetween !== undefined) return true
    }
    return false
  }

  private binding(): number {
    return this.bindings[this.bindings.length - 1] as number
  }

  private reduce({ precedence, count, build, start: prefixStart }: Waiting): void {
    const first = this.operands.length - count
    const start = prefixStart ?? (this.starts[first] as number)
    const end = this.ends[this.ends.length - 1] as number
    const operands = this.operands.splice(first, count) as unknown as Operands
    this.operands.push(build(operands, { start, end }))
    this.starts.length = first + 1
    this.ends.length = first + 1
    this.bindings.length = first + 1
    this.starts[first] = start
    this.ends[first] = end
    this.bindings[first] = precedence
  }
}

/** Two of them, or as many as the operator takes. */
type Operands = readonly [ast.Expression, ast.Expression, ast.Expression?, ...ast.Expression[]]
type Build = (operands: Operands, span: SourceSpan) => ast.Expression

/** An operator that waits for the end of its last operand. */
interface Waiting {
  precedence: number
  /** How many operands it takes. */
  count: number
  readonly build: Build
  /** Where a prefix stands. */
  readonly start?: number
  /** A LIKE that has no ESCAPE yet. */
  takesEscape?: boolean
  /** The BETWEEN whose AND has not come yet. */
  openBetween?: IToken | undefined
}

const MARK: Waiting = {
  precedence: PRECEDENCE.none,
  count: 0,
  build: () => {
    throw internalError('the mark of an expression was taken for an operator')
  },
}

/** Up to this many conditions make the usual tree that leans to the left. */
const LONGEST_LEANING_CHAIN = 500

/**
 * Joins conditions by AND or OR. A very long chain becomes a tree as flat as can be, so that nobody who walks it
 * descends far: the order of the conditions stays, and AND and OR may be grouped as one likes.
 */
function joinEvenly(operator: 'AND' | 'OR', conditions: Operands, span: SourceSpan): ast.Expression {
  const join = (left: ast.Expression, right: ast.Expression): ast.Expression =>
    makeBinary(operator, left, right, { start: span.start, end: right.span.end })
  let level = conditions as readonly ast.Expression[]
  if (level.length <= LONGEST_LEANING_CHAIN) return level.reduce(join)
  while (level.length > 1) level = joinPairs(operator, level)
  return level[0] as ast.Expression
}

function joinPairs(operator: 'AND' | 'OR', conditions: readonly ast.Expression[]): ast.Expression[] {
  const pairs: ast.Expression[] = []
  for (let index = 0; index < conditions.length; index += 2) {
    const left = conditions[index] as ast.Expression
    const right = conditions[index + 1]
    const pair = right && makeBinary(operator, left, right, coverSpans(left.span, right.span))
    pairs.push(pair ?? left)
  }
  return pairs
}

function betweenWithoutAnd(token: IToken): Error {
  return syntaxError(
    'This BETWEEN has no AND.',
    spanOf(token),
    'write the two ends as: value BETWEEN low AND high',
  )
}

function chainedOperators(token: IToken): Error {
  return syntaxError(
    `Unexpected "${token.image}": comparisons cannot be chained.`,
    spanOf(token),
    'join two comparisons by AND, as in: low <= value AND value < high; or put one in parentheses',
  )
}

/** `a IS NULL = b`: PostgreSQL takes it as (a IS NULL) = b, others otherwise; hardly anybody means it. */
function looseOperand(token: IToken): Error {
  return syntaxError(
    `Unexpected "${token.image}": it binds tighter than what stands before it.`,
    spanOf(token),
    'say with parentheses what belongs together, as in: (a IS NULL) = b',
  )
}

/** `a BETWEEN b IN (c) AND d` */
function predicateInBetween(token: IToken): Error {
  return syntaxError(
    `Unexpected "${token.image}": the BETWEEN before it has no AND yet.`,
    spanOf(token),
    'put a condition between BETWEEN and AND in parentheses',
  )
}

/** `a = NOT b` */
function looseNot(token: IToken): Error {
  return syntaxError(
    'Unexpected "NOT": the operator before it binds tighter.',
    spanOf(token),
    'put NOT and what follows in parentheses, as in: a = (NOT b)',
  )
}
