import type { LocalOrg } from '../server/local-org.js'
import { isRecord } from '../server/read-json.js'
import type { RestResponse } from '../server/rest-message.js'
import type { PagedResult } from '../soql/evaluation.js'
import { runQuery } from '../soql/run-query.js'
import { OrgRefusal, SoqlComplaints } from '../soql/soql-refusal.js'
import { SoapFault, soapResponse } from './soap-message.js'
import { decodeXml, element, encodeXml } from './xml.js'

/** `query()` and `queryAll()`. */
export function soapQuery(name: string, call: string, localOrg: LocalOrg, basePath: string): RestResponse {
  const { org, variants, clock, locators, pageSize } = localOrg
  const soql = decodeXml(element(call, 'queryString') ?? '')
  return faulting(() => {
    const result = runQuery({
      org,
      variants,
      clock,
      complaints: new SoqlComplaints(soql),
      includeDeleted: name === 'queryAll',
      basePath,
      pageSize,
      keep: (rest) => locators.keep(rest),
    })
    return pageResponse(name, result, 0, localOrg, undefined)
  })
}

/** `queryMore()`: the next page of a query, by the locator of the last one. */
export function soapQueryMore(call: string, localOrg: LocalOrg): RestResponse {
  const text = decodeXml(element(call, 'queryLocator') ?? '')
  const [, locator = '', offset = ''] = /^(\w{15,18})-(\d{1,9})$/.exec(text) ?? []
  const result = localOrg.locators.get(locator)
  if (result === undefined || Number(offset) >= result.totalSize) {
    throw new SoapFault('INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  return faulting(() => pageResponse('queryMore', result, Number(offset), localOrg, locator))
}

function faulting(work: () => RestResponse): RestResponse {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof OrgRefusal)) throw error
    throw new SoapFault(error.errorCode, error.message, 'MalformedQueryFault')
  }
}

function pageResponse(
  name: string,
  result: PagedResult,
  from: number,
  { locators }: LocalOrg,
  known: string | undefined,
): RestResponse {
  const { records, count } = result.page(from)
  const next = from + count
  const done = next >= result.totalSize
  const locator = done
    ? '<queryLocator xsi:nil="true"/>'
    : `<queryLocator>${known ?? locators.keep(result)}-${next}</queryLocator>`
  const list = JSON.parse(`[${records}]`) as readonly unknown[]
  const texts = list.map((record) => `<records xsi:type="sf:sObject">${recordElements(record)}</records>`)
  return soapResponse(
    name,
    `<done>${done}</done>${locator}${texts.join('')}<size>${result.totalSize}</size>`,
    { soql: result.soql, rows: list.length },
  )
}

/** A record of the REST API as elements: its type, its Id, its fields. */
function recordElements(record: unknown): string {
  if (!isRecord(record)) return ''
  const { attributes, ...fields } = record
  const type = isRecord(attributes) ? String(attributes.type) : 'sObject'
  const values = Object.entries(fields).map(([name, value]) => fieldElement(name, value))
  return `<sf:type>${encodeXml(type)}</sf:type>${values.join('')}`
}

const REST_MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000$/

function fieldElement(name: string, value: unknown): string {
  if (value === null) return `<sf:${name} xsi:nil="true"/>`
  if (!isRecord(value)) {
    // XML has moments in UTC end in Z.
    return `<sf:${name}>${encodeXml(String(value).replace(REST_MOMENT, '$1Z'))}</sf:${name}>`
  }
  if (Array.isArray(value.records)) {
    const records = value.records.map(
      (child) => `<records xsi:type="sf:sObject">${recordElements(child)}</records>`,
    )
    const done = value.done === true
    const [, locator = ''] = /\/query\/([\w-]+)$/.exec(String(value.nextRecordsUrl ?? '')) ?? []
    const queryLocator = done ? '<queryLocator xsi:nil="true"/>' : `<queryLocator>${locator}</queryLocator>`
    const size = String(value.totalSize)
    return `<sf:${name} xsi:type="QueryResult"><done>${done}</done>${queryLocator}${records.join('')}<size>${size}</size></sf:${name}>`
  }
  return `<sf:${name} xsi:type="sf:sObject">${recordElements(value)}</sf:${name}>`
}
