import { generateKeyPairSync, sign } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { AuthOptions } from '../../src/auth/auth-options.js'
import type { UserStatus } from '../../src/auth/user-status.js'
import { startTestOrg, type TestOrg } from '../support/ask.js'
import { askForToken, formFields, useSession } from '../support/auth.js'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const privatePem = (pair: typeof keys) => pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const AMY = 'amy@example.com'
const CLIENT = '3MVG9.certsql-local-app'

async function withOrg<T>(auth: AuthOptions, work: (org: TestOrg) => Promise<T>): Promise<T> {
  const users = [
    { username: AMY, password: 'pass' },
    { username: 'new@example.com', password: 'pass', hasApprovedApp: false },
  ]
  const records = { User: [{ Name: 'First' }, { Name: 'Amy', Username: AMY, Email: AMY }] }
  const org = await startTestOrg({ records, auth: { users, ...auth } })
  try {
    return await work(org)
  } finally {
    await org.close()
  }
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

function jwt(claims: Record<string, unknown>, pair = keys, header: unknown = { alg: 'RS256' }): string {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), pair.privateKey).toString('base64url')}`
}

const goodClaims = () => ({ iss: CLIENT, sub: AMY, aud: 'https://login.salesforce.com', exp: inSeconds(120) })

describe('JWT bearer', () => {
  const ask = (org: TestOrg, assertion: string) =>
    askForToken(org.emulator, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }, {})

  test('a signed assertion opens a session of its user', async () => {
    await withOrg({ jwtCertificates: [publicPem] }, async (org) => {
      const { status, body } = await ask(org, jwt(goodClaims()))
      expect(status).toBe(200)
      expect(Object.keys(body).sort()).toEqual(['access_token', 'id', 'instance_url', 'scope', 'token_type'])
      const who = await fetch(`${org.emulator.url}/services/oauth2/userinfo`, {
        headers: { Authorization: `Bearer ${body.access_token}` },
      })
      expect(await who.json()).toMatchObject({ preferred_username: AMY, name: 'Amy', sub: body.id })
    })
  })

  test.each([
    ['signed by another', () => jwt(goodClaims(), otherKeys), 'invalid_grant', 'invalid assertion'],
    ['not signed', () => jwt(goodClaims()).replace(/[^.]*$/, ''), 'invalid_grant', 'invalid assertion'],
    [
      'of another algorithm',
      () => jwt(goodClaims(), keys, { alg: 'none' }),
      'invalid_grant',
      'invalid assertion',
    ],
    [
      'changed on the way',
      () => {
        const [header, , signature] = jwt(goodClaims()).split('.')
        return `${header}.${part({ ...goodClaims(), sub: 'demo@certsql.example' })}.${signature}`
      },
      'invalid_grant',
      'invalid assertion',
    ],
    ['no assertion', () => 'nonsense', 'invalid_grant', 'invalid assertion'],
    ['no JSON', () => 'a.b.c', 'invalid_grant', 'invalid assertion'],
    [
      'too long-lived',
      () => jwt({ ...goodClaims(), exp: inSeconds(3600) }),
      'invalid_grant',
      'invalid assertion',
    ],
    [
      'expired',
      () => jwt({ ...goodClaims(), exp: inSeconds(-120) }),
      'invalid_grant',
      'expired authorization code',
    ],
    [
      'for a sandbox',
      () => jwt({ ...goodClaims(), aud: 'https://test.salesforce.com' }),
      'invalid_grant',
      'Audience validation failed',
    ],
    [
      'for nobody',
      () => jwt({ ...goodClaims(), sub: 'nobody' }),
      'invalid_grant',
      "user hasn't approved this consumer",
    ],
    [
      'for somebody who did not approve',
      () => jwt({ ...goodClaims(), sub: 'new@example.com' }),
      'invalid_grant',
      "user hasn't approved this consumer",
    ],
    [
      'of another app',
      () => jwt({ ...goodClaims(), iss: 'other' }),
      'invalid_client_id',
      'client identifier invalid',
    ],
  ])('%s: refused', async (_, assertion, error, error_description) => {
    await withOrg({ jwtCertificates: [publicPem] }, async (org) => {
      const { status, body } = await ask(org, assertion())
      expect([status, body]).toEqual([400, { error, error_description }])
    })
  })

  test('without a certificate no assertion is good', async () => {
    await withOrg({}, async (org) => {
      expect((await ask(org, jwt(goodClaims()))).body.error_description).toBe('invalid assertion')
    })
  })

  test('a sandbox has its own audience', async () => {
    await withOrg({ jwtCertificates: [publicPem], isSandbox: true }, async (org) => {
      expect((await ask(org, jwt(goodClaims()))).status).toBe(400)
      expect((await ask(org, jwt({ ...goodClaims(), aud: 'https://test.salesforce.com' }))).status).toBe(200)
    })
  })

  test('a certificate that is none is refused at the start', async () => {
    await expect(startTestOrg({ auth: { jwtCertificates: ['nonsense'] } })).rejects.toMatchObject({
      code: 'CERT-8601',
    })
  })
})

const SIGNATURE = /<(?:\w+:)?Signature\s.*Signature>/s

interface Assertion {
  readonly issuer?: string
  readonly audience?: string
  readonly recipient?: string
  readonly name?: string
  readonly end?: string
  readonly notBefore?: string
}

function saml(parts: Assertion = {}, pair = keys): string {
  const {
    issuer = CLIENT,
    audience = 'https://login.salesforce.com',
    recipient = 'https://login.salesforce.com/services/oauth2/token',
    name = AMY,
    end = new Date(Date.now() + 120_000).toISOString(),
    notBefore = new Date(Date.now() - 1_000).toISOString(),
  } = parts
  const xml = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID>${name}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${end}" Recipient="${recipient}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${notBefore}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions></saml:Assertion>`
  const signer = new SignedXml({
    privateKey: privatePem(pair),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  })
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  })
  signer.computeSignature(xml)
  return signer.getSignedXml()
}

