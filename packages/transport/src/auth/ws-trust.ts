import type { Element } from '@xmldom/xmldom'
import { descendant, parseXml, xmlText } from '../soap/soap-xml.js'

const SOAP = 'http://www.w3.org/2003/05/soap-envelope'
const TRUST = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'
const SECURITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'
const PASSWORD_TEXT =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText'
const SAML_2 = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0'

export interface TokenWish {
  /** Where it is sent. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** Who the assertion is to be for: the identifier under which the identity provider knows the org. */
  readonly audience: string
}

/** The request of WS-Trust 1.3 for a SAML 2.0 assertion that whoever has it may use, with user name and password. */
export function printTokenRequest({ url, user, password, audience }: TokenWish): string {
  const credential = (text: string) => xmlText(text, 'The user name or password')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<s:Envelope xmlns:s="${SOAP}" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>`,
    `<a:Action s:mustUnderstand="1">${TRUST}/RST/Issue</a:Action>`,
    `<a:To s:mustUnderstand="1">${xmlText(url, 'SSOLoginURL')}</a:To>`,
    `<o:Security s:mustUnderstand="1" xmlns:o="${SECURITY}"><o:UsernameToken>`,
    `<o:Username>${credential(user)}</o:Username>`,
    `<o:Password Type="${PASSWORD_TEXT}">${credential(password)}</o:Password>`,
    '</o:UsernameToken></o:Security></s:Header><s:Body>',
    `<t:RequestSecurityToken xmlns:t="${TRUST}">`,
    '<p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference>',
    `<a:Address>${xmlText(audience, 'The audience')}</a:Address>`,
    '</a:EndpointReference></p:AppliesTo>',
    `<t:KeyType>${TRUST}/Bearer</t:KeyType><t:RequestType>${TRUST}/Issue</t:RequestType>`,
    `<t:TokenType>${SAML_2}</t:TokenType></t:RequestSecurityToken></s:Body></s:Envelope>`,
  ].join('')
}

export type TokenAnswer =
  | { readonly kind: 'assertion'; readonly xml: string }
  | { readonly kind: 'fault'; readonly code: string; readonly message: string }

/** Reads the answer; nothing when it is not one. */
export async function readTokenResponse(xml: string): Promise<TokenAnswer | undefined> {
  const root = await parseXml(xml)
  if (root === undefined) return undefined
  const fault = descendant(root, 'Fault')
  if (fault !== undefined) return { kind: 'fault', ...faultWords(fault) }
  const requested = descendant(root, 'RequestedSecurityToken')
  const assertion = requested && descendant(requested, 'Assertion')
  return assertion && { kind: 'assertion', xml: await printAlone(assertion) }
}

/** The innermost code says most: `wsse:FailedAuthentication` inside of `s:Sender`. SOAP 1.1 has another shape. */
function faultWords(fault: Element): { readonly code: string; readonly message: string } {
  const codes = Array.from(fault.getElementsByTagNameNS('*', 'Value'))
  const code = codes.at(-1)?.textContent ?? descendant(fault, 'faultcode')?.textContent ?? 'UNKNOWN'
  const text = descendant(fault, 'Text')?.textContent ?? descendant(fault, 'faultstring')?.textContent ?? ''
  return { code: code.trim().replace(/^.*:/, ''), message: text.trim() }
}

/** With the names that it has from the elements around it; its signature, over the exclusive form, stays right. */
async function printAlone(element: Element): Promise<string> {
  const { XMLSerializer } = await import('@xmldom/xmldom')
  return new XMLSerializer().serializeToString(element)
}
