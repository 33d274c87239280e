import type { RestResponse } from '../server/rest-message.js'
import type { Variants } from '../variants.js'
import { encodeXml } from './xml.js'

const XML_TYPE = 'text/xml;charset=UTF-8'
const SCHEMA_INSTANCE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
const ENVELOPE = 'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"'

/** What SOAP says instead of an answer. */
export class SoapFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** The type of the detail: log-ins, queries and all others have their own. */
    readonly kind: 'LoginFault' | 'MalformedQueryFault' | 'UnexpectedErrorFault' = 'UnexpectedErrorFault',
  ) {
    super(message)
    this.name = 'SoapFault'
  }
}

/** HTTP 500, whatever was wrong. */
export function faultResponse({ code, message, kind }: SoapFault, { soapFaultCode }: Variants): RestResponse {
  const faultCode = soapFaultCode === 'prefixed' ? `sf:${code}` : code
  const text = encodeXml(message)
  const detail = `<sf:${kind} xsi:type="sf:${kind}"><sf:exceptionCode>${code}</sf:exceptionCode><sf:exceptionMessage>${text}</sf:exceptionMessage></sf:${kind}>`
  const fault = `<soapenv:Fault><faultcode>${faultCode}</faultcode><faultstring>${code}: ${text}</faultstring><detail>${detail}</detail></soapenv:Fault>`
  const body = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${ENVELOPE} xmlns:sf="urn:fault.partner.soap.sforce.com" ${SCHEMA_INSTANCE}><soapenv:Body>${fault}</soapenv:Body></soapenv:Envelope>`
  return { status: 500, contentType: XML_TYPE, body, apiCalls: 0 }
}

/** The answer to a call: the content of its `result`, or nothing. */
export function soapResponse(
  call: string,
  result: string | undefined,
  more: Partial<RestResponse> = {},
): RestResponse {
  const content = result === undefined ? '' : `<result>${result}</result>`
  const body = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${ENVELOPE} xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:sobject.partner.soap.sforce.com" ${SCHEMA_INSTANCE}><soapenv:Body><${call}Response>${content}</${call}Response></soapenv:Body></soapenv:Envelope>`
  return { status: 200, contentType: XML_TYPE, body, ...more }
}

/** The answer to a call about several things: a `result` for each of them. */
export function soapResults(call: string, results: readonly string[]): RestResponse {
  const [first, ...others] = results.map((content) => `<result>${content}</result>`)
  const response = soapResponse(call, '')
  // The one result of a single answer makes place for them all.
  return {
    ...response,
    body: response.body.replace('<result></result>', () => [first ?? '', ...others].join('')),
  }
}

/** Elements with these texts; null is said by an attribute. */
export function elements(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value === null ? `<${name} xsi:nil="true"/>` : `<${name}>${encodeXml(value)}</${name}>`,
    )
    .join('')
}
