import type { OrgError } from '@certsql/core'
import type { HttpAnswer, HttpHeaders } from '../http/http-exchange.js'
import type { ApiUsage } from '../rest/api-usage.js'
import { parseJson } from '../rest/parse-json.js'
import { BROKEN_JSON, pageInsteadOfAnswer, REDIRECTED } from './answer-faults.js'
import { appliedNothing } from './applied-nothing.js'
import { orgFaultRule, statusRule } from './classify.js'
import type { FaultRule } from './fault-rule.js'
import { readOrgErrors } from './org-errors.js'
import { RequestFailure } from './request-failure.js'
import { readRetryAfter } from './retry-policy.js'

/** Where an answer came from, and what is known of the org besides. */
export interface AnswerContext {
  readonly host: string
  readonly usage: ApiUsage | undefined
}

/** The JSON of a successful answer; a {@link RequestFailure} for everything else. */
export function readJsonAnswer(answer: HttpAnswer, context: AnswerContext): unknown {
  if (answer.status >= 300 && answer.status < 400) throw redirected(answer, context)
  const text = answer.body.toString('utf8')
  if (answer.status >= 400) throw refused(answer, text, context)
  if (looksLikeJson(answer, text)) return parseWhole(text, answer, context)
  throw pageFailure(answer, text, context)
}

/** Succeeds without looking at the body; a {@link RequestFailure} for everything else. */
export function readNothing(answer: HttpAnswer, context: AnswerContext): undefined {
  if (answer.status < 300) return undefined
  throw refusalOf(answer, context)
}

/** What the JSON of a success says, or its text where it is something else; nothing where there is nothing. */
export function readAnyAnswer(answer: HttpAnswer, context: AnswerContext): unknown {
  if (answer.status >= 300) throw refusalOf(answer, context)
  const text = answer.body.toString('utf8')
  if (text === '') return undefined
  return looksLikeJson(answer, text) ? parseWhole(text, answer, context) : text
}

/** The failure that an answer beyond the successes stands for. */
export function refusalOf(answer: HttpAnswer, context: AnswerContext): RequestFailure {
  return answer.status < 400
    ? redirected(answer, context)
    : refused(answer, answer.body.toString('utf8'), context)
}

/**
 * The errors with which the org refuses what was asked for, for good or because somebody else holds a lock; undefined
 * for any other answer, as one about the session or a limit.
 */
export function readRefusal(
  answer: HttpAnswer,
  context: AnswerContext,
): { readonly status: number; readonly headers: HttpHeaders; readonly body: unknown } | undefined {
  const { status, headers } = answer
  if (status < 400) return undefined
  const text = answer.body.toString('utf8')
  if (!looksLikeJson(answer, text)) return undefined
  const body = parseLeniently(text)
  const [error] = readOrgErrors(body, status)
  if (error === undefined) return undefined
  const { facts } = orgFailure(error, context, answer)
  const isAboutTheRecord = error.code === 'UNABLE_TO_LOCK_ROW' || isFinalRefusal(facts.rule)
  return isAboutTheRecord && appliedNothing(facts) ? { status, headers, body } : undefined
}

function isFinalRefusal({ reaction, code }: FaultRule): boolean {
  return reaction === 'final' && (code === 'CERT-6001' || code === 'CERT-6003')
}

/** The bytes of a CSV file; a {@link RequestFailure} for everything else. */
export function readCsvAnswer(answer: HttpAnswer, context: AnswerContext): Buffer {
  const type = answer.headers['content-type'] ?? ''
  if (answer.status < 300 && /csv/i.test(type)) return answer.body
  const text = answer.body.toString('utf8')
  if (answer.status >= 400) throw refused(answer, text, context)
  if (answer.status >= 300) throw redirected(answer, context)
  throw pageFailure(answer, text, context, 'CSV')
}

/** The failure that the org's own errors describe; for answers inside of answers too. */
export function orgFailure(error: OrgError, context: AnswerContext, answer?: HttpAnswer): RequestFailure {
  return failure(orgFaultRule(error, context.usage), context, { errorCode: error.code }, answer, error)
}

/** A page for people, or some other text, where an API answer should be. */
export function pageFailure(
  answer: HttpAnswer,
  text: string,
  context: AnswerContext,
  expected: 'JSON' | 'XML' | 'CSV' = 'JSON',
): RequestFailure {
  const title = firstWords(text)
  const type = answer.headers['content-type']?.split(';')[0] ?? 'no content type'
  const kind = isHtml(text, type) ? 'a web page' : 'something else'
  const rule = pageInsteadOfAnswer(title, answer.status >= 400 ? statusRule(answer.status) : undefined)
  const said = title === '' ? '' : `"${title}", `
  const words = `${kind} (${said}HTTP ${answer.status}, ${type})`
  return failure(rule, context, { words, expected }, answer)
}

export function failure(
  rule: FaultRule,
  context: { readonly host: string },
  words: Readonly<Record<string, string>>,
  answer?: HttpAnswer,
  org?: OrgError,
): RequestFailure {
  const retryAfterMilliseconds = readRetryAfter(answer?.headers['retry-after'], Date.now())
  return new RequestFailure({
    rule,
    words: {
      host: context.host,
      ...(answer === undefined ? {} : { status: String(answer.status) }),
      ...words,
    },
    ...(org === undefined ? {} : { org }),
    ...(answer === undefined ? {} : { httpStatus: answer.status }),
    ...(retryAfterMilliseconds === undefined ? {} : { retryAfterMilliseconds }),
  })
}

/** The edge of the platform refuses requests that are too long with a page, and means what it says. */
const PAGES_THAT_MEAN_IT: ReadonlySet<number> = new Set([414, 431])

function refused(answer: HttpAnswer, text: string, context: AnswerContext): RequestFailure {
  if (looksLikeJson(answer, text)) {
    const [error] = readOrgErrors(parseLeniently(text), answer.status)
    if (error !== undefined) return orgFailure(error, context, answer)
  }
  const isPage = isHtml(text, answer.headers['content-type'] ?? '')
  if (isPage && !PAGES_THAT_MEAN_IT.has(answer.status)) return pageFailure(answer, text, context)
  return failure(statusRule(answer.status), context, {}, answer)
}

function redirected(answer: HttpAnswer, context: AnswerContext): RequestFailure {
  const target = answer.headers.location
  const words =
    target === undefined ? 'nowhere' : URL.canParse(target) ? new URL(target).host : 'another page'
  return failure(REDIRECTED, context, { words }, answer)
}

function parseWhole(text: string, answer: HttpAnswer, context: AnswerContext): unknown {
  try {
    return parseJson(text)
  } catch {
    throw failure(BROKEN_JSON, context, { words: `${text.length} characters of broken JSON` }, answer)
  }
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function looksLikeJson(answer: HttpAnswer, text: string): boolean {
  return /json/i.test(answer.headers['content-type'] ?? '') && !text.trimStart().startsWith('<')
}

function isHtml(text: string, contentType: string): boolean {
  return /html/i.test(contentType) || /^\s*<(!doctype|html|head|body)/i.test(text.slice(0, 200))
}

const MOST_WORDS = 60

/** The title of a page, or what its text begins with. */
function firstWords(text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text.slice(0, 20_000))?.[1]
  const words = (title ?? text.slice(0, 2_000).replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim()
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words
}
