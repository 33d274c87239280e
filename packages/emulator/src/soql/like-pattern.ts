import { foldText } from '../org/fold-text.js'

/** One step of a pattern: a text as it stands, one character, or any number of them. */
export type LikeStep = { readonly text: string } | '_' | '%'

/**
 * A test for `LIKE`: the whole value must match, `%` is any text and `_` one character.
 *
 * ```ts
 * likeMatcher([{ text: 'AC' }, '%'], false)('Acme')  // true
 * ```
 */
export function likeMatcher(steps: readonly LikeStep[], isExact: boolean): (value: string) => boolean {
  const pattern = steps.flatMap((step): PatternCharacter[] =>
    typeof step === 'object' ? [...prepared(step.text, isExact)] : [step === '_' ? ONE : MANY],
  )
  const simple = simpleMatcher(pattern)
  const matches = simple ?? ((value: string) => matchesPattern([...value], pattern))
  return isExact ? matches : (value) => matches(foldText(value))
}

const ONE: unique symbol = Symbol('one character')
const MANY: unique symbol = Symbol('any text')
type PatternCharacter = string | typeof ONE | typeof MANY

function prepared(text: string, isExact: boolean): string {
  return isExact ? text : foldText(text)
}

/** `x`, `x%`, `%x` and `%x%` need no search. */
function simpleMatcher(pattern: readonly PatternCharacter[]): ((value: string) => boolean) | undefined {
  const startsOpen = pattern[0] === MANY
  const endsOpen = pattern.length > 1 && pattern.at(-1) === MANY
  const middle = pattern.slice(startsOpen ? 1 : 0, endsOpen ? -1 : undefined)
  if (middle.some((character) => typeof character !== 'string')) return undefined
  const text = middle.join('')
  if (startsOpen) return endsOpen ? (value) => value.includes(text) : (value) => value.endsWith(text)
  return endsOpen ? (value) => value.startsWith(text) : (value) => value === text
}

/** Goes back to the last `%` only, so that no pattern takes longer than its length times that of the value. */
function matchesPattern(value: readonly string[], pattern: readonly PatternCharacter[]): boolean {
  let at = 0
  let step = 0
  let lastMany = -1
  let resume = 0
  while (at < value.length) {
    const expected = pattern[step]
    if (expected === MANY) {
      lastMany = step++
      resume = at
    } else if (expected === ONE || expected === value[at]) {
      step++
      at++
    } else if (lastMany >= 0) {
      step = lastMany + 1
      at = ++resume
    } else {
      return false
    }
  }
  return pattern.slice(step).every((left) => left === MANY)
}
