import { methodNotAllowed, notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'

/** `GET /limits` and `/limits/recordCount?sObjects=A,B`. */
export function limitsResource(
  request: RestRequest,
  localOrg: LocalOrg,
  rest: readonly string[],
): RestResponse {
  if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET')
  const [what] = rest
  if (what === undefined) return json(limits(localOrg))
  if (what !== 'recordCount') throw notFound()
  return json({ sObjects: recordCounts(localOrg, request.parameters.get('sObjects')) })
}

function limits({ apiLimit, apiCalls, jobs }: LocalOrg): Readonly<Record<string, unknown>> {
  const unused = (maximum: number) => ({ Max: maximum, Remaining: maximum })
  return {
    ConcurrentAsyncGetReportInstances: unused(200),
    DailyApiRequests: { Max: apiLimit, Remaining: Math.max(0, apiLimit - apiCalls) },
    DailyAsyncApexExecutions: unused(250_000),
    DailyBulkApiBatches: unused(15_000),
    DailyBulkV2QueryFileStorageMB: unused(976_562),
    DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 10_000 - jobs.queries },
    DataStorageMB: unused(10_240),
    FileStorageMB: unused(10_240),
  }
}

/** Approximate on the platform, exact here; without names all objects that have records. */
function recordCounts({ org }: LocalOrg, names: string | null): readonly { count: number; name: string }[] {
  const wanted = names?.split(',').map((name) => name.trim())
  const objects =
    wanted === undefined
      ? [...org.objects.values()]
      : wanted.flatMap((name) => {
          const object = org.object(name)
          return object === undefined ? [] : [object]
        })
  return objects.map((object) => ({ count: org.table(object).liveSize, name: object.name }))
}
