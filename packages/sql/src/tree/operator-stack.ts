import { coverSpans, type SourceSpan } from '@certsql/core'
import type { IToken } from 'chevrotain'
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

  reset(): void {
    this.waiting.length = 0
    this.operands.length = 0
    this.starts.length = 0
    this.ends.length = 0
  }

  open(): void {
    this.waiting.push(MARK)
  }

  close(): ast.Expression {
    this.reduceAbove(PRECEDENCE.none)
    const last = this.waiting.pop()
    if (last?.kind === 'between') throw betweenWithoutAnd(last.token)
    this.starts.pop()
    this.ends.pop()
    return this.operands.pop() as ast.Expression
  }

  operand(expression: ast.Expression, start: number, end: number): void {
    this.operands.push(expression)
    this.starts.push(start)
    this.ends.push(end)
  }

  prefix(operator: ast.UnaryOperation['operator'], start: number): void {
    const precedence = operator === 'NOT' ? PRECEDENCE.not : PRECEDENCE.sign
    this.waiting.push({ kind: 'prefix', precedence, operator, start })
  }

  binary(operator: ast.BinaryOperator, token: IToken): void {
    const precedence = precedenceOf(operator)
    if (operator === 'AND' || operator === 'OR') {
      this.reduceAbove(precedence)
      const top = this.top()
      if (top.kind === 'between' && top.open) {
        if (operator === 'OR') throw betweenWithoutAnd(top.token)
        top.open = false
        top.precedence = PRECEDENCE.match
        return
      }
      // Chains of AND and of OR are gathered whole: see `joinEvenly`.
      if (top.kind === 'chain' && top.operator === operator) top.count++
      else this.waiting.push({ kind: 'chain', precedence, operator, count: 2 })
    } else if (precedence === PRECEDENCE.comparison) {
      this.reduceUnchained(precedence, token)
      this.waiting.push({ kind: 'binary', precedence, operator })
    } else {
      this.reduceAbove(precedence - 1)
      this.waiting.push({ kind: 'binary', precedence, operator })
    }
  }

  isDistinctFrom(negated: boolean, token: IToken): void {
    this.reduceUnchained(PRECEDENCE.is, token)
    this.waiting.push({ kind: 'distinct', precedence: PRECEDENCE.is, negated })
  }

  like(negated: boolean, caseInsensitive: boolean, token: IToken): void {
    this.reduceUnchained(PRECEDENCE.match, token)
    this.waiting.push({
      kind: 'like',
      precedence: PRECEDENCE.match,
      negated,
      caseInsensitive,
      escaped: false,
    })
  }

  escape(token: IToken): void {
    this.reduceAbove(PRECEDENCE.match)
    const top = this.top()
    if (top.kind !== 'like' || top.escaped) {
      throw syntaxError('ESCAPE belongs to a LIKE before it.', spanOf(token))
    }
    top.escaped = true
  }

  between(negated: boolean, symmetric: boolean, token: IToken): void {
    this.reduceUnchained(PRECEDENCE.match, token)
    this.waiting.push({
      kind: 'between',
      precedence: PRECEDENCE.none,
      negated,
      symmetric,
      open: true,
      token,
    })
  }

  atTimeZone(): void {
    this.reduceAbove(PRECEDENCE.zone - 1)
    this.waiting.push({ kind: 'zone', precedence: PRECEDENCE.zone })
  }

  /** Something complete that stands after its operand: `IS NULL`, `IN (…)`, `::type`. */
  postfix(
    precedence: number,
    token: IToken,
    end: number,
    build: (operand: ast.Expression, span: SourceSpan) => ast.Expression,
  ): void {
    if (precedence <= PRECEDENCE.match) this.reduceUnchained(precedence, token)
    else this.reduceAbove(precedence - 1)
    const place = this.operands.length - 1
    const span = { start: this.starts[place] as number, end }
    this.operands[place] = build(this.operands[place] as ast.Expression, span)
    this.ends[place] = end
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

  /** For operators of which two in a row mean nothing: `a < b < c`. */
  private reduceUnchained(precedence: number, token: IToken): void {
    this.reduceAbove(precedence)
    if (this.top().precedence === precedence) throw chainedOperators(token)
  }

  private reduce(operation: Waiting): void {
    switch (operation.kind) {
      case 'mark':
        return
      case 'prefix':
        return this.reducePrefix(operation)
      case 'chain':
        return this.combine(operation.count, (operands, span) => {
          return joinEvenly(operation.operator, operands as readonly ast.Expression[], span)
        })
      case 'binary':
        return this.combine(2, ([left, right], span) => makeBinary(operation.operator, left, right, span))
      case 'distinct':
        return this.combine(2, ([left, right], span) => {
          return makeIsDistinctFrom(left, right, operation.negated, span)
        })
      case 'like':
        return this.combine(operation.escaped ? 3 : 2, ([operand, pattern, escape], span) => {
          return makeLike(operand, pattern, { ...operation, escape }, span)
        })
      case 'between':
        return this.combine(3, ([operand, low, high], span) => {
          return makeBetween(
            operand,
            low,
            high as ast.Expression,
            operation.negated,
            operation.symmetric,
            span,
          )
        })
      case 'zone':
        return this.combine(2, ([operand, zone], span) => makeAtTimeZone(operand, zone, span))
    }
  }

  private reducePrefix({ operator, start }: Extract<Waiting, { kind: 'prefix' }>): void {
    const place = this.operands.length - 1
    const span = { start, end: this.ends[place] as number }
    this.operands[place] = makeUnary(operator, this.operands[place] as ast.Expression, span)
    this.starts[place] = start
  }

  private combine(count: number, build: (operands: Operands, span: SourceSpan) => ast.Expression): void {
    const first = this.operands.length - count
    const end = this.ends[this.ends.length - 1] as number
    const operands = this.operands.splice(first, count) as unknown as Operands
    this.operands.push(build(operands, { start: this.starts[first] as number, end }))
    this.starts.length = first + 1
    this.ends.length = first + 1
    this.ends[first] = end
  }
}

