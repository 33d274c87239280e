import { CertSqlError } from '@certsql/core'
import type { Element } from '@xmldom/xmldom'
import { USER_AGENT } from '../version.js'
import { escapeXml } from '../xml-text.js'

/** The envelope of `login()`, partner namespace. */
export function printLoginEnvelope(user: string, password: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com">',
    `<env:Header><urn:CallOptions><urn:client>${USER_AGENT}</urn:client></urn:CallOptions></env:Header>`,
    '<env:Body><urn:login>',
    `<urn:username>${credential(user)}</urn:username><urn:password>${credential(password)}</urn:password>`,
    '</urn:login></env:Body></env:Envelope>',
  ].join('')
}

/** Everything that XML 1.0 cannot carry at all, not even as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

function credential(text: string): string {
  if (NOT_XML.test(text)) {
    throw new CertSqlError({
      code: 'CERT-8601',
      message: 'The user name or password holds a control character, which a SOAP login cannot carry.',
      hint: 'check where the value comes from; a password file may end in stray bytes',
    })
  }
  return escapeXml(text)
}

export type SoapLoginAnswer =
  | { readonly kind: 'fault'; readonly code: string; readonly message: string }
  | { readonly kind: 'result'; readonly result: SoapLoginResult }

export interface SoapLoginResult {
  readonly sessionId: string
  readonly serverUrl: string
  readonly passwordExpired: boolean
  /** The members of `userInfo`, empty ones left out. */
  readonly userInfo: Readonly<Record<string, string>>
}

/** Reads the answer; nothing when it is not one. The XML library is loaded here, for only this login needs it. */
export async function readLoginAnswer(xml: string): Promise<SoapLoginAnswer | undefined> {
  const { DOMParser, onErrorStopParsing, ParseError } = await import('@xmldom/xmldom')
  try {
    const root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
      xml,
      'text/xml',
    ).documentElement
    return root === null ? undefined : readEnvelope(root)
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}

function readEnvelope(root: Element): SoapLoginAnswer | undefined {
  const fault = descendant(root, 'Fault')
  if (fault !== undefined) return readFault(fault)
  const response = descendant(root, 'loginResponse')
  const result = response === undefined ? undefined : descendant(response, 'result')
  if (result === undefined) return undefined
  const { sessionId = '', serverUrl = '', passwordExpired } = childTexts(result)
  const user = descendant(result, 'userInfo')
  const userInfo = user === undefined ? {} : childTexts(user)
  return {
    kind: 'result',
    result: { sessionId, serverUrl, passwordExpired: passwordExpired === 'true', userInfo },
  }
}

/** The exception code stands in the detail; a fault of the gateway has only a fault code, with or without a prefix. */
function readFault(fault: Element): SoapLoginAnswer {
  const code = descendant(fault, 'exceptionCode')?.textContent ?? descendant(fault, 'faultcode')?.textContent
  const message =
    descendant(fault, 'exceptionMessage')?.textContent ?? descendant(fault, 'faultstring')?.textContent
  return {
    kind: 'fault',
    code: (code ?? 'UNKNOWN').trim().replace(/^\w+:/, ''),
    message: (message ?? '').trim(),
  }
}

/** The first element below with this name, whatever its namespace prefix. */
function descendant(element: Element, localName: string): Element | undefined {
  return element.getElementsByTagNameNS('*', localName).item(0) ?? undefined
}

function childTexts(element: Element): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const child of Array.from(element.childNodes)) {
    const text = child.textContent?.trim() ?? ''
    if (child.localName !== null && child.localName !== undefined && text !== '')
      texts[child.localName] = text
  }
  return texts
}
