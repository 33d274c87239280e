import type { Emulator } from '@certsql/emulator'
import type { IdentityProvider as Provider, SamlAuthentication } from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { AMY, connectWith, startAuthOrg, tokenRequests, whoIs, withAuthOrg } from '../support/auth-org.js'
import {
  fault,
  type IdentityProvider,
  type IdentityProviderOptions,
  soap,
  startIdentityProvider,
} from '../support/identity-provider.js'
import { newKeys, signSaml } from '../support/keys.js'

const keys = newKeys()
const PASSWORD = 'of the <identity> & its provider'

let org: Emulator
beforeAll(async () => {
  org = await startAuthOrg({ samlCertificates: [keys.publicPem] })
})
afterAll(() => org.close())

const assertionFor = (issuer: string) => signSaml({ issuer, name: AMY.username }, keys)

async function withProvider<T>(
  options: Partial<IdentityProviderOptions>,
  work: (login: SamlAuthentication, provider: IdentityProvider) => Promise<T>,
): Promise<T> {
  const provider = await startIdentityProvider({
    user: 'amy',
    password: PASSWORD,
    assertion: () => assertionFor(org.credentials.clientId),
    ...options,
  })
  const login = { loginUrl: provider.url, user: 'amy', password: PASSWORD }
  try {
    return await work({ scheme: 'SamlBearer', identityProvider: login, loginUrl: org.url }, provider)
  } finally {
    await provider.close()
  }
}

test('an assertion is fetched from the identity provider, whose signature stays right, and exchanged', async () => {
  await withProvider({}, async (login, provider) => {
    expect(await whoIs(login)).toBe(AMY.username)
    expect(provider.asked).toEqual([
      {
        user: 'amy',
        audience: 'https://login.salesforce.com',
        contentType: 'application/soap+xml; charset=utf-8',
      },
    ])
  })
})

test('each session gets an assertion of its own', async () => {
  await withAuthOrg(
    { samlCertificates: [keys.publicPem] },
    async (short) => {
      const assertion = () => assertionFor(short.credentials.clientId)
      await withProvider({ assertion }, async (login, provider) => {
        const client = await connectWith({ ...login, loginUrl: short.url })
        await new Promise((resolve) => setTimeout(resolve, 300))
        for await (const page of client.query('SELECT Name FROM Account')) expect(page.totalSize).toBe(1)
        client.close()
        expect(tokenRequests(short)).toBe(2)
        expect(provider.asked).toHaveLength(2)
      })
    },
    { sessionSeconds: 0.2 },
  )
})

test('a sandbox is another audience', async () => {
  await withProvider(
    { answer: soap(500, fault('wst:InvalidScope', 'MSIS3126')) },
    async (login, provider) => {
      expect(await failureOf(connectWith({ ...login, useSandbox: true }))).toMatchObject({
        code: 'CERT-5003',
        message: expect.stringMatching(/^The identity provider 127\.0\.0\.1:\d+ does not know the org\.$/),
        org: { code: 'InvalidScope', message: 'MSIS3126' },
      })
      expect(provider.asked).toMatchObject([{ audience: 'https://test.salesforce.com' }])
    },
  )
})

test('a wrong password is said to be wrong, and not tried again', async () => {
  await withProvider({ password: 'another' }, async (login, provider) => {
    const failure = await failureOf(connectWith(login))
    expect(failure).toMatchObject({
      code: 'CERT-5001',
      message: expect.stringContaining('does not accept user name and password of amy'),
      hint: expect.stringContaining('not of the org'),
    })
    expect(failure.render()).not.toContain(PASSWORD)
    expect(provider.asked).toHaveLength(1)
  })
})

const page = (status: number, body: string) => ({ answer: { status, contentType: 'text/html', body } })

test.each<[string, Partial<IdentityProviderOptions>, string, string]>([
  [
    'another refusal',
    { answer: soap(500, fault('wst:BadRequest', 'no')) },
    'CERT-5003',
    'refused the login of amy: BadRequest',
  ],
  [
    'a log-in page for people',
    page(200, '<html><title>Sign in</title></html>'),
    'CERT-6002',
    'did not answer with a SAML 2.0 assertion',
  ],
  [
    'an endpoint that is not there',
    page(404, '<html><title>Not Found</title></html>'),
    'CERT-',
    '"Not Found"',
  ],
  [
    'no assertion',
    { answer: soap(200, '<t:Nothing xmlns:t="urn:x"/>') },
    'CERT-6002',
    'did not answer with a SAML 2.0',
  ],
  [
    'one of a stranger',
    { assertion: () => signSaml({ issuer: org.credentials.clientId, name: AMY.username }, newKeys()) },
    'CERT-5001',
    'does not accept the signature',
  ],
])('%s', async (_, options, code, words) => {
  await withProvider(options, async (login) => {
    const failure = await failureOf(connectWith(login))
    expect(failure.code).toContain(code)
    expect(failure.message).toContain(words)
    expect(failure.hint).toBeDefined()
  })
})

test.each<[Partial<Provider>, string, string]>([
  [{ user: '' }, 'CERT-5004', 'needs User'],
  [{ password: ' ' }, 'CERT-5004', 'needs Password'],
  [{ loginUrl: 'http://adfs.acme.com/trust' }, 'CERT-8601', 'SSOLoginURL "http://adfs.acme.com/trust"'],
  [{ password: 'a\u0000b' }, 'CERT-8601', 'control character'],
])('%j is refused before anything is sent', async (changes, code, words) => {
  const provider = { loginUrl: 'https://adfs.acme.com/x', user: 'amy', password: 'secret', ...changes }
  const failure = await failureOf(
    connectWith({ scheme: 'SamlBearer', identityProvider: provider, loginUrl: org.url }),
  )
  expect(failure).toMatchObject({ code, message: expect.stringContaining(words) })
})
