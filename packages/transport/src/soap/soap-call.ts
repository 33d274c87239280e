import { CertSqlError, type JsonRecordValue } from '@certsql/core'
import type { Element } from '@xmldom/xmldom'
import type { Session } from '../auth/session.js'
import { type AnswerContext, orgFailure, pageFailure, refusalOf } from '../faults/answer-failure.js'
import type { HttpAnswer } from '../http/http-exchange.js'
import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { USER_AGENT } from '../version.js'
import { childrenNamed, descendant, parseXml, readFault, xmlText } from './soap-xml.js'

/** A call of the partner SOAP API: for what REST has not. */
export interface SoapCall {
  /** `undelete` */
  readonly name: string
  /** The elements inside of the call. */
  readonly content: string
  readonly allOrNone?: boolean
  readonly idempotent: boolean
}

/** The `result` elements of the answer, or that it was lost. Faults are thrown: nothing was done then. */
export type SoapAnswer =
  | { readonly kind: 'answered'; readonly results: readonly Element[]; readonly isRepeat: boolean }
  | { readonly kind: 'lost'; readonly cause: CertSqlError }

export async function callSoap(
  caller: RestCaller,
  apiVersion: string,
  call: SoapCall,
  options: RequestOptions,
): Promise<SoapAnswer> {
  let isJwt = false
  try {
    const sent = await caller.write(
      {
        method: 'POST',
        path: `/services/Soap/u/${apiVersion}`,
        headers: { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""', Accept: 'text/xml' },
        idempotent: call.idempotent,
        body: (session) => {
          isJwt = /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(session.accessToken)
          return printEnvelope(call, session)
        },
        read: (answer, context) => readResults(call.name, answer, context),
      },
      options,
    )
    if (sent.kind === 'lost') return sent
    return { kind: 'answered', results: sent.answer.body as readonly Element[], isRepeat: sent.isRepeat }
  } catch (error) {
    throw isJwt && error instanceof CertSqlError && error.code === 'CERT-5002' ? jwtRefused(error) : error
  }
}

function printEnvelope({ name, content, allOrNone }: SoapCall, { accessToken }: Session): string {
  const allOrNoneHeader =
    allOrNone === undefined
      ? ''
      : `<urn:AllOrNoneHeader><urn:allOrNone>${allOrNone}</urn:allOrNone></urn:AllOrNoneHeader>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com"',
    ' xmlns:obj="urn:sobject.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<env:Header><urn:SessionHeader><urn:sessionId>${xmlText(accessToken, 'The access token')}</urn:sessionId>`,
    `</urn:SessionHeader><urn:CallOptions><urn:client>${USER_AGENT}</urn:client></urn:CallOptions>`,
    `${allOrNoneHeader}</env:Header>`,
    `<env:Body><urn:${name}>${content}</urn:${name}></env:Body></env:Envelope>`,
  ].join('')
}

async function readResults(
  name: string,
  answer: HttpAnswer,
  context: AnswerContext,
): Promise<readonly Element[]> {
  const text = answer.body.toString('utf8')
  const root = await parseXml(text)
  const fault = root === undefined ? undefined : readFault(root)
  if (fault !== undefined) throw orgFailure(fault, context, answer)
  const response = root === undefined ? undefined : descendant(root, `${name}Response`)
  // The edge of the platform does not speak SOAP.
  if (response === undefined && answer.status >= 400) throw refusalOf(answer, context)
  if (response === undefined) throw pageFailure(answer, text, context, 'XML')
  return childrenNamed(response, 'result')
}

/** `<urn:name>text</urn:name>`; nothing where there is no value. */
export function soapElement(name: string, value: string | boolean | undefined): string {
  return value === undefined ? '' : `<urn:${name}>${xmlText(String(value), name)}</urn:${name}>`
}

export function soapElements(name: string, values: readonly string[]): string {
  return values.map((value) => soapElement(name, value)).join('')
}

/** A record of the partner API: its type, its Id, then its fields; empty ones are listed by name. */
export function soapRecord(
  name: string,
  object: string,
  fields: Readonly<Record<string, JsonRecordValue>>,
): string {
  const given = Object.entries(fields).filter(([field, value]) => value !== null && field !== 'Id')
  const empty = Object.keys(fields).filter((field) => fields[field] === null)
  const { Id } = fields
  const values = [...(Id === undefined ? [] : [['Id', Id] as const]), ...given]
  return [
    `<urn:${name} xsi:type="obj:sObject"><obj:type>${xmlText(object, 'The object')}</obj:type>`,
    ...empty.map((field) => `<obj:fieldsToNull>${xmlText(field, 'A field')}</obj:fieldsToNull>`),
    ...values.map(([field, value]) => recordElement(field, value)),
    `</urn:${name}>`,
  ].join('')
}

function recordElement(field: string, value: JsonRecordValue): string {
  if (!/^[A-Za-z]\w*$/.test(field)) {
    throw new CertSqlError({
      code: 'CERT-2003',
      message: `${JSON.stringify(field)} is not the name of a field.`,
    })
  }
  return `<obj:${field}>${xmlText(String(value), field)}</obj:${field}>`
}

function jwtRefused({ code, message, org, cause }: CertSqlError): CertSqlError {
  const hint =
    'this call exists in SOAP only, which takes no access token in the form of a JWT: log in another way'
  return new CertSqlError({ code, message, hint, org, cause })
}
