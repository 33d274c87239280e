import type { Org } from '../org/org.js'
import { methodNotAllowed, notFound, refusalResponse } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { jsonOf } from '../server/parse-json.js'
import { json, jsonText, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { collectionsResource } from './collections-resource.js'
import {
  type Answer,
  type Dispatch,
  isFailure,
  makeRequest,
  readSubrequests,
  runSubrequests,
} from './composite-subrequests.js'
import { compositeText, summary } from './composite-text.js'
import { graphResource } from './graph-resource.js'
import { type JsonMembers, readBody, readFlag, readList } from './read-body.js'
import { treeResource } from './tree-resource.js'

const MAXIMUM_SUBREQUESTS = 25
/** Of the subrequests, so many may be queries or collections. */
const MAXIMUM_QUERIES = 5

/** `/composite`, `/composite/batch`, `/composite/graph`, `/composite/tree/X` and `/composite/sobjects`. */
export function compositeResource(
  request: RestRequest,
  localOrg: LocalOrg,
  basePath: string,
  rest: readonly string[],
  dispatch: Dispatch,
): RestResponse {
  const [what, ...more] = rest
  if (what === 'sobjects') return collectionsResource(request, localOrg, basePath, more)
  if (request.method === 'GET' && what === undefined) return json(resources(basePath))
  if (request.method !== 'POST') throw methodNotAllowed(request.method, 'POST')
  const { org } = localOrg
  switch (what) {
    case undefined:
      return composite(request, readBody(request), org, dispatch)
    case 'batch':
      return batch(request, readBody(request), basePath, dispatch)
    case 'graph':
      return graphResource(request, readBody(request), org, dispatch)
    case 'tree':
      return treeResource(readBody(request), org, more)
    default:
      throw notFound()
  }
}

function resources(basePath: string): Readonly<Record<string, string>> {
  const names = ['tree', 'batch', 'sobjects', 'graph']
  return Object.fromEntries(names.map((name) => [name, `${basePath}/composite/${name}`]))
}

function subrequestList(body: JsonMembers, name: string): readonly JsonMembers[] {
  const list = readList(body, name)
  if (list.length === 0) {
    throw new OrgRefusal(400, 'MISSING_ARGUMENT', `${name} must be a list of subrequests`)
  }
  if (list.length <= MAXIMUM_SUBREQUESTS) return list
  throw limitExceeded(`There can be no more than ${MAXIMUM_SUBREQUESTS} subrequests: ${list.length}`)
}

function limitExceeded(message: string): OrgRefusal {
  return new OrgRefusal(400, 'LIMIT_EXCEEDED', message)
}

function composite(request: RestRequest, body: JsonMembers, org: Org, dispatch: Dispatch): RestResponse {
  const list = subrequestList(body, 'compositeRequest')
  const queries = list.filter(({ url }) =>
    /\/(query(All)?|composite\/sobjects)(\/|$)/i.test(String(url).split('?', 1)[0] ?? ''),
  )
  if (queries.length > MAXIMUM_QUERIES) {
    throw limitExceeded(
      `There can be no more than ${MAXIMUM_QUERIES} queries and collections among the subrequests: ${queries.length}`,
    )
  }
  const allOrNone = readFlag(body, 'allOrNone')
  // They are answered one after the other, whether they might be collated or not.
  readFlag(body, 'collateSubrequests')
  const answers = runSubrequests(readSubrequests(list), request, org, dispatch, allOrNone)
  return jsonText(compositeText(answers), summary(answers))
}

/** `POST /composite/batch`: independent subrequests, without references. */
function batch(request: RestRequest, body: JsonMembers, basePath: string, dispatch: Dispatch): RestResponse {
  const list = subrequestList(body, 'batchRequests')
  const haltOnError = readFlag(body, 'haltOnError')
  const answers: Answer[] = []
  for (const item of list) {
    const isHalted = haltOnError && answers.some(({ response }) => isFailure(response))
    const response = isHalted
      ? refusalResponse(new OrgRefusal(412, 'BATCH_PROCESSING_HALTED', 'Batch processing halted per request'))
      : batchAnswer(item, request, basePath, dispatch)
    answers.push({ referenceId: '', response })
  }
  const results = answers.map(
    ({ response }) =>
      `{"statusCode":${response.status},"result":${response.body === '' ? 'null' : response.body}}`,
  )
  const hasErrors = answers.some(({ response }) => isFailure(response))
  return jsonText(`{"hasErrors":${hasErrors},"results":[${results.join(',')}]}`, {
    ...summary(answers),
    // Each subrequest of a batch counts.
    apiCalls: list.length,
  })
}

function batchAnswer(
  { method, url, richInput }: JsonMembers,
  request: RestRequest,
  basePath: string,
  dispatch: Dispatch,
): RestResponse {
  try {
    if (typeof method !== 'string' || typeof url !== 'string') {
      throw new OrgRefusal(400, 'MISSING_ARGUMENT', 'Every subrequest needs a method and a url')
    }
    // Both `v67.0/sobjects/…` and the whole path are accepted.
    const whole = url.startsWith('/services/')
      ? url
      : `${basePath.replace(/v[\d.]+$/, '')}${url.replace(/^\//, '')}`
    return dispatch(makeRequest(request, method, whole, richInput === undefined ? '' : jsonOf(richInput)))
  } catch (error) {
    return refusalResponse(error)
  }
}
