import type { SqlType } from '@certsql/core'
import {
  type BinaryOperator,
  type CallParts,
  type Expression,
  makeBinary,
  makeCall,
  makeCase,
  makeCaseBranch,
  makeCast,
  makeIsNull,
  makeNull,
  makeNumber,
  makeText,
  makeType,
} from '@certsql/sql'
import type { ArgumentTypes } from './function-definition.js'

/** Short words for the trees that `lower` makes. */

export function call(name: string, ...args: readonly Expression[]): Expression {
  return makeCall(name, args)
}

export function number(value: number): Expression {
  return makeNumber(value)
}

export function text(value: string): Expression {
  return makeText(value)
}

export function cast(operand: Expression, type: string, ...sizes: readonly number[]): Expression {
  return makeCast(operand, makeType(type, sizes))
}

export function operate(left: Expression, operator: BinaryOperator, right: Expression): Expression {
  return makeBinary(operator, left, right)
}

/** CASE WHEN condition THEN value … ELSE otherwise END */
export function choose(
  branches: readonly (readonly [condition: Expression, value: Expression])[],
  otherwise: Expression = makeNull(),
): Expression {
  return makeCase(
    branches.map(([when, then]) => makeCaseBranch(when, then)),
    { otherwise },
  )
}

export function isNull(operand: Expression): Expression {
  return makeIsNull(operand)
}

/** Stops the statement with this message. */
export function failure(message: string): Expression {
  return call('error', text(message))
}

/** `||` over several, as a tree of little depth. */
export function joinTexts(parts: readonly Expression[]): Expression {
  const [first] = parts
  if (first === undefined) return text('')
  if (parts.length === 1) return first
  const middle = parts.length >> 1
  return operate(joinTexts(parts.slice(0, middle)), '||', joinTexts(parts.slice(middle)))
}

export function argumentAt(args: readonly Expression[], index: number): Expression {
  const argument = args[index]
  if (argument === undefined) throw new RangeError(`argument ${index + 1} is missing`)
  return argument
}

/** The number that an argument is written as, if it is written as one. */
export function constantNumber(argument: Expression | undefined): number | undefined {
  if (argument?.kind === 'NumberLiteral') return Number(argument.text)
  if (argument?.kind === 'UnaryOperation' && argument.operator === '-') {
    const size = constantNumber(argument.operand)
    return size === undefined ? undefined : -size
  }
  return undefined
}

export function constantText(argument: Expression | undefined): string | undefined {
  return argument?.kind === 'StringLiteral' ? argument.value : undefined
}

type LowerScalar = (args: readonly Expression[], types: ArgumentTypes) => Expression
type LowerAggregate = (args: readonly Expression[], types: ArgumentTypes, parts: CallParts) => Expression

/** DuckDB has the same function, under this name. */
export function same(name: string): LowerScalar {
  return (args) => makeCall(name, args)
}

/** The same function, whose result DuckDB gives in another type. */
export function sameAs(name: string, type: string): LowerScalar {
  return (args) => cast(makeCall(name, args), type)
}

export function sameAggregate(name: string): LowerAggregate {
  return (args, _types, parts) => makeCall(name, args, parts)
}

export function aggregateAs(name: string, type: string, ...sizes: readonly number[]): LowerAggregate {
  return (args, _types, parts) => cast(makeCall(name, args, parts), type, ...sizes)
}

export function typeAt(types: readonly SqlType[], index: number): SqlType {
  return types[index] ?? { kind: 'null' }
}
