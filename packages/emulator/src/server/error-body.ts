import { OrgRefusal } from '../soql/soql-refusal.js'
import { RecordRefusal, type WriteError } from '../write/write-result.js'
import { json, type RestResponse } from './rest-message.js'

/** The array of one error that the REST API answers with. */
export function refusalResponse(error: unknown): RestResponse {
  if (error instanceof OrgRefusal) {
    const { status, errorCode, message, fields } = error
    return json([{ message, errorCode, ...(fields === undefined ? {} : { fields }) }], { status })
  }
  if (error instanceof RecordRefusal) return recordErrors(error.errors)
  // Never a stack trace: the org keeps its insides to itself.
  const message =
    'An unexpected error occurred. Please include this ErrorId if you contact support: local-org'
  return json([{ message, errorCode: 'UNKNOWN_EXCEPTION' }], { status: 500 })
}

/** What is wrong with a record, where the answer is about that record alone. */
export function recordErrors(errors: readonly WriteError[], status = 400): RestResponse {
  const body = errors.map(({ message, statusCode, fields }) => ({ message, errorCode: statusCode, fields }))
  return json(body, { status })
}

export function notFound(): OrgRefusal {
  return new OrgRefusal(404, 'NOT_FOUND', 'The requested resource does not exist')
}

export function methodNotAllowed(method: string, allowed: string): OrgRefusal {
  return new OrgRefusal(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${allowed}`,
  )
}

/** A part of the platform that this org does not have. */
export function notHereYet(what: string): OrgRefusal {
  return new OrgRefusal(403, 'FUNCTIONALITY_NOT_ENABLED', `${what} are not part of this local org yet`)
}
