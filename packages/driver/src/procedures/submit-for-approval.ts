import { BOOLEAN, ID, list, TEXT } from '@certsql/core'
import { refused } from './outcome-error.js'
import { flag, id, ids, text } from './parameter.js'
import { defineProcedure } from './procedure.js'
import { members, sendOrThrow, textOrNull } from './raw-answer.js'

export const submitForApproval = defineProcedure({
  name: 'SubmitForApproval',
  description: 'Submits a record to an approval process.',
  parameters: {
    RecordId: id.required('The record.'),
    Comments: text.optional('What the approver reads.'),
    ProcessName: text.optional('The name or Id of the process.', 'the first whose criteria the record meets'),
    SubmitterId: id.optional('Who submits.', 'who is logged in'),
    NextApproverIds: ids.optional('Who is to approve, where the process lets the submitter choose.'),
    SkipEntryCriteria: flag.optional(
      'The criteria of the process are not looked at; needs ProcessName.',
      'false',
    ),
  },
  results: {
    RecordId: ID,
    InstanceId: ID,
    Status: TEXT,
    WorkItemIds: list(ID),
    ActorIds: list(ID),
    Success: BOOLEAN,
  },
  writes: true,
  requests: (_, version) => [`POST /services/data/v${version}/process/approvals/`],
  async run(args, context) {
    const { RecordId, Comments, ProcessName, SubmitterId, NextApproverIds, SkipEntryCriteria } = args
    const submission = {
      actionType: 'Submit',
      contextId: RecordId,
      ...(Comments === undefined ? {} : { comments: Comments }),
      ...(ProcessName === undefined ? {} : { processDefinitionNameOrId: ProcessName }),
      ...(SubmitterId === undefined ? {} : { contextActorId: SubmitterId }),
      ...(NextApproverIds === undefined ? {} : { nextApproverIds: NextApproverIds }),
      ...(SkipEntryCriteria === undefined ? {} : { skipEntryCriteria: SkipEntryCriteria }),
    }
    const what = `submit ${RecordId} for approval`
    const { body } = await sendOrThrow(
      { method: 'POST', path: 'process/approvals/', body: { requests: [submission] } },
      what,
      context,
    )
    const result = members(Array.isArray(body) ? body[0] : body)
    if (result.success !== true) throw refused(what, approvalErrors(result.errors))
    return [
      [
        textOrNull(result.entityId),
        textOrNull(result.instanceId),
        textOrNull(result.instanceStatus),
        texts(result.newWorkitemIds),
        texts(result.actorIds),
        true,
      ],
    ]
  },
})

function approvalErrors(errors: unknown) {
  return (Array.isArray(errors) ? errors : []).map((error: unknown) => {
    const { statusCode, message } = members(error)
    return { code: textOrNull(statusCode) ?? 'UNKNOWN', message: textOrNull(message) ?? '', fields: [] }
  })
}

function texts(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map(String) : []
}
