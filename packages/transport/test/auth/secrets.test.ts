import { CertSqlError } from '@certsql/core'
import {
  type Authentication,
  connectSalesforce,
  type LogEntry,
  type RequestEvent,
  type SalesforceOptions,
} from '../../src/index.js'
import { AMY, appLogin, person, withAuthOrg } from '../support/auth-org.js'
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js'
import { certify, newKeys, pkcs12, signSaml } from '../support/keys.js'
import { addressAfterLogin, visitLogin } from '../support/post-forms.js'

const keys = newKeys()
const KEY_PASSWORD = 'password of the key'
const container = pkcs12(keys, certify(keys, ['tests']), KEY_PASSWORD).toString('base64')
const CODE = /code=([^&]*)/

type Prompts = NonNullable<SalesforceOptions['prompts']> & { readonly visits?: readonly Promise<unknown>[] }

interface Flow {
  readonly auth: Authentication
  readonly prompts?: Prompts
  /** What was given, or has come up meanwhile. */
  readonly secrets: string[]
}

type Org = Parameters<Parameters<typeof withAuthOrg>[1]>[0]

const providers: IdentityProvider[] = []

const FLOWS: Readonly<Record<string, (org: Org) => Promise<Flow>>> = {
  Token: async ({ url, credentials: { accessToken } }) => ({
    auth: { scheme: 'Token', accessToken, instanceUrl: url },
    secrets: [accessToken],
  }),
  Basic: async ({ url }) => {
    const { username: user, password, securityToken } = AMY
    const auth = { scheme: 'Basic', user, password, securityToken, loginUrl: url } as const
    return { auth, secrets: [password, securityToken] }
  },
  OAuthPassword: async ({ url, credentials: { clientId, clientSecret } }) => {
    const { username: user, password, securityToken } = AMY
    const app = { scheme: 'OAuthPassword', clientId, clientSecret, loginUrl: url } as const
    return {
      auth: { ...app, user, password, securityToken },
      secrets: [clientSecret, password, securityToken],
    }
  },
  OAuthClient: async ({ url, credentials: { clientId, clientSecret } }) => ({
    auth: { scheme: 'OAuthClient', clientId, clientSecret, loginUrl: url },
    secrets: [clientSecret],
  }),
  OAuthJWT: async ({ url, credentials: { clientId: issuer } }) => {
    const jwt = { scheme: 'OAuthJWT', issuer, subject: AMY.username, loginUrl: url } as const
    return {
      auth: { ...jwt, key: container, keyPassword: KEY_PASSWORD },
      secrets: [KEY_PASSWORD, keys.privatePem.slice(30, 90)],
    }
  },
  SamlBearer: async ({ url, credentials: { clientId } }) => {
    const assertion = signSaml({ issuer: clientId, name: AMY.username }, keys)
    const encoded = Buffer.from(assertion).toString('base64url')
    return { auth: { scheme: 'SamlBearer', assertion, loginUrl: url }, secrets: [assertion, encoded] }
  },
  'SamlBearer from an identity provider': async ({ url, credentials: { clientId } }) => {
    const assertion = signSaml({ issuer: clientId, name: AMY.username }, keys)
    const password = 'the one of the identity provider'
    const provider = await startIdentityProvider({ user: 'amy', password, assertion })
    providers.push(provider)
    return {
      auth: {
        scheme: 'SamlBearer',
        identityProvider: { loginUrl: provider.url, user: 'amy', password },
        loginUrl: url,
      },
      secrets: [password, assertion, Buffer.from(assertion).toString('base64url')],
    }
  },
  OAuth: async (org) => {
    const { clientSecret } = org.credentials
    const secrets = [clientSecret]
    const prompts = person(async (url) => {
      const page = await visitLogin(url)
      secrets.push(CODE.exec(page.url)?.[1] ?? 'no code')
    })
    return { auth: appLogin(org, { clientSecret }), prompts, secrets }
  },
  OAuthPKCE: async (org) => {
    const secrets: string[] = []
    const prompts = person(
      async (url) => void secrets.push(CODE.exec((await visitLogin(url)).url)?.[1] ?? 'no code'),
    )
    return { auth: appLogin(org, { scheme: 'OAuthPKCE' }), prompts, secrets }
  },
  'OAuth with a verifier': async (org) => {
    let begun = ''
    const openBrowser = (url: string) => {
      begun = url
      return Promise.resolve(false)
    }
    const none: Prompts = { openBrowser, show: () => {} }
    const login = appLogin(org, { callbackUrl: 'http://localhost:33335' })
    await connectSalesforce({ auth: login, prompts: none }).catch(() => undefined)
    const verifier = await addressAfterLogin(begun)
    return { auth: { ...login, verifier }, secrets: [CODE.exec(verifier)?.[1] ?? 'no code'] }
  },
  'OAuth with a refresh token': async (org) => {
    const { refreshToken, clientSecret } = org.credentials
    const login = appLogin(org, { initiate: 'REFRESH', refreshToken, clientSecret })
    return { auth: login, secrets: [refreshToken, clientSecret] }
  },
  OAuthDevice: async (org) => {
    const prompts = person(async (address) => {
      const url = new URL(address)
      const code = url.searchParams.get('user_code') ?? ''
      const form = { user_code: code, un: AMY.username, pw: AMY.password, decision: 'allow' }
      await fetch(url.origin + url.pathname, { method: 'POST', body: new URLSearchParams(form) })
    })
    return { auth: appLogin(org, { scheme: 'OAuthDevice' }), prompts, secrets: [] }
  },
}