type Operands = readonly [ast.Expression, ast.Expression, ast.Expression?, ...ast.Expression[]]

type Waiting =
  | { readonly kind: 'mark'; readonly precedence: number }
  | {
      readonly kind: 'prefix'
      readonly precedence: number
      readonly operator: ast.UnaryOperation['operator']
      readonly start: number
    }
  | { readonly kind: 'chain'; readonly precedence: number; readonly operator: 'AND' | 'OR'; count: number }
  | { readonly kind: 'binary'; readonly precedence: number; readonly operator: ast.BinaryOperator }
  | { readonly kind: 'distinct'; readonly precedence: number; readonly negated: boolean }
  | {
      readonly kind: 'like'
      readonly precedence: number
      readonly negated: boolean
      readonly caseInsensitive: boolean
      escaped: boolean
    }
  | {
      readonly kind: 'between'
      /** None until its AND has been seen: it holds back everything else, as a parenthesis would. */
      precedence: number
      readonly negated: boolean
      readonly symmetric: boolean
      open: boolean
      readonly token: IToken
    }
  | { readonly kind: 'zone'; readonly precedence: number }

const MARK: Waiting = { kind: 'mark', precedence: PRECEDENCE.none }

/** Up to this many conditions make the usual tree that leans to the left. */
const LONGEST_LEANING_CHAIN = 500

/**
 * Joins conditions by AND or OR. A very long chain becomes a tree as flat as can be, so that nobody who walks it
 * descends far: the order of the conditions stays, and AND and OR may be grouped as one likes.
 */
function joinEvenly(
  operator: 'AND' | 'OR',
  conditions: readonly ast.Expression[],
  span: SourceSpan,
): ast.Expression {
  const join = (left: ast.Expression, right: ast.Expression): ast.Expression =>
    makeBinary(operator, left, right, { start: span.start, end: right.span.end })
  if (conditions.length <= LONGEST_LEANING_CHAIN) return conditions.reduce(join)
  let level = conditions
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
