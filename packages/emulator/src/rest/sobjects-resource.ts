import type { OrgObject } from '../org/org-object.js'
import { methodNotAllowed, notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { describeObject, describeSummary } from './describe-object.js'
import { recordResource } from './record-resource.js'
import { replicationResource } from './replication-resource.js'
import { createRecord } from './write-record.js'

/** `/sobjects`, `/sobjects/X` with its description, and the records of it. */
export function sobjectsResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  rest: readonly string[],
): RestResponse {
  const [name, what, ...more] = rest
  if (name === undefined) return conditional(request, localOrg, () => describeGlobal(localOrg, basePath))
  const object = localOrg.org.object(name)
  if (object === undefined) throw notFound()
  if (what !== undefined) {
    switch (more.length === 0 ? what : undefined) {
      case 'describe':
        return conditional(request, localOrg, () => describeObject(object, basePath))
      case 'updated':
      case 'deleted':
        return replicationResource(request, localOrg, object, what as 'updated' | 'deleted')
      default:
        return recordResource(request, localOrg, basePath, object, [what, ...more])
    }
  }
  if (request.method === 'POST') return createRecord(request, localOrg, basePath, object)
  return conditional(request, localOrg, () => ({
    objectDescribe: describeSummary(object, basePath),
    recentItems: recentItems(localOrg, basePath, object),
  }))
}

const RECENT_ITEMS = 5

/** The records that were last added; who looked at which is not known here. */
function recentItems({ org }: LocalOrg, basePath: string, object: OrgObject): readonly unknown[] {
  const table = org.table(object)
  const name = object.fields.find(({ schema }) => schema.nameField === true)
  const items: unknown[] = []
  for (let row = table.size - 1; row >= 0 && items.length < RECENT_ITEMS; row--) {
    if (table.isDeleted(row)) continue
    const id = table.id(row)
    items.push({
      attributes: { type: object.name, url: `${basePath}/sobjects/${object.name}/${id}` },
      Id: id,
      ...(name === undefined ? {} : { [name.name]: table.value(name, row) }),
    })
  }
  return items
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
