import { methodNotAllowed, notFound, notHereYet, refusalResponse } from '../server/error-body.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'

const MAXIMUM_SUBREQUESTS = 25
/** Of the subrequests, so many may be queries. */
const MAXIMUM_QUERIES = 5

/** Answers a subrequest as if it had come by itself. */
export type Dispatch = (request: RestRequest) => RestResponse

/** `POST /composite` and `/composite/batch`. */
export function compositeResource(
  request: RestRequest,
  basePath: string,
  rest: readonly string[],
  dispatch: Dispatch,
): RestResponse {
  const [what] = rest
  if (what === 'sobjects' || what === 'graph' || what === 'tree')
    throw notHereYet(`The resources composite/${what}`)
  if (what !== undefined && what !== 'batch') throw notFound()
  if (request.method !== 'POST') throw methodNotAllowed(request.method, 'POST')
  const body = parseBody(request.body)
  return what === 'batch' ? batch(request, body, basePath, dispatch) : composite(request, body, dispatch)
}

type JsonObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseBody(text: string): JsonObject {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new OrgRefusal(400, 'JSON_PARSER_ERROR', 'The request body is no valid JSON')
  }
  if (!isObject(body))
    throw new OrgRefusal(400, 'JSON_PARSER_ERROR', 'The request body must be a JSON object')
  return body
}

function subrequests(body: JsonObject, name: string): readonly JsonObject[] {
  const list = body[name]
  if (!Array.isArray(list) || list.length === 0 || !list.every(isObject)) {
    throw new OrgRefusal(400, 'MISSING_ARGUMENT', `${name} must be a list of subrequests`)
  }
  if (list.length > MAXIMUM_SUBREQUESTS) {
    throw new OrgRefusal(
      400,
      'LIMIT_EXCEEDED',
      `There can be no more than ${MAXIMUM_SUBREQUESTS} subrequests: ${list.length}`,
    )
  }
  return list
}

interface Answer {
  readonly referenceId: string
  readonly response: RestResponse
}

function composite(request: RestRequest, body: JsonObject, dispatch: Dispatch): RestResponse {
  const list = subrequests(body, 'compositeRequest')
  const queries = list.filter(({ url }) => /\/query(All)?\b/i.test(String(url)))
  if (queries.length > MAXIMUM_QUERIES) {
    throw new OrgRefusal(
      400,
      'LIMIT_EXCEEDED',
      `There can be no more than ${MAXIMUM_QUERIES} queries among the subrequests: ${queries.length}`,
    )
  }
  const answers: Answer[] = []
  for (const item of list) answers.push(answerOf(item, request, answers, dispatch))
  const parts = answers.map(({ referenceId, response }) => {
    const head = `{"body":${response.body === '' ? 'null' : response.body},"httpHeaders":${JSON.stringify(response.headers ?? {})}`
    return `${head},"httpStatusCode":${response.status},"referenceId":${JSON.stringify(referenceId)}}`
  })
  return {
    ...summary(answers),
    status: 200,
    contentType: 'application/json;charset=UTF-8',
    body: `{"compositeResponse":[${parts.join(',')}]}`,
  }
}

function answerOf(
  item: JsonObject,
  outer: RestRequest,
  before: readonly Answer[],
  dispatch: Dispatch,
): Answer {
  const { referenceId, method, url } = item
  if (typeof referenceId !== 'string' || !/^[A-Za-z]\w*$/.test(referenceId)) {
    throw new OrgRefusal(
      400,
      'INVALID_INPUT',
      'Every subrequest needs a referenceId of letters, digits and _',
    )
  }
  if (before.some((answer) => answer.referenceId === referenceId)) {
    throw new OrgRefusal(400, 'INVALID_INPUT', `The referenceId ${referenceId} is used twice`)
  }
  if (typeof method !== 'string' || typeof url !== 'string') {
    throw new OrgRefusal(400, 'MISSING_ARGUMENT', 'Every subrequest needs a method and a url')
  }
  try {
    const filled = fillReferences(url, before)
    const itsBody = item.body === undefined ? '' : JSON.stringify(item.body)
    return { referenceId, response: dispatch(subrequest(outer, method, filled, itsBody)) }
  } catch (error) {
    return { referenceId, response: refusalResponse(error) }
  }
}

function subrequest({ headers }: RestRequest, method: string, url: string, body: string): RestRequest {
  let target: URL
  try {
    target = new URL(url, 'http://local')
    return {
      method: method.toUpperCase(),
      path: decodeURIComponent(target.pathname),
      parameters: target.searchParams,
      headers,
      body,
    }
  } catch {
    throw new OrgRefusal(400, 'INVALID_INPUT', `The url of a subrequest cannot be read: ${url}`)
  }
}

/** `@{ref.field}`, `@{ref.records[0].Id}`: values of the answers so far. */
function fillReferences(url: string, before: readonly Answer[]): string {
  return url.replace(/@\{([^}]*)\}/g, (whole, path: string) => {
    const [name = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '')
    const answer = before.find(({ referenceId }) => referenceId === name)
    let value: unknown = answer && JSON.parse(answer.response.body)
    for (const step of steps) {
      value = typeof value === 'object' && value !== null ? (value as JsonObject)[step] : undefined
    }
    if (value === undefined || value === null || typeof value === 'object') {
      throw new OrgRefusal(
        400,
        'PROCESSING_HALTED',
        `Invalid reference specified. No value for ${whole} found.`,
      )
    }
    return encodeURIComponent(String(value))
  })
}

function batch(request: RestRequest, body: JsonObject, basePath: string, dispatch: Dispatch): RestResponse {
  const list = subrequests(body, 'batchRequests')
  const answers: Answer[] = []
  for (const { method, url, richInput } of list) {
    const isHalted = body.haltOnError === true && answers.some(({ response }) => response.status >= 400)
    if (isHalted) {
      const halted = new OrgRefusal(412, 'BATCH_PROCESSING_HALTED', 'Batch processing halted per request')
      answers.push({ referenceId: '', response: refusalResponse(halted) })
      continue
    }
    const path = String(url)
    // Both `v67.0/sobjects/…` and the whole path are accepted.
    const whole = path.startsWith('/services/')
      ? path
      : `${basePath.replace(/v[\d.]+$/, '')}${path.replace(/^\//, '')}`
    const itsBody = richInput === undefined ? '' : JSON.stringify(richInput)
    answers.push({
      referenceId: '',
      response: guarded(dispatch, () => subrequest(request, String(method), whole, itsBody)),
    })
  }
  const results = answers.map(
    ({ response }) =>
      `{"statusCode":${response.status},"result":${response.body === '' ? 'null' : response.body}}`,
  )
  const hasErrors = answers.some(({ response }) => response.status >= 400)
  return {
    ...summary(answers),
    ...json(''),
    body: `{"hasErrors":${hasErrors},"results":[${results.join(',')}]}`,
    // Each subrequest of a batch counts.
    apiCalls: list.length,
  }
}

function guarded(dispatch: Dispatch, make: () => RestRequest): RestResponse {
  try {
    return dispatch(make())
  } catch (error) {
    return refusalResponse(error)
  }
}

/** What the log says about all of the subrequests together. */
function summary(answers: readonly Answer[]): Pick<RestResponse, 'soql' | 'rows'> {
  const queries = answers.flatMap(({ response }) => (response.soql === undefined ? [] : [response.soql]))
  const rows = answers.reduce((sum, { response }) => sum + (response.rows ?? 0), 0)
  return queries.length === 0 ? {} : { soql: queries.join(';\n'), rows }
}
