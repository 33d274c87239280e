import { methodNotAllowed, notFound, notHereYet } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { describeObject, describeSummary } from './describe-object.js'

/** `GET /sobjects`, `/sobjects/X` and `/sobjects/X/describe`. */
export function sobjectsResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  rest: readonly string[],
): RestResponse {
  const [name, what, ...more] = rest
  if (name === undefined) return conditional(request, localOrg, () => describeGlobal(localOrg, basePath))
  const object = localOrg.org.object(name)
  if (object === undefined || more.length > 1) throw notFound()
  if (what === 'describe') return conditional(request, localOrg, () => describeObject(object, basePath))
  if (what !== undefined) throw notHereYet('Single records')
  if (request.method === 'POST') throw notHereYet('Writes')
  return conditional(request, localOrg, () => ({
    objectDescribe: describeSummary(object, basePath),
    recentItems: [],
  }))
}

function describeGlobal({ org }: LocalOrg, basePath: string): unknown {
  const sobjects = [...org.objects.values()].map((object) => describeSummary(object, basePath))
  sobjects.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1))
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects }
}

/** Answers 304 when nothing changed since the moment that the client knows. */
function conditional(request: RestRequest, localOrg: LocalOrg, describe: () => unknown): RestResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw methodNotAllowed(request.method, 'GET, HEAD')
  const modified = localOrg.schemaModified
  const headers = { 'Last-Modified': new Date(modified).toUTCString() }
  const since = conditionalDate(request.headers['if-modified-since'])
  if (since !== undefined && modified <= since) return json('', { status: 304, body: '', headers })
  const unmodifiedSince = conditionalDate(request.headers['if-unmodified-since'])
  if (unmodifiedSince !== undefined && modified > unmodifiedSince) {
    throw new OrgRefusal(412, 'PRECONDITION_FAILED', 'The resource was modified since then')
  }
  return json(describe(), { headers })
}

function conditionalDate(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const milliseconds = Date.parse(header)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}