describe('SAML bearer', () => {
  const ask = (org: TestOrg, xml: string) =>
    askForToken(
      org.emulator,
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
        assertion: Buffer.from(xml).toString('base64url'),
      },
      {},
    )

  test('a signed assertion opens a session of its user', async () => {
    await withOrg({ samlCertificates: [publicPem] }, async (org) => {
      const { status, body } = await ask(org, saml())
      expect(status).toBe(200)
      expect(await useSession(org.emulator, body.access_token)).toBe(200)
    })
  })

  const wrapped = () => {
    // The signed assertion is carried along, but another one stands first.
    const evil = saml({ name: 'demo@certsql.example' }).replace(SIGNATURE, '').replace('"_1"', '"_2"')
    return `<x>${evil}${saml({ name: 'new@example.com' })}</x>`
  }

  test.each([
    ['signed by another', () => saml({}, otherKeys), 'invalid assertion'],
    ['not signed', () => saml().replace(SIGNATURE, ''), 'invalid assertion'],
    ['changed on the way', () => saml().replace(AMY, 'demo@certsql.example'), 'invalid assertion'],
    ['no XML', () => 'nonsense', 'invalid assertion'],
    ['broken XML', () => '<Assertion><Signature></Assertion>', 'invalid assertion'],
    ['wrapped around another', wrapped, "user hasn't approved this consumer"],
    ['expired', () => saml({ end: '2020-01-01T00:00:00Z' }), 'expired authorization code'],
    ['not yet good', () => saml({ notBefore: '2099-01-01T00:00:00Z' }), 'invalid assertion'],
    ['without an end', () => saml({ end: '' }), 'invalid assertion'],
    ['for another audience', () => saml({ audience: 'https://example.com' }), 'Audience validation failed'],
    ['for another endpoint', () => saml({ recipient: 'https://example.com' }), 'invalid assertion'],
    ['of another app', () => saml({ issuer: 'other' }), 'client identifier invalid'],
    ['for nobody', () => saml({ name: 'nobody' }), "user hasn't approved this consumer"],
  ])('%s: refused', async (_, xml, description) => {
    await withOrg({ samlCertificates: [publicPem] }, async (org) => {
      const { status, body } = await ask(org, xml())
      expect([status, body.error_description]).toEqual([400, description])
    })
  })
})

