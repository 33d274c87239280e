import type { CertSqlError } from '@certsql/core'
import type { Element } from '@xmldom/xmldom'
import { strangeAnswer } from '../write/read-outcomes.js'
import type { RowError } from '../write/record-write.js'
import type { SoapAnswer } from './soap-call.js'
import { childrenNamed, childTexts } from './soap-xml.js'

/** What became of one thing that a SOAP call was to do. */
export type SoapOutcome<Done> =
  | ({ readonly kind: 'done' } & Done)
  | { readonly kind: 'failed'; readonly errors: readonly RowError[] }
  /** It went out, the answer was lost, and nobody can tell from here whether the org has carried it out. */
  | { readonly kind: 'inDoubt'; readonly cause: CertSqlError }

/** One outcome for each thing that was asked for, in their order. */
export function soapOutcomes<Done>(
  answer: SoapAnswer,
  count: number,
  readDone: (texts: Readonly<Record<string, string>>, result: Element) => Done,
): readonly SoapOutcome<Done>[] {
  const inDoubt = (cause: CertSqlError) =>
    Array.from({ length: count }, (): SoapOutcome<Done> => ({ kind: 'inDoubt', cause }))
  if (answer.kind === 'lost') return inDoubt(answer.cause)
  if (answer.results.length !== count) return inDoubt(strangeAnswer())
  return answer.results.map((result) => {
    const texts = childTexts(result)
    return texts.success === 'true'
      ? { kind: 'done', ...readDone(texts, result) }
      : { kind: 'failed', errors: childrenNamed(result, 'errors').map(readError) }
  })
}

function readError(error: Element): RowError {
  const { statusCode = 'UNKNOWN_EXCEPTION', message = '' } = childTexts(error)
  return { code: statusCode, message, fields: listedTexts(error, 'fields') }
}

/** The texts of the elements with this name right below. */
export function listedTexts(element: Element, name: string): readonly string[] {
  return childrenNamed(element, name)
    .map(({ textContent }) => textContent?.trim() ?? '')
    .filter((text) => text !== '')
}
