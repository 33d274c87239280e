import { DOUBLE, isNumeric, type SqlType } from '@certsql/core'
import { type Expression, makeCall, makeCast, makeType } from '@certsql/sql'
import { decimalOrDouble, MOST_DIGITS } from './common-type.js'
import type {
  ArgumentConstants,
  ArgumentTypes,
  FunctionDefinition,
  ScalarFunction,
} from './function-definition.js'
import {
  argumentAt,
  call,
  cast,
  choose,
  constantNumber,
  number,
  operate,
  same,
  sameAs,
  text,
  typeAt,
} from './lowering.js'

function scalar(facts: Omit<ScalarFunction, 'kind' | 'family'>): ScalarFunction {
  return { kind: 'scalar', family: 'number', ...facts }
}

/** Functions of DOUBLE that DuckDB has under the same name and with the same meaning. */
function ofDouble(name: string, help: string, aliases: readonly string[] = []): ScalarFunction {
  return scalar({ name, aliases, signatures: ['double -> double'], help, lower: same(name) })
}

export const NUMBER_FUNCTIONS: readonly FunctionDefinition[] = [
  scalar({
    name: 'abs',
    signatures: ['number -> same'],
    help: 'The number without its sign.',
    lower: (args, types) => exactly(makeCall('abs', args), typeAt(types, 0)),
  }),
  scalar({
    name: 'ceil',
    aliases: ['ceiling'],
    signatures: ['number -> *'],
    help: 'The smallest whole number that is not below.',
    resultType: wholeOf,
    lower: (args, types) => toWhole('ceil', args, types),
  }),
  scalar({
    name: 'floor',
    signatures: ['number -> *'],
    help: 'The largest whole number that is not above.',
    resultType: wholeOf,
    lower: (args, types) => toWhole('floor', args, types),
  }),
  scalar({
    name: 'round',
    signatures: ['number, integer? -> *'],
    help: 'The number rounded to so many decimals (none); halves go away from zero.',
    resultType: roundedType,
    lower: (args, types) => toDecimals('round', args, types),
  }),
  scalar({
    name: 'trunc',
    aliases: ['truncate'],
    signatures: ['number, integer? -> *'],
    help: 'The number cut to so many decimals (none).',
    resultType: roundedType,
    lower: (args, types) => toDecimals('trunc', args, types),
  }),
  scalar({
    name: 'sign',
    signatures: ['number -> integer'],
    help: '-1, 0 or 1.',
    lower: sameAs('sign', 'integer'),
  }),
  scalar({
    name: 'power',
    aliases: ['pow'],
    signatures: ['double, double -> double'],
    help: 'One number to the power of another.',
    lower: same('pow'),
  }),
  ofDouble('sqrt', 'The square root.'),
  ofDouble('cbrt', 'The cube root.'),
  ofDouble('exp', 'e to the power of a number.'),
  ofDouble('ln', 'The natural logarithm.'),
  ofDouble('log10', 'The logarithm to base 10.'),
  scalar({
    name: 'log',
    signatures: ['double -> double', 'double, double -> double'],
    help: 'The logarithm to base 10, or of the second number to the base of the first.',
    lower: same('log'),
  }),
  {
    kind: 'special',
    family: 'number',
    name: 'mod',
    signatures: ['number, number -> common'],
    help: 'What is left of a division; it has the sign of the first number.',
  },
  {
    kind: 'special',
    family: 'number',
    name: 'div',
    signatures: ['number, number -> common'],
    help: 'The quotient of a division, cut to a whole number.',
  },
  scalar({
    name: 'gcd',
    signatures: ['integer, integer -> integer', 'bigint, bigint -> bigint'],
    help: 'The greatest common divisor.',
    lower: (args, types) => exactly(makeCall('gcd', args), typeAt(types, 0)),
  }),
  scalar({
    name: 'lcm',
    signatures: ['integer, integer -> integer', 'bigint, bigint -> bigint'],
    help: 'The least common multiple.',
    lower: (args, types) => exactly(makeCall('lcm', args), typeAt(types, 0)),
  }),
  scalar({
    name: 'factorial',
    signatures: ['integer -> *'],
    help: 'The product of the whole numbers up to this one.',
    resultType: () => ({ kind: 'decimal', precision: MOST_DIGITS, scale: 0 }),
    lower: (args) => cast(makeCall('factorial', args), 'decimal', MOST_DIGITS, 0),
  }),
  ofDouble('degrees', 'Radians as degrees.'),
  ofDouble('radians', 'Degrees as radians.'),
  ofDouble('sin', 'The sine.'),
  ofDouble('cos', 'The cosine.'),
  ofDouble('tan', 'The tangent.'),
  ofDouble('cot', 'The cotangent.'),
  ofDouble('asin', 'The inverse sine.'),
  ofDouble('acos', 'The inverse cosine.'),
  ofDouble('atan', 'The inverse tangent.'),
  scalar({
    name: 'atan2',
    signatures: ['double, double -> double'],
    help: 'The inverse tangent of a quotient, with its quadrant.',
    lower: same('atan2'),
  }),
  ofDouble('sinh', 'The hyperbolic sine.'),
  ofDouble('cosh', 'The hyperbolic cosine.'),
  ofDouble('tanh', 'The hyperbolic tangent.'),
  scalar({ name: 'pi', signatures: ['-> double'], help: 'π.', lower: same('pi') }),
  scalar({
    name: 'random',
    aliases: ['rand'],
    signatures: ['-> double'],
    help: 'A random number from 0 up to 1.',
    volatile: true,
    lower: same('random'),
  }),
  scalar({
    name: 'gen_random_uuid',
    aliases: ['uuid'],
    signatures: ['-> text'],
    help: 'A random UUID.',
    volatile: true,
    lower: sameAs('gen_random_uuid', 'varchar'),
  }),
  scalar({
    name: 'width_bucket',
    signatures: ['double, double, double, integer -> integer'],
    help: 'Which of n equal parts between two bounds a number falls into; 0 and n + 1 outside.',
    lower: lowerWidthBucket,
  }),
  scalar({
    name: 'bit_count',
    signatures: ['bigint -> bigint'],
    help: 'The number of bits that are set.',
    lower: sameAs('bit_count', 'bigint'),
  }),
]

