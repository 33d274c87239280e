import { connectDevice } from '../auth/connect-device.js'
import { identity } from '../auth/identity.js'
import { oauth } from '../auth/oauth.js'
import { jobsResource } from '../bulk/jobs-resource.js'
import { pageFor } from '../page/pages.js'
import { approvalsResource } from '../rest/approvals-resource.js'
import { compositeResource } from '../rest/composite-resource.js'
import { limitsResource } from '../rest/limits-resource.js'
import { queryResource } from '../rest/query-resource.js'
import { sobjectsResource } from '../rest/sobjects-resource.js'
import { soap } from '../soap/soap.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { answerApexRest } from './apex-rest.js'
import {
  apiVersions,
  LAST_DEPRECATED_VERSION,
  NEWEST_VERSION,
  OLDEST_VERSION,
  parseVersion,
} from './api-version.js'
import { methodNotAllowed, notFound, notHereYet, refusalResponse } from './error-body.js'
import type { LocalOrg } from './local-org.js'
import { json, type RestRequest, type RestResponse } from './rest-message.js'

/** Answers a request; what the org refuses is an answer too. */
export function answerRequest(request: RestRequest, localOrg: LocalOrg): RestResponse {
  try {
    return route(request, localOrg)
  } catch (error) {
    return refusalResponse(error)
  }
}

function route(request: RestRequest, localOrg: LocalOrg): RestResponse {
  const page = pageFor(request, localOrg)
  if (page !== undefined) return page
  const [services, kind, ...rest] = request.path.split('/').filter((part) => part !== '')
  if (services === 'id' && kind !== undefined) {
    return json(identity(localOrg, localOrg.checkSession(request).user), { apiCalls: 0 })
  }
  if (services === 'setup' && kind === 'connect') return connectDevice(request, localOrg)
  if (services !== 'services') throw notFound()
  if (kind === 'oauth2') return oauth(request, localOrg, rest.join('/'))
  if (kind === 'Soap') return routeSoap(request, localOrg, rest)
  if (kind === 'apexrest') {
    localOrg.checkSession(request)
    localOrg.checkAllowance()
    return answerApexRest(request, localOrg.apexRest, rest)
  }
  if (kind !== 'data') throw notFound()
  const [versionText, ...resource] = rest
  if (versionText === undefined) {
    if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET')
    return json(apiVersions(), { apiCalls: 0 })
  }
  return routeVersion(request, localOrg, versionText, resource)
}

function routeSoap(request: RestRequest, localOrg: LocalOrg, rest: readonly string[]): RestResponse {
  const [api, version] = rest
  if ((api !== 'u' && api !== 'c') || version === undefined) throw notFound()
  if (request.method !== 'POST') throw methodNotAllowed(request.method, 'POST')
  return soap(request, localOrg, version)
}

function routeVersion(
  request: RestRequest,
  localOrg: LocalOrg,
  versionText: string,
  resource: readonly string[],
): RestResponse {
  const version = parseVersion(versionText)
  if (version === undefined || version > NEWEST_VERSION) throw notFound()
  if (version < OLDEST_VERSION) {
    throw new OrgRefusal(410, 'GONE', `Version ${versionText} of the API is retired`)
  }
  localOrg.checkSession(request)
  localOrg.checkAllowance()
  const response = routeResource(request, localOrg, `/services/data/${versionText}`, resource)
  if (version > LAST_DEPRECATED_VERSION) return response
  const warning = `299 - "Version ${versionText} of the API is deprecated"`
  return { ...response, headers: { ...response.headers, Warning: warning } }
}

function routeResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  resource: readonly string[],
): RestResponse {
  const [name, ...rest] = resource
  switch (name) {
    case undefined:
      return json(resources(request, localOrg, basePath))
    case 'query':
      return queryResource(request, localOrg, basePath, rest, false)
    case 'queryAll':
      return queryResource(request, localOrg, basePath, rest, true)
    case 'sobjects':
      return sobjectsResource(request, localOrg, basePath, rest)
    case 'limits':
      return limitsResource(request, localOrg, rest)
    case 'composite':
      return compositeResource(request, localOrg, basePath, rest, (subrequest) =>
        answerRequest(subrequest, localOrg),
      )
    case 'jobs':
      return jobsResource(request, localOrg, basePath, rest)
    case 'process':
      if (rest.join('/') !== 'approvals') throw notFound()
      return approvalsResource(request, localOrg)
    case 'search':
    case 'parameterizedSearch':
      throw notHereYet('Searches')
    default:
      throw notFound()
  }
}

function resources(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
): Readonly<Record<string, string>> {
  const names = ['sobjects', 'query', 'queryAll', 'composite', 'limits', 'jobs', 'process']
  return {
    ...Object.fromEntries(names.map((name) => [name, `${basePath}/${name}`])),
    identity: localOrg.identityUrl(localOrg.checkSession(request).user),
  }
}
