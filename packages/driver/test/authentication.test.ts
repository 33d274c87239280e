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

  test.each([
    [{}, 'User is missing.'],
    [{ User: 'amy' }, 'Password is missing.'],
    [{ OAuthAccessToken: 't' }, 'InstanceUrl is missing.'],
    [{ AuthScheme: 'OAuthClient', OAuthClientId: 'x' }, 'OAuthClientSecret is missing.'],
  ])('%j: %s', (options, message) => {
    expect(() => choose(options)).toThrow(message)
  })
})
