import type { IToken } from '@chevrotain/types'
import type * as ast from '../ast.js'
import { makeParameter } from '../build.js'
import { spanOf, syntaxError } from '../errors/syntax-error.js'

/** PostgreSQL's own limit. */
const MOST_PARAMETERS = 65_535

/** Numbers the parameters of one statement. */
export class ParameterList {
  private style: ast.Parameter['style'] | undefined
  private positional = 0
  private readonly names = new Map<string, number>()

  reset(): void {
    this.style = undefined
    this.positional = 0
    this.names.clear()
  }

  add(token: IToken): ast.Parameter {
    const { image } = token
    const span = spanOf(token)
    switch (image.charAt(0)) {
      case '?':
        this.useStyle('positional', token)
        return makeParameter('positional', this.positional++, undefined, span)
      case '$':
        this.useStyle('numbered', token)
        return makeParameter('numbered', numberOf(token) - 1, undefined, span)
      default: {
        this.useStyle('named', token)
        const name = image.slice(1)
        const index = this.names.get(name) ?? this.names.size
        this.names.set(name, index)
        return makeParameter('named', index, name, span)
      }
    }
  }

  private useStyle(style: ast.Parameter['style'], token: IToken): void {
    this.style ??= style
    if (this.style === style) return
    throw syntaxError(
      `The parameter "${token.image}" is of another style than those before it.`,
      spanOf(token),
      'use one style in a statement: ?, or $1 and $2, or :name',
      'CERT-1005',
    )
  }
}

function numberOf(token: IToken): number {
  const number = Number(token.image.slice(1))
  if (number >= 1 && number <= MOST_PARAMETERS) return number
  throw syntaxError(
    `The number of a parameter is 1 to ${MOST_PARAMETERS}.`,
    spanOf(token),
    undefined,
    'CERT-1005',
  )
}
