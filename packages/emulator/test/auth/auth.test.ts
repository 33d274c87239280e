import { startTestOrg, type TestOrg, VERSION } from '../support/ask.js'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg({
    records: { User: [{ Name: 'Amy & <Co>', Email: 'amy@example.com' }], Account: [{ Name: 'a' }] },
  })
})
afterAll(() => org.close())

const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function login(username: string, password: string, version = '64.0', at = org) {
  const body = `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com"><env:Body><urn:login><urn:username>${escapeXml(username)}</urn:username><urn:password>${escapeXml(password)}</urn:password></urn:login></env:Body></env:Envelope>`
  const headers = { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""' }
  return fetch(`${at.emulator.url}/services/Soap/u/${version}`, { method: 'POST', headers, body })
}

const canQuery = async (token: string, at = org) =>
  (
    await fetch(`${at.emulator.url}${VERSION}/query?q=SELECT+Id+FROM+Account`, {
      headers: { Authorization: `Bearer ${token}` },
    })
  ).status

describe('SOAP login', () => {
  test('password and security token open a session', async () => {
    const { username, password, securityToken } = org.emulator.credentials
    const response = await login(username, password + securityToken)
    const xml = await response.text()
    expect(response.status).toBe(200)
    expect(xml).toContain(`<serverUrl>${org.emulator.url}/services/Soap/u/64.0/00D`)
    expect(xml).toContain('<sessionSecondsValid>7200</sessionSecondsValid>')
    expect(xml).toContain('<userFullName>Amy &amp; &lt;Co&gt;</userFullName>')
    const [, session = ''] = /<sessionId>([^<]*)/.exec(xml) ?? []
    expect(await canQuery(session)).toBe(200)
  })

  test.each([
    ['a wrong password', 'demo@certsql.example', 'wrong'],
    ['an unknown user', 'somebody', 'certiniaLocalSecurityToken'],
  ])('%s is refused', async (_, username, password) => {
    const response = await login(username, password)
    const xml = await response.text()
    expect(response.status).toBe(500)
    expect(xml).toContain('<faultcode>sf:INVALID_LOGIN</faultcode>')
    expect(xml).toContain(
      '<sf:exceptionMessage>Invalid username, password, security token; or user locked out.</sf:exceptionMessage>',
    )
  })

  test.each(['65.0', '67.0', '30.0', 'x'])('version %s has no login()', async (version) => {
    const { username, password, securityToken } = org.emulator.credentials
    const response = await login(username, password + securityToken, version)
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('UNSUPPORTED_API_VERSION')
  })

  test('a trusted network needs no security token', async () => {
    const trusting = await startTestOrg({ trustedNetwork: true })
    expect((await login('demo@certsql.example', 'certinia', '64.0', trusting)).status).toBe(200)
    await trusting.close()
  })

  test('what is no login is refused', async () => {
    for (const body of ['', '<a/>', '<env:Envelope><env:Body><query/></env:Body></env:Envelope>', '<<<']) {
      const response = await fetch(`${org.emulator.url}/services/Soap/u/64.0`, { method: 'POST', body })
      expect(response.status).toBe(500)
      expect(await response.text()).toContain('<faultcode>sf:')
    }
  })
})

describe('OAuth', () => {
  const token = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${org.emulator.url}/services/oauth2/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }
  const client = () => ({
    client_id: org.emulator.credentials.clientId,
    client_secret: org.emulator.credentials.clientSecret,
  })

  test('client credentials, in the body and as Basic', async () => {
    const inBody = await token({ grant_type: 'client_credentials', ...client() })
    expect(inBody.status).toBe(200)
    expect(inBody.body).toMatchObject({
      token_type: 'Bearer',
      instance_url: org.emulator.url,
      issued_at: expect.stringMatching(/^\d{13}$/),
    })
    expect(inBody.body).not.toHaveProperty('expires_in')
    expect(inBody.body.id).toMatch(/\/id\/00D\w{15}\/005\w{15}$/)
    expect(await canQuery(inBody.body.access_token ?? '')).toBe(200)
    const { clientId, clientSecret } = org.emulator.credentials
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
    expect(
      (await token({ grant_type: 'client_credentials' }, { Authorization: `Basic ${basic}` })).status,
    ).toBe(200)
  })

  test('user name and password', async () => {
    const { username, password, securityToken } = org.emulator.credentials
    const good = await token({
      grant_type: 'password',
      ...client(),
      username,
      password: password + securityToken,
    })
    expect(good.status).toBe(200)
    const bad = await token({ grant_type: 'password', ...client(), username, password: 'wrong' })
    expect([bad.status, bad.body]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'authentication failure' },
    ])
  })

  test('refresh tokens open new sessions', async () => {
    const { refreshToken, clientId } = org.emulator.credentials
    const good = await token({
      grant_type: 'refresh_token',
      client_id: clientId,
      refresh_token: refreshToken,
    })
    expect(await canQuery(good.body.access_token ?? '')).toBe(200)
    const bad = await token({ grant_type: 'refresh_token', client_id: clientId, refresh_token: 'x' })
    expect(bad.body).toEqual({ error: 'invalid_grant', error_description: 'expired access/refresh token' })
  })

  test.each([
    [{}, 'invalid_request'],
    [{ grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' }, 'invalid_client_id'],
    [
      { grant_type: 'client_credentials', client_id: '3MVG9.certsql-local-app', client_secret: 'y' },
      'invalid_client',
    ],
    [
      { grant_type: 'magic', client_id: '3MVG9.certsql-local-app', client_secret: 'local-client-secret' },
      'unsupported_grant_type',
    ],
  ])('%j is refused with %s', async (form, error) => {
    const { status, body } = await token(form as Record<string, string>)
    expect([status, body.error]).toEqual([400, error])
  })

  test('userinfo, introspect, revoke', async () => {
    const { body } = await token({ grant_type: 'client_credentials', ...client() })
    const access = body.access_token ?? ''
    const userinfo = await fetch(`${org.emulator.url}/services/oauth2/userinfo`, {
      headers: { Authorization: `Bearer ${access}` },
    })
    expect(await userinfo.json()).toMatchObject({
      preferred_username: 'demo@certsql.example',
      zoneinfo: 'America/Los_Angeles',
      email: 'amy@example.com',
    })
    const post = async (endpoint: string, form: Record<string, string>) => {
      const response = await fetch(`${org.emulator.url}/services/oauth2/${endpoint}`, {
        method: 'POST',
        body: new URLSearchParams(form),
      })
      return { status: response.status, text: await response.text() }
    }
    expect(JSON.parse((await post('introspect', { token: access, ...client() })).text)).toMatchObject({
      active: true,
    })
    expect((await post('revoke', { token: access })).status).toBe(200)
    expect(JSON.parse((await post('introspect', { token: access, ...client() })).text)).toEqual({
      active: false,
    })
    expect(await canQuery(access)).toBe(401)
    const again = await post('revoke', { token: access })
    expect([again.status, JSON.parse(again.text).error]).toEqual([400, 'invalid_token'])
  })
})

describe('sessions', () => {
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${org.emulator.url}${VERSION}/limits`, { headers })
    return { status: response.status, body: (await response.json()) as unknown }
  }

  test('a missing or unknown one is refused', async () => {
    const expired = {
      status: 401,
      body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    }
    expect(await ask({})).toEqual(expired)
    expect(await ask({ Authorization: 'Bearer nonsense' })).toEqual(expired)
    const garbled = await ask({ Authorization: 'Bearer' })
    expect(garbled).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_AUTH_HEADER' }] })
  })

  test('they end when they are left alone', async () => {
    const short = await startTestOrg({ sessionSeconds: 1 })
    const { accessToken } = short.emulator.credentials
    expect(await canQuery(accessToken, short)).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await canQuery(accessToken, short)).toBe(401)
    await short.close()
  })
})
