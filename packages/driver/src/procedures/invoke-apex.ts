import { CertSqlError, didYouMean, INTEGER, JSON_TYPE, type SqlValue } from '@certsql/core'
import { json, text } from './parameter.js'
import { defineProcedure } from './procedure.js'
import { sendOrThrow } from './raw-answer.js'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]

export const invokeApex = defineProcedure({
  name: 'InvokeApex',
  description:
    'Calls a service that is written in Apex, such as those of Certinia, and gives its answer; only GET counts as reading.',
  parameters: {
    Path: text.required('Below /services/apexrest/, as in c2g/journals/post; or a whole path from the root.'),
    Method: text.optional('GET, POST, PUT, PATCH or DELETE.', 'POST with a body, else GET'),
    Body: json.optional('What is sent, as JSON.', 'nothing'),
  },
  results: { Status: INTEGER, Body: JSON_TYPE },
  writes: ({ Method: method, Body: body }) => chosenMethod(method, body) !== 'GET',
  requests: ({ Path, Method: method, Body: body }) => [`${chosenMethod(method, body)} ${servicePath(Path)}`],
  async run({ Path: path, Method: method, Body: body }, context) {
    const { status, body: answer } = await sendOrThrow(
      {
        method: chosenMethod(method, body),
        path: servicePath(path),
        // What a service does with a second call, nobody here knows.
        idempotent: chosenMethod(method, body) === 'GET',
        ...(body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }),
      },
      `carry out ${path}`,
      context,
    )
    return [[status, (answer ?? null) as SqlValue]]
  },
})

function chosenMethod(method: string | undefined, body: SqlValue | undefined): Method {
  if (method === undefined) return body === undefined ? 'GET' : 'POST'
  const known = METHODS.find((one) => one === method.toUpperCase())
  if (known !== undefined) return known
  throw new CertSqlError({
    code: 'CERT-3002',
    message: `InvokeApex has no method "${method}".`,
    hint: didYouMean(method, METHODS) ?? `the methods are ${METHODS.join(', ')}`,
  })
}

function servicePath(path: string): string {
  return path.startsWith('/') ? path : `/services/apexrest/${path}`
}
