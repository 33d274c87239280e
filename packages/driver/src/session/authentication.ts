import { CertSqlError } from '@certsql/core'
import type { Authentication } from '@certsql/transport'
import type { PropertyName, PropertyValues } from '../properties/properties.js'

/**
 * How to log in, out of the properties. `origin` is the host of the connection URL: the org of an access token, or
 * else where to log in.
 */
export function chooseAuthentication(values: PropertyValues, origin: string | undefined): Authentication {
  switch (values.AuthScheme ?? guessScheme(values)) {
    case 'Token':
      return {
        scheme: 'Token',
        accessToken: need(values, 'OAuthAccessToken'),
        instanceUrl: values.InstanceUrl ?? origin ?? need(values, 'InstanceUrl'),
      }
    case 'OAuthClient':
      return {
        scheme: 'OAuthClient',
        clientId: need(values, 'OAuthClientId'),
        clientSecret: need(values, 'OAuthClientSecret'),
        ...loginUrl(values, origin),
      }
    case 'Basic':
      return {
        scheme: 'Basic',
        user: need(values, 'User'),
        password: need(values, 'Password'),
        useSandbox: values.UseSandbox,
        ...(values.SecurityToken !== undefined && { securityToken: values.SecurityToken }),
        ...loginUrl(values, origin),
      }
  }
}

function guessScheme(values: PropertyValues): NonNullable<PropertyValues['AuthScheme']> {
  if (values.OAuthAccessToken !== undefined) return 'Token'
  if (values.OAuthClientSecret !== undefined && values.User === undefined) return 'OAuthClient'
  return 'Basic'
}

function loginUrl(values: PropertyValues, origin: string | undefined): { readonly loginUrl?: string } {
  const url = values.LoginURL ?? origin
  return url === undefined ? {} : { loginUrl: url }
}

type TextProperty =
  | 'OAuthAccessToken'
  | 'InstanceUrl'
  | 'OAuthClientId'
  | 'OAuthClientSecret'
  | 'User'
  | 'Password'

function need(values: PropertyValues, name: TextProperty & PropertyName): string {
  const value = values[name]
  if (value !== undefined && value !== '') return value
  throw new CertSqlError({
    code: 'CERT-5004',
    message: `${name} is missing.`,
    hint: 'log in with User, Password and SecurityToken, with OAuthClientId and OAuthClientSecret, or with OAuthAccessToken and InstanceUrl',
  })
}
