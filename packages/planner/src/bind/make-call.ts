import { internalError, type SourceSpan } from '@certsql/core'
import { findFunction } from '../functions/registry.js'
import { resolveCall } from '../functions/resolve-call.js'
import type { BoundExpression } from '../logical/bound-expression.js'
import { textType } from './bound-type.js'
import { describeArgument } from './call-argument.js'
import { coerce } from './coerce.js'
import type { Binder } from './scope.js'

/** The call of a scalar function, its arguments brought to the types that it takes. */
export function makeCall(
  name: string,
  args: readonly BoundExpression[],
  binder: Binder,
  span: SourceSpan,
): BoundExpression {
  const definition = findFunction(name)
  if (definition === undefined) throw internalError(`there is no function ${name}`)
  const text = textType(binder.options)
  const described = args.map(describeArgument)
  const { types, result } = resolveCall(definition, described, text, span)
  return {
    kind: 'Call',
    function: definition.name,
    arguments: args.map((argument, index) => coerce(argument, types[index] ?? argument.type, binder.options)),
    type: result,
    span,
  }
}
