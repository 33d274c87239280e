import type { RestResponse } from '../server/rest-message.js'
import type { Answer } from './composite-subrequests.js'

/** `{"compositeResponse":[…]}`, with the bodies as they are. */
export function compositeText(answers: readonly Answer[]): string {
  const parts = answers.map(({ referenceId, response: { body, headers, status } }) => {
    const head = `{"body":${body === '' ? 'null' : body},"httpHeaders":${JSON.stringify(headers ?? {})}`
    return `${head},"httpStatusCode":${status},"referenceId":${JSON.stringify(referenceId)}}`
  })
  return `{"compositeResponse":[${parts.join(',')}]}`
}

/** What the log says about all of the subrequests together. */
export function summary(answers: readonly Answer[]): Pick<RestResponse, 'soql' | 'rows'> {
  const queries = answers.flatMap(({ response }) => (response.soql === undefined ? [] : [response.soql]))
  const rows = answers.reduce((sum, { response }) => sum + (response.rows ?? 0), 0)
  return queries.length === 0 ? {} : { soql: queries.join(';\n'), rows }
}
