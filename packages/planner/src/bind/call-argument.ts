import type { CallArgument } from '../functions/resolve-call.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { isUntyped } from './coerce.js'

/** What the registry needs to know of a bound argument. */
export function describeArgument(argument: BoundExpression): CallArgument {
  const constant =
    argument.kind === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined
  return { type: argument.type, untyped: isUntyped(argument), constant }
}
