import { json, type RestResponse } from '../server/rest-message.js'

/** What is told about a job. The version is a number with a fraction, which JSON.stringify would drop. */
export function jobInfo(
  info: Readonly<Record<string, unknown>>,
  more: Partial<RestResponse> = {},
): RestResponse {
  const response = json(info, more)
  return { ...response, body: response.body.replace(/"apiVersion":(\d+)/, '"apiVersion":$1.0') }
}
