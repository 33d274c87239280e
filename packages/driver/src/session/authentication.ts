import { CertSqlError } from '@certsql/core'
import type { Authentication, InitiateOAuth, LoginPlace, OAuthAuthentication } from '@certsql/transport'
import { defaultSettingsLocation } from '../org/settings-location.js'
import type { PropertyName, PropertyValues } from '../properties/properties.js'

type Environment = { readonly [name: string]: string | undefined }

type Scheme = NonNullable<PropertyValues['AuthScheme']>

/**
 * How to log in, out of the properties. `origin` is the host of the connection URL: the org of an access token, or
 * else where to log in.
 */
export function chooseAuthentication(
  values: PropertyValues,
  origin: string | undefined,
  environment: Environment = process.env,
): Authentication {
  const scheme = values.AuthScheme ?? guessScheme(values)
  switch (scheme) {
    case 'Token':
      return {
        scheme,
        accessToken: need(values, 'OAuthAccessToken'),
        instanceUrl: values.InstanceUrl ?? origin ?? need(values, 'InstanceUrl'),
      }
    case 'OAuthClient':
      return {
        scheme,
        clientId: need(values, 'OAuthClientId'),
        clientSecret: need(values, 'OAuthClientSecret'),
        ...loginUrl(values, origin),
      }
    case 'Basic':
      return { scheme, ...userAndPassword(values), ...loginPlace(values, origin) }
    case 'OAuthPassword':
      return {
        scheme,
        clientId: need(values, 'OAuthClientId'),
        clientSecret: need(values, 'OAuthClientSecret'),
        ...userAndPassword(values),
        ...loginPlace(values, origin),
      }
    case 'OAuthJWT':
      return {
        scheme,
        key: need(values, 'OAuthJWTCert'),
        issuer: values.OAuthJWTIssuer ?? values.OAuthClientId ?? need(values, 'OAuthJWTIssuer'),
        subject: values.OAuthJWTSubject ?? values.User ?? need(values, 'OAuthJWTSubject'),
        ...optional('keyType', values.OAuthJWTCertType),
        ...optional('keyPassword', values.OAuthJWTCertPassword),
        ...loginPlace(values, origin),
      }
    case 'SamlBearer':
      return {
        scheme,
        ...assertionOrProvider(values),
        ...optional('exchangeUrl', values.SSOExchangeURL),
        ...loginPlace(values, origin),
      }
    case 'SfCli':
      return { scheme, ...optional('user', values.User) }
    case 'OAuth':
    case 'OAuthPKCE':
    case 'OAuthDevice':
      return oauth(scheme, values, origin, environment)
  }
}

function oauth(
  scheme: OAuthAuthentication['scheme'],
  values: PropertyValues,
  origin: string | undefined,
  environment: Environment,
): OAuthAuthentication {
  const instanceUrl = values.InstanceUrl ?? (values.OAuthAccessToken === undefined ? undefined : origin)
  return {
    scheme,
    initiate: values.InitiateOAuth ?? guessInitiation(scheme, values),
    clientId: need(values, 'OAuthClientId'),
    callbackUrl: values.CallbackURL,
    settingsLocation: values.OAuthSettingsLocation ?? defaultSettingsLocation(environment),
    ...optional('clientSecret', values.OAuthClientSecret),
    ...optional('user', values.User),
    ...optional('scope', values.Scope),
    ...optional('verifier', values.OAuthVerifier),
    ...optional('accessToken', values.OAuthAccessToken),
    ...optional('refreshToken', values.OAuthRefreshToken),
    ...optional('instanceUrl', instanceUrl),
    ...loginPlace(values, origin),
  }
}

/** The first that fits. */
function guessScheme(values: PropertyValues): Scheme {
  const { OAuthJWTCert, SamlAssertion, SSOLoginURL, OAuthRefreshToken, OAuthVerifier, InitiateOAuth } = values
  if (OAuthJWTCert !== undefined) return 'OAuthJWT'
  if (SamlAssertion !== undefined || SSOLoginURL !== undefined) return 'SamlBearer'
  const isInitiated = InitiateOAuth !== undefined && InitiateOAuth !== 'OFF'
  if (isInitiated || OAuthRefreshToken !== undefined || OAuthVerifier !== undefined) return 'OAuth'
  if (values.OAuthAccessToken !== undefined) return 'Token'
  if (values.OAuthClientSecret !== undefined && values.User === undefined) return 'OAuthClient'
  return 'Basic'
}

function guessInitiation(scheme: Scheme, values: PropertyValues): InitiateOAuth {
  if (scheme === 'OAuthDevice' || values.OAuthVerifier !== undefined) return 'GETANDREFRESH'
  return values.OAuthRefreshToken === undefined ? 'OFF' : 'REFRESH'
}

function assertionOrProvider(values: PropertyValues) {
  const { SamlAssertion, SSOLoginURL } = values
  if (SSOLoginURL === undefined || SamlAssertion !== undefined)
    return { assertion: need(values, 'SamlAssertion') }
  const [user, password] = [need(values, 'User'), need(values, 'Password')]
  return { identityProvider: { loginUrl: SSOLoginURL, user, password } }
}

function userAndPassword(values: PropertyValues) {
  return {
    user: need(values, 'User'),
    password: need(values, 'Password'),
    ...optional('securityToken', values.SecurityToken),
  }
}

function loginPlace(values: PropertyValues, origin: string | undefined): LoginPlace {
  return { useSandbox: values.UseSandbox, ...loginUrl(values, origin) }
}

function loginUrl(values: PropertyValues, origin: string | undefined): { readonly loginUrl?: string } {
  return optional('loginUrl', values.LoginURL ?? origin)
}

/** A member that is only there when it has a value. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value }
}

type TextProperty =
  | 'OAuthAccessToken'
  | 'InstanceUrl'
  | 'OAuthClientId'
  | 'OAuthClientSecret'
  | 'OAuthJWTCert'
  | 'OAuthJWTIssuer'
  | 'OAuthJWTSubject'
  | 'SamlAssertion'
  | 'User'
  | 'Password'

function need(values: PropertyValues, name: TextProperty & PropertyName): string {
  const value = values[name]
  if (value !== undefined && value !== '') return value
  throw new CertSqlError({
    code: 'CERT-5004',
    message: `${name} is missing.`,
    hint: 'log in with User, Password and SecurityToken, with OAuthClientId and OAuthClientSecret, with OAuthClientId and InitiateOAuth=GETANDREFRESH, or with OAuthAccessToken and InstanceUrl',
  })
}
