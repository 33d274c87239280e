import type { Questions } from './questions.js'

/** Properties by name. */
type Properties = Readonly<Record<string, string>>

const WAYS = {
  browser: 'in the browser (OAuth)',
  device: 'with a code, in a browser on another device',
  password: 'with user name, password and security token',
  jwt: 'with a key (JWT), for servers',
} as const

/** Asks how to log in, and for what that needs; what is given already is not asked for. */
export async function askLogin(given: Properties, questions: Questions): Promise<Properties> {
  const way = await questions.choose('How do you log in?', WAYS)
  const place =
    given.LoginURL === undefined && given.UseSandbox === undefined ? await askPlace(questions) : {}
  return { ...place, ...(await askWay(way, given, questions)), ...given }
}

async function askPlace(questions: Questions): Promise<Properties> {
  const place = await questions.choose('Where?', {
    production: 'production (login.salesforce.com)',
    sandbox: 'a sandbox (test.salesforce.com)',
    domain: 'the address of your org (My Domain)',
  })
  switch (place) {
    case 'production':
      return {}
    case 'sandbox':
      return { UseSandbox: 'true' }
    case 'domain':
      return { LoginURL: await questions.ask('Address', 'https://acme.my.salesforce.com') }
  }
}

async function askWay(way: keyof typeof WAYS, given: Properties, questions: Questions): Promise<Properties> {
  const ask = async (name: string, question: string) => given[name] ?? (await questions.ask(question))
  const clientId = () => ask('OAuthClientId', 'Consumer key of the connected app')
  switch (way) {
    case 'browser':
      return {
        AuthScheme: 'OAuthPKCE',
        InitiateOAuth: 'GETANDREFRESH',
        OAuthClientId: await clientId(),
        CallbackURL: await questions.ask('Callback URL of the app', 'http://localhost:33333'),
      }
    case 'device':
      return { AuthScheme: 'OAuthDevice', OAuthClientId: await clientId() }
    case 'password': {
      const User = await ask('User', 'User name')
      const Password = given.Password ?? (await questions.askSecret('Password'))
      const token =
        given.SecurityToken ?? (await questions.askSecret('Security token (empty where none is needed)'))
      return { AuthScheme: 'Basic', User, Password, ...(token !== '' && { SecurityToken: token }) }
    }
    case 'jwt':
      return {
        AuthScheme: 'OAuthJWT',
        OAuthJWTIssuer: await clientId(),
        OAuthJWTSubject: await ask('OAuthJWTSubject', 'User name'),
        OAuthJWTCert: await ask('OAuthJWTCert', 'File of the private key (PEM or PKCS#12)'),
      }
  }
}
