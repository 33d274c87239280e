import { methodNotAllowed } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, jsonText, type RestRequest, type RestResponse } from '../server/rest-message.js'
import type { Evaluation, PagedResult } from '../soql/evaluation.js'
import { explainQuery } from '../soql/explain-query.js'
import { runQuery } from '../soql/run-query.js'
import { OrgRefusal, SoqlComplaints } from '../soql/soql-refusal.js'

const SMALLEST_PAGE = 200
const LARGEST_PAGE = 2_000

/** `GET /query?q=…`, `/queryAll?q=…`, `/query?explain=…` and `/query/01g…-2000`. */
export function queryResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  rest: readonly string[],
  includeDeleted: boolean,
): RestResponse {
  if (request.method !== 'GET') throw methodNotAllowed(request.method, 'GET')
  const [locator] = rest
  if (locator !== undefined) return nextPage(locator, localOrg, basePath)
  const explained = request.parameters.get('explain')
  const soql = request.parameters.get('q')
  if (explained !== null) {
    return json(explainQuery(explained, evaluationOf(explained, request, localOrg, basePath, true)), {
      soql: explained,
    })
  }
  if (soql === null || soql.trim() === '') {
    throw new OrgRefusal(400, 'MALFORMED_QUERY', 'A query string has to be specified')
  }
  const result = runQuery(evaluationOf(soql, request, localOrg, basePath, includeDeleted))
  return pageResponse(result, 0, localOrg, basePath, undefined)
}

function evaluationOf(
  soql: string,
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  includeDeleted: boolean,
): Evaluation {
  const { org, variants, clock, locators } = localOrg
  return {
    org,
    variants,
    clock,
    complaints: new SoqlComplaints(soql),
    includeDeleted,
    basePath,
    pageSize: pageSizeOf(request, localOrg),
    keep: (result) => locators.keep(result),
  }
}

/** `Sforce-Query-Options: batchSize=500` is advice: it is brought into the range. */
function pageSizeOf({ headers }: RestRequest, { pageSize }: LocalOrg): number {
  const options = headers['sforce-query-options']
  const [, size] = /batchSize\s*=\s*(\d{1,6})/i.exec(typeof options === 'string' ? options : '') ?? []
  return size === undefined ? pageSize : Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, Number(size)))
}

function nextPage(text: string, localOrg: LocalOrg, basePath: string): RestResponse {
  const [, locator = '', offset = ''] = /^(\w{15,18})-(\d{1,9})$/.exec(text) ?? []
  const result = localOrg.locators.get(locator)
  const from = Number(offset)
  if (result === undefined || from >= result.totalSize) {
    throw new OrgRefusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  return pageResponse(result, from, localOrg, basePath, locator)
}

function pageResponse(
  result: PagedResult,
  from: number,
  localOrg: LocalOrg,
  basePath: string,
  known: string | undefined,
): RestResponse {
  const { records, count } = result.page(from)
  const next = from + count
  const done = next >= result.totalSize
  const more = { soql: result.soql, rows: records === '' ? 0 : count }
  const head = `{"totalSize":${result.totalSize},"done":${done}`
  if (done) return jsonText(`${head},"records":[${records}]}`, more)
  const locator = known ?? localOrg.locators.keep(result)
  return jsonText(
    `${head},"nextRecordsUrl":"${basePath}/query/${locator}-${next}","records":[${records}]}`,
    more,
  )
}
