import { ExactNumber } from '@certsql/core'
import type { Org } from '../org/org.js'
import { refusalResponse } from '../server/error-body.js'
import { jsonOf, parseJson } from '../server/parse-json.js'
import { isRecord } from '../server/read-json.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import type { JsonMembers } from './read-body.js'

/** Answers a subrequest as if it had come by itself. */
export type Dispatch = (request: RestRequest) => RestResponse

/** A part of a composite request; later ones may name its answer. */
export interface Subrequest {
  readonly referenceId: string
  readonly method: string
  readonly url: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

export interface Answer {
  readonly referenceId: string
  readonly response: RestResponse
}

/** Reads and checks the subrequests; one that is wrong in itself refuses them all. */
export function readSubrequests(list: readonly JsonMembers[]): readonly Subrequest[] {
  const seen = new Set<string>()
  return list.map(({ referenceId, method, url, body, httpHeaders }) => {
    if (typeof referenceId !== 'string' || !/^[A-Za-z]\w*$/.test(referenceId)) {
      throw invalid('Every subrequest needs a referenceId of letters, digits and _')
    }
    if (seen.has(referenceId)) throw invalid(`The referenceId ${referenceId} is used twice`)
    seen.add(referenceId)
    if (typeof method !== 'string' || typeof url !== 'string') {
      throw new OrgRefusal(400, 'MISSING_ARGUMENT', 'Every subrequest needs a method and a url')
    }
    return { referenceId, method, url, body, headers: readHeaders(httpHeaders) }
  })
}

function invalid(message: string): OrgRefusal {
  return new OrgRefusal(400, 'INVALID_INPUT', message)
}

/** Headers of a subrequest go over those of the whole, but who asks is said once. */
function readHeaders(headers: unknown): Readonly<Record<string, string>> {
  if (!isRecord(headers)) return {}
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
  return Object.fromEntries(entries.filter(([name]) => name !== 'authorization' && name !== 'content-type'))
}

/** The subrequests that this one refers to. */
export function referencedIds({ url, body }: Subrequest): readonly string[] {
  const text = `${url} ${body === undefined ? '' : JSON.stringify(body)}`
  return [...text.matchAll(/@\{(\w+)/g)].map(([, name = '']) => name)
}

/**
 * Answers subrequests one after the other. With `allOrNone` the first that fails takes back what the others did, and
 * they all say so.
 */
export function runSubrequests(
  subrequests: readonly Subrequest[],
  outer: RestRequest,
  org: Org,
  dispatch: Dispatch,
  allOrNone: boolean,
): readonly Answer[] {
  const answers: Answer[] = []
  const succeeded = org.undoLog.attempt(
    () => {
      const values = new ReferenceValues(answers)
      for (const subrequest of subrequests.map((one) => (allOrNone ? collectionOfAllOrNone(one) : one))) {
        const response = answerOf(subrequest, outer, values, dispatch)
        answers.push({ referenceId: subrequest.referenceId, response })
        if (allOrNone && (isFailure(response) || hasFailedRecords(subrequest, response))) return false
      }
      return true
    },
    (isDone) => isDone,
  )
  if (succeeded) return answers
  const failed = answers.at(-1)
  return subrequests.map(({ referenceId }) =>
    failed?.referenceId === referenceId ? failed : { referenceId, response: halted(ROLLED_BACK) },
  )
}

const COLLECTION = /\/composite\/sobjects(\/|\?|$)/i

/** `allOrNone` of the whole holds for the collections in it, whatever they say themselves. */
function collectionOfAllOrNone(subrequest: Subrequest): Subrequest {
  const { method, url, body } = subrequest
  if (!COLLECTION.test(url)) return subrequest
  if (method.toUpperCase() !== 'DELETE') {
    return { ...subrequest, body: isRecord(body) ? { ...body, allOrNone: true } : body }
  }
  const [path = '', query = ''] = url.split('?', 2)
  const parameters = query.split('&').filter((parameter) => !/^allOrNone=/i.test(parameter))
  return { ...subrequest, url: `${path}?${[...parameters, 'allOrNone=true'].join('&')}` }
}

/** A collection answers with 200 whatever became of its records. */
function hasFailedRecords({ url, method }: Subrequest, { body }: RestResponse): boolean {
  if (!COLLECTION.test(url) || method.toUpperCase() === 'GET') return false
  const results = parseJson(body)
  return Array.isArray(results) && results.some((result) => isRecord(result) && result.success === false)
}

const ROLLED_BACK = 'The transaction was rolled back since another operation in the same transaction failed.'

export function halted(message: string): RestResponse {
  return json([{ errorCode: 'PROCESSING_HALTED', message }], { status: 400 })
}

export function isFailure({ status }: RestResponse): boolean {
  return status >= 300 && status !== 304
}

function answerOf(
  { method, url, body, headers }: Subrequest,
  outer: RestRequest,
  values: ReferenceValues,
  dispatch: Dispatch,
): RestResponse {
  try {
    const filledUrl = values.fill(url, encodeURIComponent)
    const text = body === undefined ? '' : jsonOf(values.fillAll(body))
    return dispatch(makeRequest(outer, method, filledUrl, text, headers))
  } catch (error) {
    return refusalResponse(error)
  }
}

/** A subrequest as a request of its own. */
export function makeRequest(
  outer: RestRequest,
  method: string,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): RestRequest {
  try {
    const target = new URL(url, 'http://local')
    const path = decodeURIComponent(target.pathname)
    const isComposite = /\/composite(?!\/sobjects\b)/.test(path)
    if (!isComposite) {
      return {
        method: method.toUpperCase(),
        path,
        parameters: target.searchParams,
        headers: { ...outer.headers, 'content-type': 'application/json', ...headers },
        body,
      }
    }
  } catch {
    throw invalid(`The url of a subrequest cannot be read: ${url}`)
  }
  throw invalid(`A subrequest cannot be a composite request itself: ${url}`)
}

/** `@{ref.field}`, `@{ref.records[0].Id}`, `@{ref[0].id}`: values of the answers so far. */
class ReferenceValues {
  readonly #bodies = new Map<string, unknown>()

  constructor(readonly answers: readonly Answer[]) {}

  fill(text: string, encode: (value: string) => string): string {
    return text.replace(/@\{([^}]*)\}/g, (whole, path: string) => encode(this.#valueOf(path, whole)))
  }

  /** Fills in references wherever a text stands in a body. */
  fillAll(body: unknown): unknown {
    if (typeof body === 'string') return this.fill(body, (value) => value)
    if (Array.isArray(body)) return body.map((item) => this.fillAll(item))
    if (!isRecord(body) || body instanceof ExactNumber) return body
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, this.fillAll(value)]))
  }

  #valueOf(path: string, whole: string): string {
    const [name = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '')
    let value = this.#bodyOf(name)
    for (const step of steps) {
      const holder = typeof value === 'object' && value !== null ? (value as JsonMembers) : {}
      value = Object.hasOwn(holder, step) ? holder[step] : undefined
    }
    if (
      value === undefined ||
      value === null ||
      (typeof value === 'object' && !(value instanceof ExactNumber))
    ) {
      throw new OrgRefusal(
        400,
        'PROCESSING_HALTED',
        `Invalid reference specified. No value for ${whole} found.`,
      )
    }
    return String(value)
  }

  #bodyOf(name: string): unknown {
    if (this.#bodies.has(name)) return this.#bodies.get(name)
    const answer = this.answers.find(({ referenceId }) => referenceId === name)
    const isUsable = answer !== undefined && !isFailure(answer.response) && answer.response.body !== ''
    const body = isUsable ? parseJson(answer.response.body) : undefined
    this.#bodies.set(name, body)
    return body
  }
}