function wholeOf([type = DOUBLE]: ArgumentTypes): SqlType {
  return type.kind === 'decimal' ? decimalOrDouble(type.precision - type.scale + 1, 0) : type
}

/** DuckDB gives DOUBLE for whole numbers, which are whole as they are. */
function toWhole(name: string, args: readonly Expression[], types: ArgumentTypes): Expression {
  const type = typeAt(types, 0)
  if (type.kind === 'integer' || type.kind === 'bigint') return argumentAt(args, 0)
  return exactly(makeCall(name, args), wholeOf([type]))
}

/** The scale of a DECIMAL shrinks to what a constant asks for; otherwise the type stays. */
function roundedType([type = DOUBLE, ...more]: ArgumentTypes, [, digits]: ArgumentConstants): SqlType {
  if (type.kind !== 'decimal') return type
  const wanted = digits ?? (more.length === 0 ? 0 : type.scale)
  const scale = Math.min(type.scale, Math.max(Number(wanted), 0))
  return decimalOrDouble(Math.min(type.precision - type.scale + scale + 1, MOST_DIGITS), scale)
}

function toDecimals(name: string, args: readonly Expression[], types: ArgumentTypes): Expression {
  const type = typeAt(types, 0)
  const digits = args[1]
  const constant = digits === undefined ? 0 : constantNumber(digits)
  if (type.kind === 'decimal' && constant === undefined) return toVariableDecimals(name, args, type)
  const rounded = makeCall(name, digits === undefined ? args.slice(0, 1) : args)
  if (type.kind === 'integer' || type.kind === 'bigint')
    return digits === undefined ? argumentAt(args, 0) : exactly(rounded, type)
  return type.kind === 'decimal'
    ? exactly(rounded, roundedType([type], [undefined, String(constant)]))
    : rounded
}

/** DuckDB rounds a DECIMAL to a constant scale only: one branch for each scale that it may be. */
function toVariableDecimals(
  name: string,
  args: readonly Expression[],
  type: SqlType & { readonly kind: 'decimal' },
): Expression {
  const [value, digits] = [argumentAt(args, 0), argumentAt(args, 1)]
  const result = roundedType([type], [undefined, String(type.scale)])
  const whole = type.precision - type.scale
  const scales = Array.from({ length: type.scale + whole }, (_, index) => type.scale - 1 - index)
  const branches = scales.map(
    (scale) =>
      [operate(digits, '=', number(scale)), exactly(call(name, value, number(scale)), result)] as const,
  )
  const isFiner = [operate(digits, '>=', number(type.scale)), exactly(value, result)] as const
  const isCoarser = [operate(digits, '<', number(-whole)), exactly(number(0), result)] as const
  return choose([isFiner, ...branches, isCoarser])
}

/** DuckDB's result in the declared type. */
function exactly(expression: Expression, type: SqlType): Expression {
  switch (type.kind) {
    case 'integer':
    case 'bigint':
    case 'double':
      return cast(expression, type.kind)
    case 'decimal':
      return makeCast(expression, makeType('decimal', [type.precision, type.scale]))
    default:
      return isNumeric(type) ? expression : cast(expression, 'double')
  }
}

function lowerWidthBucket(args: readonly Expression[]): Expression {
  const [value, low, high] = [argumentAt(args, 0), argumentAt(args, 1), argumentAt(args, 2)]
  const count = argumentAt(args, 3)
  const position = operate(operate(value, '-', low), '/', operate(high, '-', low))
  const bucket = operate(cast(call('floor', operate(position, '*', count)), 'integer'), '+', number(1))
  return choose(
    [
      [operate(count, '<=', number(0)), call('error', text('count must be greater than zero'))],
      [operate(low, '=', high), call('error', text('lower bound cannot equal upper bound'))],
      [operate(position, '<', number(0)), number(0)],
      [operate(position, '>=', number(1)), operate(count, '+', number(1))],
    ],
    bucket,
  )
}
