import { BOOLEAN, ID, TEXT } from '@certsql/core'
import type { SoapOutcome } from '@certsql/transport'
import { ids } from './parameter.js'
import { defineProcedure, type ResultRow } from './procedure.js'
import { soapRequest } from './soap-request.js'

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_emptyrecyclebin.htm */
const IDS_PER_CALL = 200

export const emptyRecycleBin = defineProcedure({
  name: 'EmptyRecycleBin',
  description: 'Removes deleted records for ever; each has a row that says whether it went.',
  parameters: { Ids: ids.required('The deleted records.') },
  results: { Id: ID, Success: BOOLEAN, ErrorCode: TEXT, Message: TEXT },
  writes: true,
  requests: ({ Ids }, version) =>
    Array.from({ length: Math.ceil(Ids.length / IDS_PER_CALL) }, () =>
      soapRequest('emptyRecycleBin', version),
    ),
  async run({ Ids }, { client, request }) {
    const rows: ResultRow[] = []
    for (let start = 0; start < Ids.length; start += IDS_PER_CALL) {
      const part = Ids.slice(start, start + IDS_PER_CALL)
      const outcomes = await client.soap.emptyRecycleBin(part, request)
      rows.push(...outcomes.map((outcome, index) => outcomeRow(part[index] ?? null, outcome)))
    }
    return rows
  },
})

function outcomeRow(id: string | null, outcome: SoapOutcome<{ readonly id: string }>): ResultRow {
  switch (outcome.kind) {
    case 'done':
      return [id, true, null, null]
    case 'failed':
      return [id, false, outcome.errors[0]?.code ?? null, outcome.errors[0]?.message ?? null]
    case 'inDoubt':
      return [id, null, 'IN_DOUBT', 'the answer was lost: it may be gone or not']
  }
}