afterEach(async () => {
  for (const provider of providers.splice(0)) await provider.close()
})

/** Each form in which a secret can travel. */
function formsOf(secret: string): readonly string[] {
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1)
  return [secret, encodeURIComponent(secret), inForm, Buffer.from(secret).toString('base64')]
}

describe.each(Object.keys(FLOWS))('%s at the highest verbosity', (name) => {
  test.each([['that works'], ['whose query fails']])('%s writes no secret', async (how) => {
    const options = {
      jwtCertificates: [keys.publicPem],
      samlCertificates: [keys.publicPem],
      deviceIntervalSeconds: 0,
    }
    await withAuthOrg({ ...options, rotateRefreshTokens: true }, async (org) => {
      const flow = await FLOWS[name]?.(org)
      if (flow === undefined) throw new Error('no such flow')
      const entries: LogEntry[] = []
      const log = (entry: LogEntry) => entries.push(entry)
      const { auth, prompts } = flow
      const requests: RequestEvent[] = []
      const onRequest = (request: RequestEvent) => requests.push(request)
      const client = await connectSalesforce({
        auth,
        log,
        onRequest,
        apiVersion: '64.0',
        ...(prompts && { prompts }),
      })
      const soql =
        how === 'that works'
          ? 'SELECT Name FROM Account'
          : `SELECT x FROM y WHERE z = '${flow.secrets[0] ?? 'nothing'}'`
      let said = ''
      try {
        for await (const page of client.query(soql)) expect(page.records).toHaveLength(1)
      } catch (error) {
        if (!(error instanceof CertSqlError)) throw error
        said = `${error.render()} ${error.stack} ${JSON.stringify(error)}`
      }
      client.close()
      await Promise.all(prompts?.visits ?? [])
      expect(said === '').toBe(how === 'that works')
      expect(entries.some(({ level }) => level === 5)).toBe(true)
      expect(requests.length).toBeGreaterThan(0)
      const written = JSON.stringify(entries) + JSON.stringify(requests) + said
      expect(written).toContain('query')
      // Sessions of the org begin with its Id; whatever they are, none is there whole.
      expect(written).not.toMatch(/00D\w{9,15}!/)
      expect(written).not.toMatch(/5Aep8\w{10}/)
      for (const form of flow.secrets.flatMap(formsOf)) expect(written).not.toContain(form)
    })
  })
})
