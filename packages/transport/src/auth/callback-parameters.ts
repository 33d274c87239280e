import type { OrgError } from '@certsql/core'
import { CertSqlError } from '@certsql/core'
import { fillIn } from '../faults/fill-in.js'
import { oauthFaultRule, UNLISTED_OAUTH_FAULT } from './oauth-faults.js'

/** The code with which a browser comes back; when it brings a refusal instead, that is thrown. */
export function readCode(parameters: URLSearchParams): string {
  const code = parameters.get('code')
  const error = parameters.get('error')
  if (code !== null && error === null) return code
  const org: OrgError = {
    code: error ?? 'no_code',
    message: parameters.get('error_description') ?? '',
  }
  const { code: ownCode, message, hint } = oauthFaultRule(org) ?? UNLISTED_OAUTH_FAULT
  const words = { errorCode: org.code, flow: 'web server' }
  throw new CertSqlError({ code: ownCode, message: fillIn(message, words), hint, org })
}
