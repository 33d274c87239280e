import type { OrgError } from '@certsql/core'

/**
 * The errors in an answer's body: an array of `{message, errorCode}`, on a few old resources one such object, from
 * approvals results with `errors: [{statusCode, message}]` inside, and from the token endpoint
 * `{error, error_description}`. Anything else has none.
 */
export function readOrgErrors(body: unknown, httpStatus: number): readonly OrgError[] {
  const entries: readonly unknown[] = Array.isArray(body) ? body : [body]
  return entries.flatMap((entry) => readOrgError(entry, httpStatus))
}

function readOrgError(entry: unknown, httpStatus: number): readonly OrgError[] {
  if (typeof entry !== 'object' || entry === null) return []
  const members = entry as Readonly<Record<string, unknown>>
  if (Array.isArray(members.errors)) return members.errors.flatMap((one) => readOrgError(one, httpStatus))
  const { errorCode, statusCode, message, error, error_description } = members
  const code = errorCode ?? statusCode ?? error
  if (typeof code !== 'string') return []
  const words = message ?? error_description
  return [{ code, message: typeof words === 'string' ? words : '', httpStatus }]
}
