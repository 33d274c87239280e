import {
  BIGINT,
  BOOLEAN,
  CertSqlError,
  DATE,
  DOUBLE,
  formatSqlType,
  INTEGER,
  INTERVAL,
  isNumeric,
  isTextual,
  JSON_TYPE,
  type SourceSpan,
  type SqlType,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
} from '@certsql/core'
import { asDecimal, commonText, commonTypeOf } from './common-type.js'
import type { ArgumentConstants, ArgumentTypes, FunctionDefinition } from './function-definition.js'
import {
  fitsCount,
  formatSignature,
  type ParameterKind,
  parameterAt,
  parseSignature,
  type Signature,
} from './signature.js'

/** What a function needs to know of an argument before it is bound to a type. */
export interface CallArgument {
  readonly type: SqlType
  /** A text constant, which takes the type that is wanted of it. */
  readonly untyped: boolean
  /** Digits or text, if it is a constant. */
  readonly constant?: string | undefined
}

export interface ResolvedCall {
  /** The type that each argument is brought to. */
  readonly types: ArgumentTypes
  readonly result: SqlType
}

/**
 * The signature that a call means, chosen as in PostgreSQL: the one that needs the fewest conversions. `text` is the type
 * of texts that come from nowhere in particular.
 */
export function resolveCall(
  definition: FunctionDefinition,
  args: readonly CallArgument[],
  text: SqlType,
  span: SourceSpan | undefined,
): ResolvedCall {
  const candidates = definition.signatures
    .map(parseSignature)
    .filter((signature) => fitsCount(signature, args.length))
    .flatMap((signature) => {
      const cost = costOf(signature, args)
      return cost === undefined ? [] : [{ signature, cost }]
    })
  const [best] = candidates.sort((a, b) => a.cost - b.cost)
  if (best === undefined) throw wrongArguments(definition, args, span)
  const types = args.map((_, index) => wantedType(best.signature, index, args, text))
  const constants = args.map((argument) => argument.constant)
  requireValid(definition, types, constants, span)
  if (!(definition.kind === 'scalar' && definition.unifies === true))
    return { types, result: resultOf(definition, best.signature, types, constants, text) }
  const common = commonTypeOf(
    args.map((one, index) => (one.untyped ? { kind: 'null' } : (types[index] ?? text))),
  )
  if (common === undefined) throw wrongArguments(definition, args, span)
  const unified = common.kind === 'null' && args.some((one) => one.untyped) ? text : common
  return { types: args.map(() => unified), result: unified }
}

function costOf(signature: Signature, args: readonly CallArgument[]): number | undefined {
  let total = 0
  for (const [index, argument] of args.entries()) {
    const parameter = parameterAt(signature, index)
    const kind = parameter?.kind === 'first' ? (args[0]?.type.kind ?? 'any') : parameter?.kind
    const cost = kind === undefined ? undefined : conversionCost(argument, kind)
    if (cost === undefined) return undefined
    total += cost
  }
  return total
}

const NUMBER_ORDER = ['integer', 'bigint', 'decimal', 'double'] as const
const MOMENT_ORDER = ['date', 'timestamp', 'timestamptz'] as const

/** 0: as it is. More: a conversion. Undefined: not without a cast. */
function conversionCost({ type, untyped }: CallArgument, kind: string): number | undefined {
  if (type.kind === 'null') return 0
  if (untyped) return kind === 'text' ? 0 : kind === 'list' ? undefined : kind === 'any' ? 1 : 2
  if (kind === 'any') return 1
  if (kind === type.kind) return 0
  if (kind === 'text') return isTextual(type) ? 0 : undefined
  if (kind === 'number') return isNumeric(type) ? 0 : undefined
  return stepsUp(NUMBER_ORDER, type.kind, kind) ?? stepsUp(MOMENT_ORDER, type.kind, kind)
}

function stepsUp(order: readonly string[], from: string, to: string): number | undefined {
  const steps = order.indexOf(to) - order.indexOf(from)
  return order.includes(from) && order.includes(to) && steps > 0 ? steps : undefined
}

function wantedType(
  signature: Signature,
  index: number,
  args: readonly CallArgument[],
  text: SqlType,
): SqlType {
  const argument = args[index] ?? NULL_ARGUMENT
  const kind = parameterAt(signature, index)?.kind ?? 'any'
  if (kind === argument.type.kind) return argument.type
  switch (kind) {
    case 'any':
    case 'list':
      return argument.type
    case 'first':
      return args[0]?.type ?? argument.type
    case 'number':
      return argument.untyped ? DOUBLE : argument.type
    case 'text':
      return isTextual(argument.type) ? argument.type : text
    case 'decimal':
      return argument.untyped || argument.type.kind === 'null'
        ? { kind, precision: 38, scale: 10 }
        : asDecimal(argument.type)
    default:
      return SIMPLE_TYPES[kind]
  }
}

const NULL_ARGUMENT: CallArgument = { type: { kind: 'null' }, untyped: false }

const SIMPLE_TYPES = {
  integer: INTEGER,
  bigint: BIGINT,
  double: DOUBLE,
  boolean: BOOLEAN,
  date: DATE,
  time: TIME,
  timestamp: TIMESTAMP,
  timestamptz: TIMESTAMPTZ,
  interval: INTERVAL,
  json: JSON_TYPE,
} as const satisfies Partial<Record<ParameterKind, SqlType>>

function resultOf(
  definition: FunctionDefinition,
  { result }: Signature,
  types: ArgumentTypes,
  constants: ArgumentConstants,
  text: SqlType,
): SqlType {
  switch (result) {
    case '*':
      return 'resultType' in definition ? (definition.resultType?.(types, constants) ?? text) : text
    case 'same':
      return types[0] ?? text
    case 'common':
      return commonTypeOf(types) ?? text
    case 'text':
      return textOf(types, text)
    default:
      return SIMPLE_TYPES[result]
  }
}

/** A text that is made of texts compares as they do: exactly as soon as one of them does. */
function textOf(types: ArgumentTypes, text: SqlType): SqlType {
  const made = commonText(text, ...types.filter(isTextual))
  return made.kind === 'id' ? text : made
}

function requireValid(
  definition: FunctionDefinition,
  types: ArgumentTypes,
  constants: ArgumentConstants,
  span: SourceSpan | undefined,
): void {
  const problem = definition.validate?.(types, constants)
  if (problem !== undefined) throw new CertSqlError({ code: 'CERT-3002', message: problem, span })
}

export function wrongArguments(
  definition: FunctionDefinition,
  args: readonly CallArgument[],
  span: SourceSpan | undefined,
): CertSqlError {
  const given = args.map((one) => (one.untyped ? 'text' : formatSqlType(one.type).toLowerCase())).join(', ')
  const shown = definition.signatures.map((signature) => formatSignature(definition.name, signature))
  return new CertSqlError({
    code: 'CERT-3002',
    message: `${definition.name}(${given}) does not fit the function "${definition.name}".`,
    hint: `it is called as ${shown.join(' or ')}`,
    span,
  })
}
