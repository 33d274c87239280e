import type { CertSqlError } from '@certsql/core'
import type { IRecognitionException } from '@chevrotain/types'
import type { Token } from '../tokens/token.js'
import { EmptyParen } from '../tokens/token-types.js'
import { ErrorPlace } from './error-place.js'
import { expectedWords } from './expected-words.js'
import { hintFor } from './slips.js'
import { spanOf, syntaxError } from './syntax-error.js'

/** Makes a sentence, a place and a hint of the parser's bare refusal. */
export function explainSyntaxError(
  error: IRecognitionException,
  tokens: readonly Token[],
  sql: string,
): CertSqlError {
  const found = tokens.indexOf(error.token as Token)
  const index = found < 0 ? tokens.length : found
  const rule = error.context.ruleStack.at(-1) ?? ''
  const expected = error.message === '' ? [] : error.message.split('\n')
  const place = new ErrorPlace(sql, tokens, index, rule, expected)
  return syntaxError(sentence(place), spanOfPlace(place), hintFor(place))
}

function sentence(place: ErrorPlace): string {
  const words = expectedWords(place)
  const expectation = words === undefined ? '' : `: expected ${words}`
  const { found } = place
  return found === undefined
    ? `The statement ends too early${expectation}.`
    : `Unexpected ${describeToken(found)}${expectation}.`
}

/** What was found, cut short. */
const LONGEST_IMAGE = 40

function describeToken({ image, tokenType }: Token): string {
  if (tokenType === EmptyParen) return '"()"'
  const short = image.length > LONGEST_IMAGE ? `${image.slice(0, LONGEST_IMAGE)}…` : image
  const quoted = /^['"]/.test(short) && short.length > 1
  return quoted ? short : `"${short}"`
}

/** At the end of the text the caret stands after the last token. */
function spanOfPlace({ found, previous, sql }: ErrorPlace): { start: number; end: number } {
  if (found !== undefined) return spanOf(found)
  const end = previous === undefined ? sql.length : previous.endOffset + 1
  return { start: end, end: end + 1 }
}
