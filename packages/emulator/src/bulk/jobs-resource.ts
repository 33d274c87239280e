import { notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest, RestResponse } from '../server/rest-message.js'
import { ingestJobsResource } from './ingest-jobs-resource.js'
import { queryJobsResource } from './query-jobs-resource.js'

/** Bulk API 2.0: everything below `/jobs`. */
export function jobsResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  rest: readonly string[],
): RestResponse {
  const [kind, ...more] = rest
  switch (kind) {
    case 'query':
      return queryJobsResource(request, localOrg, basePath, more)
    case 'ingest':
      return ingestJobsResource(request, localOrg, basePath, more)
    default:
      throw notFound()
  }
}
