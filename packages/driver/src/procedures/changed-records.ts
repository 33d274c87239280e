import { ID, TIMESTAMPTZ } from '@certsql/core'
import { moment, text } from './parameter.js'
import { defineProcedure, type ProcedureContext } from './procedure.js'

const SPAN = {
  Object: text.required('The object, by any name that a statement may use.'),
  StartDate: moment.required('From this moment on; seconds are dropped.'),
  EndDate: moment.optional('Until this moment, at least a minute later.', 'now'),
}

export const getUpdated = defineProcedure({
  name: 'GetUpdated',
  description: 'The Ids of records that were added or changed, within the last 30 days.',
  parameters: SPAN,
  results: { Id: ID, LatestDateCovered: TIMESTAMPTZ },
  writes: false,
  requests: ({ Object: object }, version) => [changesRequest(object, 'updated', version)],
  async run({ Object: name, StartDate: start, EndDate }, context) {
    const end = EndDate ?? context.settings.Now ?? new Date()
    const object = await context.objectName(name)
    const { ids, latestDateCovered } = await context.client.updatedRecords(
      object,
      { start, end },
      context.request,
    )
    const covered = tellCovered(latestDateCovered, context)
    return ids.map((id) => [id, covered])
  },
})

export const getDeleted = defineProcedure({
  name: 'GetDeleted',
  description: 'The Ids of records that were deleted, within the last 15 days.',
  parameters: SPAN,
  results: { Id: ID, DeletedDate: TIMESTAMPTZ, LatestDateCovered: TIMESTAMPTZ },
  writes: false,
  requests: ({ Object: object }, version) => [changesRequest(object, 'deleted', version)],
  async run({ Object: name, StartDate: start, EndDate }, context) {
    const end = EndDate ?? context.settings.Now ?? new Date()
    const object = await context.objectName(name)
    const { deletedRecords, latestDateCovered } = await context.client.deletedRecords(
      object,
      { start, end },
      context.request,
    )
    const covered = tellCovered(latestDateCovered, context)
    return deletedRecords.map(({ id, deletedDate }) => [id, new Date(deletedDate), covered])
  },
})

function changesRequest(object: string, kind: 'updated' | 'deleted', version: string): string {
  return `GET /services/data/v${version}/sobjects/${object}/${kind}/?start=…&end=…`
}

/** Without rows only the notice says where the next question begins. */
function tellCovered(text: string, { tell }: ProcedureContext): Date {
  const covered = new Date(text)
  tell(`Changes are covered until ${covered.toISOString()}: begin the next question there.`)
  return covered
}
