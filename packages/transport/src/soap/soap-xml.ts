import { CertSqlError } from '@certsql/core'
import type { Element } from '@xmldom/xmldom'
import { escapeXml } from '../xml-text.js'

/** Everything that XML 1.0 cannot carry at all, not even as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

/** A text between two tags; `what` says in an error what it is. */
export function xmlText(text: string, what: string): string {
  if (!NOT_XML.test(text)) return escapeXml(text)
  throw new CertSqlError({
    code: 'CERT-8601',
    message: `${what} holds a control character, which a SOAP call cannot carry.`,
    hint: 'check where the value comes from; a file may end in stray bytes',
  })
}

/** The root of a document; nothing where it is none. The XML library is loaded here, for few programs need it. */
export async function parseXml(xml: string): Promise<Element | undefined> {
  const { DOMParser, onErrorStopParsing, ParseError } = await import('@xmldom/xmldom')
  try {
    const parser = new DOMParser({ onError: onErrorStopParsing })
    return parser.parseFromString(xml, 'text/xml').documentElement ?? undefined
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}

export interface SoapFaultWords {
  readonly code: string
  readonly message: string
}

/** The exception code stands in the detail; a fault of the gateway has only a fault code, with or without a prefix. */
export function readFault(root: Element): SoapFaultWords | undefined {
  const fault = descendant(root, 'Fault')
  if (fault === undefined) return undefined
  const code = descendant(fault, 'exceptionCode')?.textContent ?? descendant(fault, 'faultcode')?.textContent
  const message =
    descendant(fault, 'exceptionMessage')?.textContent ?? descendant(fault, 'faultstring')?.textContent
  return { code: (code ?? 'UNKNOWN').trim().replace(/^\w+:/, ''), message: (message ?? '').trim() }
}

/** The first element below with this name, whatever its namespace prefix. */
export function descendant(element: Element, localName: string): Element | undefined {
  return element.getElementsByTagNameNS('*', localName).item(0) ?? undefined
}

/** The elements right below with this name. */
export function childrenNamed(element: Element, localName: string): readonly Element[] {
  const all = Array.from(element.getElementsByTagNameNS('*', localName))
  return all.filter(({ parentNode }) => parentNode === element)
}

/** The texts of the elements right below, empty ones left out. */
export function childTexts(element: Element): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const child of Array.from(element.childNodes)) {
    const text = child.textContent?.trim() ?? ''
    if (child.localName !== null && child.localName !== undefined && text !== '')
      texts[child.localName] = text
  }
  return texts
}
