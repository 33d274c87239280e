import type { Login } from '../auth/sessions.js'
import { NEWEST_VERSION, OLDEST_VERSION } from '../server/api-version.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest, RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { soapLogin, userInfoElements } from './soap-login.js'
import { faultResponse, SoapFault, soapResponse } from './soap-message.js'
import { soapQuery, soapQueryMore } from './soap-query.js'
import { soapConvertLead, soapEmptyRecycleBin, soapMerge, soapUndelete } from './soap-writes.js'
import { decodeXml, element } from './xml.js'

const CALLS = [
  'login',
  'logout',
  'getUserInfo',
  'getServerTimestamp',
  'query',
  'queryAll',
  'queryMore',
  'undelete',
  'emptyRecycleBin',
  'merge',
  'convertLead',
] as const

/**
 * `POST /services/Soap/u/64.0[/00D…]`: of the SOAP API what clients need to get in, to ask and to leave, and what REST
 * has not.
 */
export function soap(request: RestRequest, localOrg: LocalOrg, versionText: string): RestResponse {
  try {
    return answer(request, localOrg, versionText)
  } catch (error) {
    if (error instanceof SoapFault) return faultResponse(error, localOrg.variants)
    throw error
  }
}

function answer(request: RestRequest, localOrg: LocalOrg, versionText: string): RestResponse {
  const version = /^\d{1,3}\.0$/.test(versionText) ? Number(versionText) : 0
  if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
    throw new SoapFault('UNSUPPORTED_API_VERSION', `Version ${versionText} of the API is not available`)
  }
  const body = element(request.body, 'Envelope') && element(request.body, 'Body')
  const found = CALLS.map((name) => ({ name, content: element(body ?? '', name) })).find(
    ({ content }) => content !== undefined,
  )
  if (found === undefined) {
    throw new SoapFault('INVALID_OPERATION', `This local org understands the SOAP calls ${CALLS.join(', ')}`)
  }
  const { name, content = '' } = found
  if (name === 'login') return soapLogin(content, localOrg, version)
  const token = decodeXml(element(element(request.body, 'SessionHeader') ?? '', 'sessionId') ?? '')
  const { user } = sessionOf(token, localOrg)
  switch (name) {
    case 'logout':
      localOrg.sessions.revoke(token)
      return soapResponse(name, undefined)
    case 'getUserInfo':
      return soapResponse(name, userInfoElements(localOrg, user))
    case 'getServerTimestamp':
      return soapResponse(name, `<timestamp>${new Date(localOrg.org.now()).toISOString()}</timestamp>`)
    case 'query':
    case 'queryAll':
      return soapQuery(name, content, localOrg, `/services/data/v${version}.0`)
    case 'queryMore':
      return soapQueryMore(content, localOrg)
    case 'undelete':
      return soapUndelete(content, readAllOrNone(request.body), localOrg.org)
    case 'emptyRecycleBin':
      return soapEmptyRecycleBin(content, localOrg.org)
    case 'merge':
      return soapMerge(content, readAllOrNone(request.body), localOrg.org)
    case 'convertLead':
      return soapConvertLead(content, readAllOrNone(request.body), localOrg.org)
  }
}

function readAllOrNone(envelope: string): boolean {
  const header = element(envelope, 'AllOrNoneHeader') ?? ''
  return (element(header, 'allOrNone') ?? '').trim() === 'true'
}

/** The rules of REST, in the words of SOAP. */
function sessionOf(token: string, localOrg: LocalOrg): Login {
  try {
    const login = localOrg.openSession(token)
    localOrg.checkAllowance()
    return login
  } catch (error) {
    if (!(error instanceof OrgRefusal)) throw error
    const message =
      error.errorCode === 'INVALID_SESSION_ID'
        ? 'Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session key'
        : error.message
    throw new SoapFault(error.errorCode, message)
  }
}
