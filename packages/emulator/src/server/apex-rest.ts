import { OrgRefusal } from '../soql/soql-refusal.js'
import { parseJson } from './parse-json.js'
import { json, noContent, type RestRequest, type RestResponse } from './rest-message.js'

/** A request to a service that an org has written itself. */
export interface ApexRestRequest {
  readonly method: string
  /** Behind `/services/apexrest`: `/c2g/post/001`. */
  readonly path: string
  readonly parameters: URLSearchParams
  /** What the JSON says, or the text of anything else; undefined where there is none. */
  readonly body: unknown
}

export interface ApexRestAnswer {
  /** 200 unless said. */
  readonly status?: number
  /** Goes out as JSON. */
  readonly body?: unknown
}

export type ApexRestHandler = (request: ApexRestRequest) => ApexRestAnswer

/**
 * Services of the org itself, by their addresses behind `/services/apexrest`; one with `/*` at its end serves all below.
 *
 * ```ts
 * startEmulator({ apexRest: { '/c2g/post': ({ body }) => ({ body: { posted: body } }) } })
 * ```
 */
export type ApexRest = Readonly<Record<string, ApexRestHandler>>

/** `/services/apexrest/…` */
export function answerApexRest(
  request: RestRequest,
  services: ApexRest,
  rest: readonly string[],
): RestResponse {
  const path = `/${rest.join('/')}`
  const handler = handlerOf(services, path)
  if (handler === undefined) {
    throw new OrgRefusal(404, 'NOT_FOUND', `Could not find a match for URL ${path}`)
  }
  const { method, parameters } = request
  const { status = 200, body } = run(handler, { method, path, parameters, body: bodyOf(request) })
  return body === undefined ? noContent({ status }) : json(body, { status })
}

function handlerOf(services: ApexRest, path: string): ApexRestHandler | undefined {
  const exact = Object.hasOwn(services, path) ? services[path] : undefined
  if (exact !== undefined) return exact
  const [, handler] =
    Object.entries(services).find(
      ([address]) => address.endsWith('/*') && path.startsWith(address.slice(0, -1)),
    ) ?? []
  return handler
}

/** What a service throws reaches its caller as an unhandled exception of Apex does. */
function run(handler: ApexRestHandler, request: ApexRestRequest): ApexRestAnswer {
  try {
    return handler(request)
  } catch (error) {
    if (error instanceof OrgRefusal) throw error
    throw new OrgRefusal(500, 'APEX_ERROR', error instanceof Error ? error.message : String(error))
  }
}

function bodyOf({ body, headers }: RestRequest): unknown {
  if (body === '') return undefined
  return /json/i.test(headers['content-type'] ?? '') ? parseJson(body) : body
}

/** There are none. */
export const NO_APEX_REST: ApexRest = {}
