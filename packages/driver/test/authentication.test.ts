import { givenByOptions, Settings } from '../src/properties/settings.js'
import { chooseAuthentication } from '../src/session/authentication.js'

function choose(options: Parameters<typeof givenByOptions>[0], origin?: string) {
  return chooseAuthentication(new Settings([givenByOptions(options)]).values, origin)
}

describe('how to log in', () => {
  test('user and password', () => {
    expect(choose({ User: 'amy', Password: 'p', SecurityToken: 't', UseSandbox: true })).toEqual({
      scheme: 'Basic',
      user: 'amy',
      password: 'p',
      securityToken: 't',
      useSandbox: true,
    })
  })

  test('the host of the URL is where to log in, unless LoginURL says otherwise', () => {
    expect(choose({ User: 'a', Password: 'p' }, 'https://acme.my.salesforce.com')).toMatchObject({
      loginUrl: 'https://acme.my.salesforce.com',
    })
    expect(choose({ User: 'a', Password: 'p', LoginURL: 'https://b.com' }, 'https://a.com')).toMatchObject({
      loginUrl: 'https://b.com',
    })
  })

  test('an access token, for the org that the URL names', () => {
    const options = { OAuthAccessToken: 't', User: 'amy', Password: 'p' }
    expect(choose(options, 'https://acme.my.salesforce.com')).toEqual({
      scheme: 'Token',
      accessToken: 't',
      instanceUrl: 'https://acme.my.salesforce.com',
    })
  })

  test('a client secret', () => {
    expect(
      choose({ OAuthClientId: 'id', OAuthClientSecret: 's', LoginURL: 'https://acme.my.salesforce.com' }),
    ).toEqual({
      scheme: 'OAuthClient',
      clientId: 'id',
      clientSecret: 's',
      loginUrl: 'https://acme.my.salesforce.com',
    })
  })

  test('a JWT key, for the app and the user that are known already', () => {
    const options = { OAuthJWTCert: 'key.pem', OAuthClientId: 'id', User: 'amy', UseSandbox: true }
    expect(choose(options)).toEqual({
      scheme: 'OAuthJWT',
      key: 'key.pem',
      issuer: 'id',
      subject: 'amy',
      useSandbox: true,
    })
    const own = { OAuthJWTIssuer: 'other', OAuthJWTSubject: 'bob', OAuthJWTCertPassword: 'p' }
    expect(choose({ ...options, ...own, OAuthJWTCertType: 'pfxfile' })).toMatchObject({
      keyType: 'PFXFILE',
      keyPassword: 'p',
      issuer: 'other',
      subject: 'bob',
    })
  })

  test('a SAML assertion', () => {
    expect(choose({ SamlAssertion: '<a/>', SSOExchangeURL: 'https://a.com/token' })).toMatchObject({
      scheme: 'SamlBearer',
      assertion: '<a/>',
      exchangeUrl: 'https://a.com/token',
    })
  })

  test('an identity provider', () => {
    const url = 'https://adfs.acme.com/adfs/services/trust/13/usernamemixed'
    expect(choose({ SSOLoginURL: url, User: 'amy', Password: 'p', UseSandbox: true })).toMatchObject({
      scheme: 'SamlBearer',
      identityProvider: { loginUrl: url, user: 'amy', password: 'p' },
      useSandbox: true,
    })
    expect(() => choose({ SSOLoginURL: url, User: 'amy' })).toThrow('Password is missing.')
  })

  test('a browser, when InitiateOAuth asks for one', () => {
    expect(
      choose({ InitiateOAuth: 'GetAndRefresh', OAuthClientId: 'id', OAuthSettingsLocation: 'f' }),
    ).toEqual({
      scheme: 'OAuth',
      initiate: 'GETANDREFRESH',
      clientId: 'id',
      callbackUrl: 'http://localhost:33333',
      settingsLocation: 'f',
      useSandbox: false,
    })
  })

  test.each([
    [{ OAuthRefreshToken: 'r' }, 'OAuth', 'REFRESH'],
    [{ OAuthVerifier: 'v' }, 'OAuth', 'GETANDREFRESH'],
    [{ AuthScheme: 'OAuthPKCE' }, 'OAuthPKCE', 'OFF'],
    [{ AuthScheme: 'OAuthDevice' }, 'OAuthDevice', 'GETANDREFRESH'],
    [{ AuthScheme: 'OAuth', OAuthRefreshToken: 'r', InitiateOAuth: 'OFF' }, 'OAuth', 'OFF'],
  ])('%j: who gets the tokens', (options, scheme, initiate) => {
    expect(choose({ OAuthClientId: 'id', ...options })).toMatchObject({ scheme, initiate })
  })

  test('tokens are kept in the configuration of the user', () => {
    const { values } = new Settings([givenByOptions({ AuthScheme: 'OAuthPKCE', OAuthClientId: 'id' })])
    expect(chooseAuthentication(values, undefined, { XDG_CONFIG_HOME: '/home/amy/.conf' })).toMatchObject({
      settingsLocation:
        process.platform === 'win32' ? expect.any(String) : '/home/amy/.conf/certsql/oauth-settings.json',
    })
  })

  test('the alias of an sf login, and an OAuth login with a password', () => {
    expect(choose({ AuthScheme: 'SfCli', User: 'dev' })).toEqual({ scheme: 'SfCli', user: 'dev' })
    const app = { OAuthClientId: 'id', OAuthClientSecret: 's', User: 'amy', Password: 'p' }
    expect(choose({ AuthScheme: 'OAuthPassword', ...app })).toMatchObject({
      scheme: 'OAuthPassword',
      clientSecret: 's',
      user: 'amy',
    })
  })

  test.each([
    [{}, 'User is missing.'],
    [{ User: 'amy' }, 'Password is missing.'],
    [{ OAuthAccessToken: 't' }, 'InstanceUrl is missing.'],
    [{ AuthScheme: 'OAuthClient', OAuthClientId: 'x' }, 'OAuthClientSecret is missing.'],
  ])('%j: %s', (options, message) => {
    expect(() => choose(options)).toThrow(message)
  })
})
