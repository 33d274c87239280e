import { CertSqlError, ID, type JsonRecordValue, list, type SqlValue } from '@certsql/core'
import type { WriteRecord } from '@certsql/transport'
import { doneOrThrow } from './outcome-error.js'
import { id, ids, json, text } from './parameter.js'
import { defineProcedure } from './procedure.js'
import { soapRequest } from './soap-request.js'

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_merge.htm */
const MOST_MERGED = 2

export const mergeRecords = defineProcedure({
  name: 'MergeRecords',
  description:
    'Merges one or two accounts, contacts, leads or cases into another one, which takes over what refers to them.',
  parameters: {
    Object: text.required('Account, Contact, Lead or Case.'),
    MasterId: id.required('The record that stays.'),
    MergedIds: ids.required('The one or two records that go.'),
    Fields: json.optional('An object of fields and values that the master gets.', 'none'),
  },
  results: { MasterId: ID, MergedIds: list(ID), UpdatedRelatedIds: list(ID) },
  writes: true,
  requests: (_, version) => [soapRequest('merge', version)],
  async run(
    { Object: name, MasterId: masterId, MergedIds: mergedIds, Fields },
    { client, request, objectName },
  ) {
    if (mergedIds.length === 0 || mergedIds.length > MOST_MERGED) {
      throw new CertSqlError({
        code: 'CERT-3002',
        message: `MergeRecords merges 1 or ${MOST_MERGED} records at a time; ${mergedIds.length} are given.`,
        hint: 'call it again for the others',
      })
    }
    const object = await objectName(name)
    const fields = recordOf(Fields)
    const outcome = await client.soap.merge(
      { object, masterId, mergedIds, ...(fields === undefined ? {} : { fields }) },
      request,
    )
    const merged = doneOrThrow(outcome, `merge into ${masterId}`)
    return [[merged.id, merged.mergedIds, merged.updatedRelatedIds]]
  },
})

/** Fields and plain values; anything else could not be written. */
function recordOf(fields: SqlValue | undefined): WriteRecord | undefined {
  if (fields === undefined || fields === null) return undefined
  if (typeof fields !== 'object' || Array.isArray(fields) || fields instanceof Date) throw notAnObject()
  const entries = Object.entries(fields)
  if (entries.some(([, value]) => typeof value === 'object' && value !== null)) throw notAnObject()
  return Object.fromEntries(entries) as Readonly<Record<string, JsonRecordValue>>
}

function notAnObject(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-3002',
    message: 'Fields must be a JSON object of fields and plain values.',
    hint: `for example Fields => '{"Industry": "Energy"}'`,
  })
}
