import type { FaultRule } from '../faults/fault-rule.js'

const final = (code: FaultRule['code'], message: string, hint: string): FaultRule => ({
  reaction: 'final',
  code,
  message,
  hint,
})

/** What an identity provider may refuse a token with: the code of WS-Trust or WS-Security → sentence and hint. */
export const SSO_FAULTS: Readonly<Record<string, FaultRule>> = {
  FailedAuthentication: final(
    'CERT-5001',
    'The identity provider {host} does not accept user name and password of {user}.',
    'they are those of the identity provider, not of the org; its endpoint must be one for user names',
  ),
  InvalidScope: final(
    'CERT-5003',
    'The identity provider {host} does not know the org.',
    'it needs a relying party with the identifier https://login.salesforce.com, or https://test.salesforce.com for sandboxes',
  ),
  RequestFailed: final(
    'CERT-5003',
    'The identity provider {host} gives no assertion for {user}.',
    'its own log tells why; the user may lack access to the org there',
  ),
}

export const UNLISTED_SSO_FAULT: FaultRule = final(
  'CERT-5003',
  'The identity provider {host} refused the login of {user}: {errorCode}.',
  'its own log tells more',
)

export const NO_ASSERTION: FaultRule = final(
  'CERT-6002',
  'SSOLoginURL did not answer with a SAML 2.0 assertion.',
  'it must be a WS-Trust 1.3 endpoint for user name and password, such as https://adfs.acme.com/adfs/services/trust/13/usernamemixed',
)
