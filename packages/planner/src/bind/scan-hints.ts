import { didYouMean } from '@certsql/core'
import type { Hint } from '@certsql/sql'
import type { ScanHints, Scope } from './scope.js'
import { bindError } from './type-error.js'

const HINTS = ['TRANSPORT', 'ALL_ROWS', 'SCOPE'] as const

/** The scope with what the hints say about the scans of the query. */
export function withHints(scope: Scope, hints: readonly Hint[]): Scope {
  return hints.length === 0 ? scope : { ...scope, hints: hints.reduce(apply, scope.hints) }
}

function apply(hints: ScanHints, hint: Hint): ScanHints {
  const [argument = ''] = hint.arguments
  switch (hint.name) {
    case 'ALL_ROWS':
      return { ...hints, includeDeleted: true }
    case 'SCOPE':
      return { ...hints, scope: required(hint, argument) }
    case 'TRANSPORT':
      return { ...hints, ...transportOf(hint, argument.toLowerCase()) }
    default:
      throw bindError({
        code: 'CERT-4002',
        message: `There is no hint "${hint.name}".`,
        hint: didYouMean(hint.name, HINTS) ?? 'the hints are TRANSPORT(rest | bulk), ALL_ROWS, SCOPE(mine)',
        span: hint.span,
      })
  }
}

function transportOf(hint: Hint, transport: string): Partial<ScanHints> {
  if (transport === 'rest' || transport === 'bulk') return { transport }
  if (transport === 'auto') return {}
  throw bindError({
    code: 'CERT-4002',
    message: `TRANSPORT takes rest or bulk, not "${transport}".`,
    span: hint.span,
  })
}

function required(hint: Hint, argument: string): string {
  if (/^\w+$/.test(argument)) return argument
  throw bindError({ code: 'CERT-4002', message: `${hint.name} takes a word: SCOPE(mine).`, span: hint.span })
}
