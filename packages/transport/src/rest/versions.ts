import { CertSqlError } from '@certsql/core'
import type { ApiVersion } from './api-version.js'
import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import { get } from './rest-request.js'

/** `GET /services/data`: needs no session and is not metered. */
export async function fetchVersions(
  caller: RestCaller,
  options: RequestOptions,
): Promise<readonly ApiVersion[]> {
  const { body } = await caller.call(get('/services/data', { anonymous: true }), options)
  const entries: readonly unknown[] = Array.isArray(body) ? body : []
  const versions = entries.flatMap((entry) => {
    const { version, label } = (entry ?? {}) as Readonly<Record<string, unknown>>
    return typeof version === 'string' ? [{ version, label: typeof label === 'string' ? label : '' }] : []
  })
  if (versions.length > 0) return versions
  throw new CertSqlError({
    code: 'CERT-6002',
    message: 'The host does not list any API versions.',
    hint: 'check that the instance URL is that of a Salesforce org',
  })
}