describe('the device flow', () => {
  const start = async (org: TestOrg) =>
    (await askForToken(org.emulator, { response_type: 'device_code', scope: 'api refresh_token' })).body
  const poll = (org: TestOrg, code = '') => askForToken(org.emulator, { grant_type: 'device', code })
  const submit = async (org: TestOrg, form: Record<string, string>) => {
    const response = await fetch(`${org.emulator.url}/setup/connect`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    return { status: response.status, page: await response.text() }
  }
  const amy = { un: AMY, pw: 'pass' }

  test('a person lets the device in', async () => {
    await withOrg({ deviceIntervalSeconds: 0 }, async (org) => {
      const device = await start(org)
      expect(device).toEqual({
        device_code: expect.any(String),
        user_code: expect.stringMatching(/^[A-Z0-9]{8}$/),
        verification_uri: `${org.emulator.url}/setup/connect`,
        interval: 0,
      })
      expect((await poll(org, device.device_code)).body.error).toBe('authorization_pending')
      const page = await (await fetch(device.verification_uri ?? '')).text()
      expect(page).toContain('name="user_code"')
      const user_code = (device.user_code ?? '').toLowerCase()
      expect((await submit(org, { ...amy, user_code, pw: 'wrong' })).page).toContain('Please check')
      expect((await submit(org, { ...amy, user_code: 'WRONG' })).page).toContain('The code is not valid')
      const consent = await submit(org, { ...amy, user_code })
      const done = await submit(org, { ...formFields(consent.page), decision: 'allow' })
      expect(done.page).toContain('You are connected')
      const { body } = await poll(org, device.device_code)
      expect(await useSession(org.emulator, body.access_token)).toBe(200)
      expect(body.refresh_token).toMatch(/^5Aep8/)
      expect((await poll(org, device.device_code)).body.error).toBe('invalid_grant')
    })
  })

  test('a person denies', async () => {
    await withOrg({ deviceIntervalSeconds: 0 }, async (org) => {
      const device = await start(org)
      await submit(org, { ...amy, user_code: device.user_code ?? '', decision: 'deny' })
      expect((await poll(org, device.device_code)).body.error).toBe('access_denied')
    })
  })

  test('a device that asks too often is slowed down', async () => {
    await withOrg({}, async (org) => {
      const device = await start(org)
      const answers = [await poll(org, device.device_code), await poll(org, device.device_code)]
      expect(answers.map(({ body }) => body.error)).toEqual(['authorization_pending', 'slow_down'])
    })
  })

  test('a code that nobody gave out is refused', async () => {
    await withOrg({}, async (org) => {
      expect((await poll(org, 'made up')).body.error).toBe('invalid_grant')
    })
  })
})

describe('refresh tokens', () => {
  test('can be good once only', async () => {
    await withOrg({ rotateRefreshTokens: true }, async (org) => {
      const refresh = (refresh_token: string) =>
        askForToken(org.emulator, { grant_type: 'refresh_token', refresh_token })
      const { refreshToken } = org.emulator.credentials
      const first = await refresh(refreshToken)
      expect(first.body.refresh_token).not.toBe(refreshToken)
      expect((await refresh(refreshToken)).body.error_description).toBe('expired access/refresh token')
      expect((await refresh(first.body.refresh_token ?? '')).status).toBe(200)
      expect(await useSession(org.emulator, first.body.access_token)).toBe(200)
    })
  })

  test('take their sessions along when they are revoked', async () => {
    await withOrg({}, async (org) => {
      const { refreshToken } = org.emulator.credentials
      const { body } = await askForToken(org.emulator, {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      })
      await fetch(`${org.emulator.url}/services/oauth2/revoke?token=${refreshToken}`)
      expect(await useSession(org.emulator, body.access_token)).toBe(401)
    })
  })
})

describe('introspection', () => {
  const introspect = async (org: TestOrg, token: string) => {
    const { clientId, clientSecret } = org.emulator.credentials
    const response = await fetch(`${org.emulator.url}/services/oauth2/introspect`, {
      method: 'POST',
      body: new URLSearchParams({ token, client_id: clientId, client_secret: clientSecret }),
    })
    return (await response.json()) as Record<string, unknown>
  }

  test('tells when a session ends, and does not keep it alive', async () => {
    await withOrg({}, async (org) => {
      const { accessToken, refreshToken, username, clientId } = org.emulator.credentials
      const facts = await introspect(org, accessToken)
      expect(facts).toMatchObject({ active: true, token_type: 'access_token', username, client_id: clientId })
      expect(Number(facts.exp) - Number(facts.iat)).toBe(7_200)
      expect(await introspect(org, refreshToken)).toMatchObject({ active: true, token_type: 'refresh_token' })
      expect(await introspect(org, 'made up')).toEqual({ active: false })
    })
    const short = await startTestOrg({ sessionSeconds: 0.2 })
    const { accessToken } = short.emulator.credentials
    for (let tries = 0; tries < 8; tries++) {
      await introspect(short, accessToken)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(await introspect(short, accessToken)).toEqual({ active: false })
    await short.close()
  })
})

describe('who is kept out', () => {
  const password = (org: TestOrg, form: Record<string, string> = {}) =>
    askForToken(
      org.emulator,
      { grant_type: 'password', username: AMY, password: 'passLocalSecurityToken', ...form },
      { client_id: CLIENT, client_secret: org.emulator.credentials.clientSecret },
    )
  const withStatus = (status: UserStatus) => ({ users: [{ username: AMY, password: 'pass', status }] })

  test.each([
    ['nobody', {}, undefined],
    ['the inactive', withStatus('inactive'), ['inactive_user', 'user is inactive']],
    ['the locked', withStatus('locked'), ['invalid_grant', 'user is locked']],
    [
      'those with an expired password',
      withStatus('passwordExpired'),
      ['invalid_grant', 'authentication failure'],
    ],
    ['those from elsewhere', withStatus('outsideIpRange'), ['invalid_grant', 'ip restricted']],
    ['everybody', { organization: 'locked' }, ['inactive_org', 'organization is locked']],
    ['everybody for a while', { organization: 'maintenance' }, ['unknown_error', 'retry your request']],
    ['the flow itself', { allowPasswordFlow: false }, ['invalid_grant', 'authentication failure']],
    ['those who come too often', { loginsPerHour: 0 }, ['rate_limit_exceeded', 'login rate limit exceeded']],
  ] as const)('%s', async (_, auth, refusal) => {
    await withOrg(auth, async (org) => {
      const { status, body } = await password(org)
      const [error, error_description] = refusal ?? []
      if (refusal === undefined) expect(status).toBe(200)
      else expect([status, body]).toEqual([400, { error, error_description }])
    })
  })

  test('an org without a user for client credentials', async () => {
    await withOrg({ hasClientCredentialsUser: false }, async (org) => {
      const { clientSecret } = org.emulator.credentials
      const app = { client_id: CLIENT, client_secret: clientSecret }
      const { body } = await askForToken(org.emulator, { grant_type: 'client_credentials' }, app)
      expect(body).toEqual({
        error: 'invalid_grant',
        error_description: 'no client credentials user enabled',
      })
    })
  })

  test.each([
    [{ userStatus: 'passwordExpired' }, 403, 'INVALID_OPERATION_WITH_EXPIRED_PASSWORD'],
    [{ userStatus: 'apiDisabled' }, 403, 'API_CURRENTLY_DISABLED'],
    [{ userStatus: 'inactive' }, 401, 'INVALID_SESSION_ID'],
    [{ organization: 'apiDisabled' }, 403, 'API_DISABLED_FOR_ORG'],
    [{ organization: 'locked' }, 403, 'ORG_LOCKED'],
    [{ organization: 'maintenance' }, 503, 'SERVER_UNAVAILABLE'],
  ] as const)('requests of an open session: %j', async (auth, status, errorCode) => {
    await withOrg(auth, async (org) => {
      const answer = await org.query('SELECT Id FROM Account')
      expect([answer.status, answer.body[0].errorCode]).toEqual([status, errorCode])
    })
  })
})
