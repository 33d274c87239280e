import type { LocalOrg } from './local-org.js'
import { isRecord } from './read-json.js'
import type { RestRequest } from './rest-message.js'

/** The query that a request is about, known before it is answered: also for next pages, jobs and composite requests. */
export function requestedSoql(request: RestRequest, { locators, jobs }: LocalOrg): string | undefined {
  const own = request.parameters.get('q') ?? request.parameters.get('explain')
  if (own !== null) return own
  const [, locator] = /\/query\/(\w{15,18})-\d+$/.exec(request.path) ?? []
  if (locator !== undefined) return locators.get(locator)?.soql
  const [, jobId] = /\/jobs\/query\/(\w{15,18})(?:\/\w+)?$/.exec(request.path) ?? []
  if (jobId !== undefined) return jobs.query(jobId)?.setup.soql
  if (/\/jobs\/query$/.test(request.path)) return soqlOfJob(request.body)
  return /\/composite(\/batch)?$/.test(request.path) ? soqlOfSubrequests(request.body) : undefined
}

function soqlOfJob(text: string): string | undefined {
  const query = parseJson(text)?.query
  return typeof query === 'string' ? query : undefined
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isRecord(body) ? body : undefined
  } catch {
    return undefined
  }
}

function soqlOfSubrequests(text: string): string | undefined {
  const body = parseJson(text)
  if (body === undefined) return undefined
  const list = body.compositeRequest ?? body.batchRequests
  if (!Array.isArray(list)) return undefined
  const queries = list.flatMap((item) => {
    const [, search = ''] = isRecord(item) ? String(item.url).split('?') : []
    const soql = new URLSearchParams(search).get('q')
    return soql === null ? [] : [soql]
  })
  return queries.length === 0 ? undefined : queries.join(';\n')
}
