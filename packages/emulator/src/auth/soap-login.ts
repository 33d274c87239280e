import { LAST_LOGIN_VERSION, OLDEST_VERSION } from '../server/api-version.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest, RestResponse } from '../server/rest-message.js'

/** `POST /services/Soap/u/64.0`: of all SOAP calls, only `login()`. */
export function soapLogin(request: RestRequest, localOrg: LocalOrg, versionText: string): RestResponse {
  const version = Number(versionText)
  if (!Number.isInteger(version) || version < OLDEST_VERSION || version > LAST_LOGIN_VERSION) {
    return fault('UNSUPPORTED_API_VERSION', `login() is not available in version ${versionText} of the API`)
  }
  const call = element(request.body, 'login')
  if (!/<(\w+:)?Envelope[\s>]/.test(request.body) || call === undefined) {
    return fault('INVALID_OPERATION', 'This local org understands the SOAP call login() only')
  }
  const username = decodeXml(element(call, 'username') ?? '')
  const password = decodeXml(element(call, 'password') ?? '')
  if (!localOrg.isPassword(username, password)) {
    return fault('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.')
  }
  return loginResponse(localOrg, version)
}

/** The content of an element, whatever its prefix. */
function element(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^]*?)</(?:\\w+:)?${name}\\s*>`).exec(xml)?.[1]
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decodeXml(text: string): string {
  return text.trim().replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    if (name !== undefined) return ENTITIES[name] ?? whole
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

export function encodeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => {
    const [name] = Object.entries(ENTITIES).find(([, decoded]) => decoded === character) ?? []
    return `&${name};`
  })
}

const XML_TYPE = 'text/xml;charset=UTF-8'

function fault(code: string, message: string): RestResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: ${encodeXml(message)}</faultstring><detail><sf:LoginFault xsi:type="sf:LoginFault"><sf:exceptionCode>${code}</sf:exceptionCode><sf:exceptionMessage>${encodeXml(message)}</sf:exceptionMessage></sf:LoginFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`
  return { status: 500, contentType: XML_TYPE, body, apiCalls: 0 }
}

function loginResponse(localOrg: LocalOrg, version: number): RestResponse {
  const { org, url, sessions } = localOrg
  const { organizationId, organizationName, username, timeZone, locale } = org.identity
  const user = localOrg.user()
  const shortOrganizationId = organizationId.slice(0, 15)
  const userInfo = {
    accessibilityMode: 'false',
    chatterExternal: 'false',
    currencySymbol: '$',
    orgAttachmentFileSizeLimit: '26214400',
    orgDefaultCurrencyIsoCode: 'USD',
    orgDefaultCurrencyLocale: 'en_US',
    orgDisallowHtmlAttachments: 'false',
    orgHasPersonAccounts: 'false',
    organizationId,
    organizationMultiCurrency: 'false',
    organizationName,
    profileId: '00e5f000000AAAAAA1',
    roleId: null,
    sessionSecondsValid: String(sessions.idleSeconds),
    userDefaultCurrencyIsoCode: null,
    userEmail: user.email,
    userFullName: user.name,
    userId: org.userId,
    userLanguage: 'en_US',
    userLocale: locale,
    userName: username,
    userTimeZone: timeZone,
    userType: 'Standard',
    userUiSkin: 'Theme3',
  }
  const result = {
    metadataServerUrl: `${url}/services/Soap/m/${version}.0/${shortOrganizationId}`,
    passwordExpired: 'false',
    sandbox: 'false',
    serverUrl: `${url}/services/Soap/u/${version}.0/${shortOrganizationId}`,
    sessionId: sessions.open(),
    userId: org.userId,
  }
  const body = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><loginResponse><result>${elements(result)}<userInfo>${elements(userInfo)}</userInfo></result></loginResponse></soapenv:Body></soapenv:Envelope>`
  return { status: 200, contentType: XML_TYPE, body, apiCalls: 0 }
}

function elements(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value === null ? `<${name} xsi:nil="true"/>` : `<${name}>${encodeXml(value)}</${name}>`,
    )
    .join('')
}
