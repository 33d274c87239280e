import { createHash, randomBytes } from 'node:crypto'
import { startTestOrg, type TestOrg } from '../support/ask.js'
import { askForToken, formFields, useSession } from '../support/auth.js'

const REDIRECT = 'http://localhost:33333/callback?from=test'
const AUTHORIZE = '/services/oauth2/authorize'

let org: TestOrg
beforeAll(async () => {
  org = await startTestOrg()
})
afterAll(() => org.close())

const request = (changes: Record<string, string | undefined> = {}): Record<string, string> => {
  const all: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: org.emulator.credentials.clientId,
    redirect_uri: REDIRECT,
    scope: 'api refresh_token',
    state: 'x"y<z>&1',
    ...changes,
  }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

const open = (parameters: Record<string, string>, at = org) =>
  fetch(`${at.emulator.url}${AUTHORIZE}?${new URLSearchParams(parameters)}`, { redirect: 'manual' })

const submit = (form: Record<string, string>, at = org) =>
  fetch(`${at.emulator.url}${AUTHORIZE}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })

const person = () => ({ un: org.emulator.credentials.username, pw: org.emulator.credentials.password })

/** Where the browser is sent to. */
const target = (response: Response) => {
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') ?? '')
}

async function getCode(changes: Record<string, string | undefined> = {}, at = org): Promise<string> {
  const response = await submit({ ...request(changes), ...person(), decision: 'allow' }, at)
  return target(response).searchParams.get('code') ?? ''
}

describe('in a browser', () => {
  test('a person logs in, allows, and is sent back with a code', async () => {
    const login = await (await open(request())).text()
    expect(login).toContain('name="un"')
    expect(login).not.toContain('x"y<z>')
    const refused = await submit({ ...formFields(login), ...person(), pw: 'wrong' })
    const again = await refused.text()
    expect(again).toContain('Please check your username and password')
    const consent = await (await submit({ ...formFields(again), ...person() })).text()
    expect(consent).toContain('<code>refresh_token</code>')
    const back = target(await submit({ ...formFields(consent), decision: 'allow' }))
    expect(back.href.startsWith('http://localhost:33333/callback?from=test&code=aPrx')).toBe(true)
    expect(back.searchParams.get('state')).toBe('x"y<z>&1')
    const { status, body } = await askForToken(org.emulator, {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ scope: 'api refresh_token', token_type: 'Bearer' })
    expect(await useSession(org.emulator, body.access_token)).toBe(200)
    const refreshed = await askForToken(org.emulator, {
      grant_type: 'refresh_token',
      refresh_token: body.refresh_token ?? '',
    })
    expect(await useSession(org.emulator, refreshed.body.access_token)).toBe(200)
    expect(refreshed.body).not.toHaveProperty('refresh_token')
  })

  test('a person may deny', async () => {
    const consent = await (await submit({ ...request(), ...person() })).text()
    const back = target(await submit({ ...formFields(consent), decision: 'deny' }))
    expect(Object.fromEntries(back.searchParams)).toEqual({
      from: 'test',
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      state: 'x"y<z>&1',
    })
  })

  test('a page is good for one decision', async () => {
    const consent = await (await submit({ ...request(), ...person() })).text()
    await submit({ ...formFields(consent), decision: 'allow' })
    expect((await submit({ ...formFields(consent), decision: 'allow' })).status).toBe(400)
    expect((await submit({ ticket: 'made up', decision: 'allow' })).status).toBe(400)
  })

  test('what comes from outside is escaped', async () => {
    const evil = '"><script>alert(1)</script>'
    for (const parameters of [
      request({ login_hint: evil, state: evil, prompt: evil }),
      request({ client_id: evil }),
      request({ redirect_uri: evil }),
    ]) {
      expect(await (await open(parameters)).text()).not.toContain('<script>alert')
    }
    const success = await fetch(
      `${org.emulator.url}/services/oauth2/success?code=${encodeURIComponent(evil)}`,
    )
    expect(await success.text()).not.toContain('<script>')
  })

  test('pages come from nowhere else and go into no frame', async () => {
    const policy = (await open(request())).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})

describe('an app that asks wrongly', () => {
  test.each([
    ['another app', { client_id: 'other' }, 'invalid_client_id'],
    ['another address', { redirect_uri: 'https://evil.example/callback' }, 'redirect_uri_mismatch'],
    ['an address that is none', { redirect_uri: 'nonsense' }, 'redirect_uri_mismatch'],
    [
      'a program in the place of an address',
      { redirect_uri: 'javascript:alert(1)' },
      'redirect_uri_mismatch',
    ],
    ['no address', { redirect_uri: undefined }, 'redirect_uri_mismatch'],
  ])('%s: nobody is sent anywhere', async (_, changes, error) => {
    const response = await open(request(changes))
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(error)
  })

  test.each([
    ['another response', { response_type: 'token' }, 'unsupported_response_type'],
    ['an unknown scope', { scope: 'api everything' }, 'invalid_scope'],
    [
      'a plain challenge',
      { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
      'invalid_request',
    ],
    ['a short challenge', { code_challenge: 'x', code_challenge_method: 'S256' }, 'invalid_request'],
  ])('%s: the app is told', async (_, changes, error) => {
    const back = target(await open(request(changes)))
    expect(back.searchParams.get('error')).toBe(error)
    expect(back.searchParams.get('state')).toBe('x"y<z>&1')
  })

  test('registered addresses are the only ones', async () => {
    const strict = await startTestOrg({ auth: { callbackUrls: ['myapp://done'] } })
    expect((await open(request(), strict)).status).toBe(400)
    expect((await open(request({ redirect_uri: 'myapp://done' }), strict)).status).toBe(200)
    expect((await open(request({ redirect_uri: 'myapp://done/more' }), strict)).status).toBe(400)
    await strict.close()
  })
})

describe('a code', () => {
  const verifier = randomBytes(96).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
  const exchange = (form: Record<string, string>, at = org) =>
    askForToken(at.emulator, { grant_type: 'authorization_code', redirect_uri: REDIRECT, ...form })

  test('is good once', async () => {
    const code = await getCode()
    expect((await exchange({ code })).status).toBe(200)
    expect((await exchange({ code })).body).toEqual({
      error: 'invalid_grant',
      error_description: 'expired authorization code',
    })
  })

  test.each([
    ['made up', { code: 'aPrxNothing==' }, 'invalid_grant', 'invalid authorization code'],
    ['missing', {}, 'invalid_grant', 'invalid authorization code'],
    [
      'for another address',
      { redirect_uri: 'http://localhost:1/' },
      'redirect_uri_mismatch',
      'redirect_uri must match configuration',
    ],
    ['with a verifier nobody announced', { code_verifier: 'x' }, 'invalid_grant', 'invalid code verifier'],
  ])('%s is refused', async (how, form, error, error_description) => {
    const code = how === 'missing' ? '' : await getCode()
    const { status, body } = await exchange({ code, ...form })
    expect([status, body]).toEqual([400, { error, error_description }])
  })

  test('with PKCE needs its verifier', async () => {
    expect((await exchange({ code: await getCode(pkce), code_verifier: verifier })).status).toBe(200)
    for (const form of [{}, { code_verifier: `${verifier}x` }]) {
      const { body } = await exchange({ code: await getCode(pkce), ...form })
      expect(body).toEqual({ error: 'invalid_grant', error_description: 'invalid code verifier' })
    }
  })

  test('without refresh_token among the scopes brings none', async () => {
    const { body } = await exchange({ code: await getCode({ scope: 'api' }) })
    expect(body).not.toHaveProperty('refresh_token')
    const all = await exchange({ code: await getCode({ scope: undefined }) })
    expect(all.body.refresh_token).toMatch(/^5Aep8/)
  })

  test('expires', async () => {
    const hasty = await startTestOrg({ auth: { codeSeconds: 0.01 } })
    const code = await getCode({}, hasty)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect((await exchange({ code }, hasty)).body.error_description).toBe('expired authorization code')
    await hasty.close()
  })

  test('can be made to need PKCE and the secret', async () => {
    const strict = await startTestOrg({ auth: { requirePkce: true, requireSecret: true } })
    expect(target(await open(request(), strict)).searchParams.get('error')).toBe('invalid_request')
    const code = await getCode(pkce, strict)
    expect((await exchange({ code, code_verifier: verifier }, strict)).body.error).toBe('invalid_client')
    const client_secret = strict.emulator.credentials.clientSecret
    expect((await exchange({ code, code_verifier: verifier, client_secret }, strict)).status).toBe(200)
    await strict.close()
  })
})

test('a page of the org itself shows the code to people without an app that listens', async () => {
  const redirect_uri = `${org.emulator.url}/services/oauth2/success`
  const back = target(await submit({ ...request({ redirect_uri }), ...person(), decision: 'allow' }))
  const page = await (await fetch(back)).text()
  expect(page).toContain(back.searchParams.get('code') ?? 'no code')
})
