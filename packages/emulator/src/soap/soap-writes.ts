import type { Org } from '../org/org.js'
import { canonicalRecordId } from '../org/record-id.js'
import type { RestResponse } from '../server/rest-message.js'
import { type ConvertedLead, convertLead } from '../write/convert-lead.js'
import { type MergedRecords, mergeRecords } from '../write/merge-records.js'
import { ROLLED_BACK, type WriteOperation, writeRecords } from '../write/write-records.js'
import type { WriteError, WriteResult } from '../write/write-result.js'
import { elements, SoapFault, soapResults } from './soap-message.js'
import { decodeXml, element, elementContents, encodeXml, textElements } from './xml.js'

const MOST_IDS = 200
const MOST_CONVERSIONS = 100
const MOST_MERGES = 200

/** `undelete()`: records come back from the recycle bin. */
export function soapUndelete(call: string, allOrNone: boolean, org: Org): RestResponse {
  return soapResults('undelete', byIds(call, 'undelete', allOrNone, org).map(idResult))
}

/** `emptyRecycleBin()`: deleted records are gone for good. */
export function soapEmptyRecycleBin(call: string, org: Org): RestResponse {
  return soapResults('emptyRecycleBin', byIds(call, 'emptyBin', false, org).map(idResult))
}

function byIds(
  call: string,
  operation: WriteOperation,
  allOrNone: boolean,
  org: Org,
): readonly WriteResult[] {
  const ids = elementContents(call, 'ids').map(decodeXml)
  if (ids.length > MOST_IDS) {
    throw new SoapFault(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MOST_IDS} records`,
    )
  }
  return together(org, allOrNone, ids, (id) => {
    const object = org.objectOfId(canonicalRecordId(id) ?? '')
    if (object === undefined) return { success: false, errors: [malformedId(id)] }
    return (
      writeRecords(org, operation, object, [{ Id: id }])[0] ?? { success: false, errors: [malformedId(id)] }
    )
  })
}

function malformedId(id: string): WriteError {
  return { statusCode: 'MALFORMED_ID', message: `malformed id ${id}`, fields: [] }
}

/** Does something for each; all or none where that is asked for. */
function together<Item, Result extends { readonly success: boolean; readonly errors: readonly WriteError[] }>(
  org: Org,
  allOrNone: boolean,
  items: readonly Item[],
  work: (item: Item) => Result,
): readonly (Result | { readonly success: false; readonly errors: readonly WriteError[] })[] {
  const isAllRight = (results: readonly Result[]) => results.every(({ success }) => success)
  const results = org.undoLog.attempt(
    () => items.map(work),
    (all) => !allOrNone || isAllRight(all),
  )
  if (!allOrNone || isAllRight(results)) return results
  return results.map((result) => (result.success ? { success: false, errors: [ROLLED_BACK] } : result))
}

function idResult({ id, success, errors }: WriteResult): string {
  return errorElements(errors) + elements({ id: id ?? null, success: String(success) })
}

function errorElements(errors: readonly WriteError[]): string {
  return errors
    .map(({ statusCode, message, fields }) => {
      const names = fields.map((field) => `<fields>${encodeXml(field)}</fields>`).join('')
      return `<errors>${names}${elements({ message, statusCode })}</errors>`
    })
    .join('')
}

/** `merge()`: up to two records become part of a third. */
export function soapMerge(call: string, allOrNone: boolean, org: Org): RestResponse {
  const requests = elementContents(call, 'request')
  if (requests.length > MOST_MERGES) throw new SoapFault('LIMIT_EXCEEDED', 'too many merge requests')
  const results = together(org, allOrNone, requests, (request): MergedRecords => {
    const master = textElements(element(request, 'masterRecord') ?? '')
    const named = (wanted: string) => master.find(({ name }) => name === wanted)?.text ?? ''
    const emptied = master.filter(({ name }) => name === 'fieldsToNull')
    const given = master.filter(({ name }) => name !== 'type' && name !== 'Id' && name !== 'fieldsToNull')
    return mergeRecords(org, {
      object: named('type'),
      masterId: named('Id'),
      fields: Object.fromEntries([
        ...emptied.map(({ text }) => [text, null] as const),
        ...given.map(({ name, text }) => [name, text] as const),
      ]),
      mergedIds: elementContents(request, 'recordToMergeIds').map(decodeXml),
    })
  })
  return soapResults('merge', results.map(mergeResult))
}

function mergeResult(result: MergedRecords): string {
  const { id, success, errors, mergedIds = [], updatedRelatedIds = [] } = result
  const list = (name: string, ids: readonly string[]) => ids.map((one) => elements({ [name]: one })).join('')
  return [
    errorElements(errors),
    elements({ id: id ?? null }),
    list('mergedRecordIds', mergedIds),
    elements({ success: String(success) }),
    list('updatedRelatedIds', updatedRelatedIds),
  ].join('')
}

/** `convertLead()`: leads become accounts, contacts and opportunities. */
export function soapConvertLead(call: string, allOrNone: boolean, org: Org): RestResponse {
  const conversions = elementContents(call, 'leadConverts')
  if (conversions.length > MOST_CONVERSIONS) {
    throw new SoapFault('LIMIT_EXCEEDED', `cannot convert more than ${MOST_CONVERSIONS} leads at once`)
  }
  const results = together(org, allOrNone, conversions, (conversion): ConvertedLead => {
    const text = (name: string) => decodeXml(element(conversion, name) ?? '') || undefined
    return convertLead(org, {
      leadId: text('leadId') ?? '',
      convertedStatus: text('convertedStatus') ?? '',
      accountId: text('accountId'),
      contactId: text('contactId'),
      ownerId: text('ownerId'),
      opportunityName: text('opportunityName'),
      doNotCreateOpportunity: text('doNotCreateOpportunity') === 'true',
    })
  })
  return soapResults('convertLead', results.map(conversionResult))
}

function conversionResult({ success, errors, ...ids }: ConvertedLead): string {
  const { accountId = null, contactId = null, leadId = null, opportunityId = null } = ids
  return [
    elements({ accountId, contactId }),
    errorElements(errors),
    elements({ leadId, opportunityId, success: String(success) }),
  ].join('')
}
