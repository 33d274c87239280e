import type { LikeStep } from './like-pattern.js'
import type { SoqlComplaints, SoqlSpan } from './soql-refusal.js'

/** Longer texts in a condition are refused by the platform. */
const MAXIMUM_LENGTH = 4_000

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** The text that a literal stands for; `\_` and `\%` belong to LIKE only. */
export function decodeText(raw: string, span: SoqlSpan, complaints: SoqlComplaints): string {
  let text = ''
  for (const step of decodeSteps(raw, span, complaints)) {
    if (typeof step === 'object' && step.isEscapedWildcard) {
      throw complaints.malformed(
        `Illegal string literal: Invalid string literal '\\${step.text}'. Illegal character sequence '\\${step.text}' in string literal.`,
        span,
      )
    }
    text += typeof step === 'object' ? step.text : step
  }
  return text
}

/** The pattern that a literal stands for behind LIKE. */
export function decodePattern(raw: string, span: SoqlSpan, complaints: SoqlComplaints): readonly LikeStep[] {
  return decodeSteps(raw, span, complaints)
}

type DecodedStep = '_' | '%' | { readonly text: string; readonly isEscapedWildcard: boolean }

function decodeSteps(raw: string, span: SoqlSpan, complaints: SoqlComplaints): readonly DecodedStep[] {
  if (raw.length > MAXIMUM_LENGTH) {
    throw complaints.malformed(`string literals cannot be longer than ${MAXIMUM_LENGTH} characters`, span)
  }
  return [...raw.matchAll(/\\u[0-9a-f]{4}|\\.|[^\\]/giu)].map(([part]): DecodedStep => {
    if (part === '_' || part === '%') return part
    if (!part.startsWith('\\')) return { text: part, isEscapedWildcard: false }
    if (part.length === 6) {
      return { text: String.fromCharCode(Number.parseInt(part.slice(2), 16)), isEscapedWildcard: false }
    }
    const letter = part.slice(1)
    const isEscapedWildcard = letter === '_' || letter === '%'
    return { text: isEscapedWildcard ? letter : (ESCAPES[letter.toLowerCase()] ?? letter), isEscapedWildcard }
  })
}
