import type { Expression } from '@certsql/sql'
import type { ArgumentConstants, ArgumentTypes } from './function-definition.js'
import { lowerToText } from './lower-text.js'
import { argumentAt, call, choose, constantText, joinTexts, text, typeAt } from './lowering.js'

/** `%s`, `%2$I`, `%%`. */
const PLACE = /%(?:(\d+)\$)?([sIL%])/g

/** What is wrong with a call of format(…): the places must be known here, and have values. */
export function validateFormatText(types: ArgumentTypes, [pattern]: ArgumentConstants): string | undefined {
  if (pattern === undefined) return 'The first argument of format must be a constant text.'
  if (pattern.replace(PLACE, '').includes('%')) return 'format knows %s, %I, %L and %%, without a width.'
  const needed = Math.max(0, ...placesOf(pattern).map((place) => place.index))
  return needed >= types.length
    ? `format needs ${needed} ${needed === 1 ? 'value' : 'values'} for its text, but ${types.length - 1} ${types.length === 2 ? 'is' : 'are'} given.`
    : undefined
}

interface Place {
  readonly start: number
  readonly end: number
  readonly kind: string
  /** Of the argument, the pattern being number 0; 0 for `%%`. */
  readonly index: number
}

function placesOf(pattern: string): readonly Place[] {
  let next = 0
  return [...pattern.matchAll(PLACE)].map((match) => {
    const kind = match[2] ?? 's'
    if (kind !== '%') next = match[1] === undefined ? next + 1 : Number(match[1])
    return { start: match.index, end: match.index + match[0].length, kind, index: kind === '%' ? 0 : next }
  })
}

export function lowerFormatText(args: readonly Expression[], types: ArgumentTypes): Expression {
  const pattern = constantText(args[0]) ?? ''
  const parts: Expression[] = [text('')]
  let position = 0
  for (const place of placesOf(pattern)) {
    parts.push(text(pattern.slice(position, place.start)), lowerPlace(place, args, types))
    position = place.end
  }
  return joinTexts([...parts, text(pattern.slice(position))])
}

function lowerPlace({ kind, index }: Place, args: readonly Expression[], types: ArgumentTypes): Expression {
  if (kind === '%') return text('%')
  const value = lowerToText(argumentAt(args, index), typeAt(types, index))
  switch (kind) {
    case 'I':
      return quoteIdentifier(value)
    case 'L':
      return call('coalesce', quoteLiteral(value), text('NULL'))
    default:
      return call('coalesce', value, text(''))
  }
}

export function quoteLiteral(value: Expression): Expression {
  return joinTexts([text("'"), call('replace', value, text("'"), text("''")), text("'")])
}

export function quoteIdentifier(value: Expression): Expression {
  const isPlain = call('regexp_full_match', value, text('[a-z_][a-z0-9_]*'))
  const quoted = joinTexts([text('"'), call('replace', value, text('"'), text('""')), text('"')])
  return choose([[isPlain, value]], quoted)
}
