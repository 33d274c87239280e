import type { Locators } from './locators.js'
import { isRecord } from './read-json.js'
import type { RestRequest } from './rest-message.js'

/** The query that a request is about, known before it is answered: also for next pages and composite requests. */
export function requestedSoql(request: RestRequest, locators: Locators): string | undefined {
  const own = request.parameters.get('q') ?? request.parameters.get('explain')
  if (own !== null) return own
  const [, locator] = /\/query\/(\w{15,18})-\d+$/.exec(request.path) ?? []
  if (locator !== undefined) return locators.get(locator)?.soql
  return /\/composite(\/batch)?$/.test(request.path) ? soqlOfSubrequests(request.body) : undefined
}

function soqlOfSubrequests(text: string): string | undefined {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(body)) return undefined
  const list = body.compositeRequest ?? body.batchRequests
  if (!Array.isArray(list)) return undefined
  const queries = list.flatMap((item) => {
    const [, search = ''] = isRecord(item) ? String(item.url).split('?') : []
    const soql = new URLSearchParams(search).get('q')
    return soql === null ? [] : [soql]
  })
  return queries.length === 0 ? undefined : queries.join(';\n')
}
