import { CertSqlError, internalError, isFoldedText, type SqlType } from '@certsql/core'
import { type CallParts, type Expression, type FunctionCall, makeCall } from '@certsql/sql'
import { findFunction } from '../functions/registry.js'
import { foldText } from './text-folding.js'

/** A scalar function as DuckDB says it. */
export function lowerScalarCall(
  name: string,
  operands: readonly Expression[],
  types: readonly SqlType[],
): Expression {
  const definition = findFunction(name)
  if (definition?.kind !== 'scalar') throw internalError(`${name} is no scalar function`)
  return definition.lower(operands, types)
}

/** A function in FROM as DuckDB says it. */
export function lowerTableCall(
  name: string,
  operands: readonly Expression[],
  types: readonly SqlType[],
): FunctionCall {
  const definition = findFunction(name)
  if (definition?.kind !== 'table') throw internalError(`${name} is no table function`)
  const lowered = definition.lower(operands, types)
  if (lowered.kind !== 'FunctionCall') throw internalError(`${name} does not lower to a call`)
  return lowered
}

/** An aggregate or window function as DuckDB says it; text is compared by its upper case. */
export function lowerAggregateCall(
  name: string,
  operands: readonly Expression[],
  types: readonly SqlType[],
  parts: CallParts,
): Expression {
  const folded = lowerFolded(name, operands, types, parts)
  if (folded !== undefined) return folded
  const definition = findFunction(name)
  if (definition?.kind !== 'aggregate' && definition?.kind !== 'window')
    throw internalError(`${name} is no aggregate or window function`)
  return definition.lower(operands, types, parts)
}

/** The aggregates that compare texts; all others take them as they are. */
function lowerFolded(
  name: string,
  [value]: readonly Expression[],
  [type]: readonly SqlType[],
  parts: CallParts,
): Expression | undefined {
  if (value === undefined || type === undefined || !isFoldedText(type)) return undefined
  const { distinct = false, ...rest } = parts
  switch (name) {
    case 'min':
      return makeCall('arg_min', [value, foldText(value)], rest)
    case 'max':
      return makeCall('arg_max', [value, foldText(value)], rest)
    case 'count':
      return distinct ? makeCall('count', [foldText(value)], parts) : undefined
    default:
      if (!distinct) return undefined
      throw new CertSqlError({
        code: 'CERT-4002',
        message: `${name.toUpperCase()}(DISTINCT …) over text is not supported yet, as text is compared without case.`,
        hint: 'aggregate over a subquery with SELECT DISTINCT',
      })
  }
}
