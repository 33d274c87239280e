import type { SourceSpan } from '@certsql/core'
import { lookUpFunction } from '../functions/registry.js'
import { resolveCall } from '../functions/resolve-call.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { textType } from './bound-type.js'
import { coerce, isUntyped } from './coerce.js'
import type { Binder } from './scope.js'

/** The call of a scalar function, its arguments brought to the types that it takes. */
export function makeCall(
  name: string,
  args: readonly BoundExpression[],
  binder: Binder,
  span: SourceSpan,
): BoundExpression {
  const definition = lookUpFunction(name, span)
  const text = textType(binder.options)
  const described = args.map((argument) => ({ type: argument.type, untyped: isUntyped(argument) }))
  const { types, result } = resolveCall(definition, described, text, span)
  return {
    kind: 'Call',
    function: definition.name,
    arguments: args.map((argument, index) => coerce(argument, types[index] ?? argument.type, binder.options)),
    type: result,
    span,
  }
}
