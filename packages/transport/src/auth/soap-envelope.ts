import type { Element } from '@xmldom/xmldom'
import { childTexts, descendant, parseXml, readFault, xmlText } from '../soap/soap-xml.js'
import { USER_AGENT } from '../version.js'

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

function credential(text: string): string {
  return xmlText(text, 'The user name or password')
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

/** Reads the answer; nothing when it is not one. */
export async function readLoginAnswer(xml: string): Promise<SoapLoginAnswer | undefined> {
  const root = await parseXml(xml)
  return root === undefined ? undefined : readEnvelope(root)
}

function readEnvelope(root: Element): SoapLoginAnswer | undefined {
  const fault = readFault(root)
  if (fault !== undefined) return { kind: 'fault', ...fault }
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
