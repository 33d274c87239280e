import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Emulator } from '@certsql/emulator'
import { failureOf } from '../failure-of.js'
import {
  AMY,
  appLogin,
  connectWith,
  person,
  startAuthOrg,
  tokenRequests,
  whoIs,
  withAuthOrg,
} from '../support/auth-org.js'
import { Chromium, findChromium } from '../support/chromium.js'
import { addressAfterLogin, type Visit, visitLogin } from '../support/post-forms.js'

let org: Emulator
beforeAll(async () => {
  org = await startAuthOrg({ requirePkce: true })
})
afterAll(() => org.close())

const pageOf = async (visits: readonly Promise<unknown>[]) => (await visits[0]) as Visit

describe('the web server flow', () => {
  test.each(['OAuth', 'OAuthPKCE'] as const)('%s: log in, allow, and be back', async (scheme) => {
    const prompts = person((url) => visitLogin(url))
    const login = appLogin(org, { scheme, clientSecret: org.credentials.clientSecret })
    expect(await whoIs(login, { prompts })).toBe(AMY.username)
    const page = await pageOf(prompts.visits)
    expect(page.status).toBe(200)
    expect(page.text).toContain('You are logged in')
    expect(page.text).toContain('close this window')
  })

  test('the address asks for a code with PKCE and a state, and fills in the user', async () => {
    let asked = ''
    const prompts = person((url) => {
      asked = url
      return visitLogin(url)
    })
    await whoIs(appLogin(org, { user: AMY.username, scope: 'api id refresh_token' }), { prompts })
    const { origin, pathname, searchParams } = new URL(asked)
    expect(origin + pathname).toBe(`${org.url}/services/oauth2/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: org.credentials.clientId,
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+\/callback$/),
      scope: 'api id refresh_token',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      login_hint: AMY.username,
    })
  })

  test('an app that wants its secret gets it from OAuth, and not from OAuthPKCE', async () => {
    await withAuthOrg({ requireSecret: true }, async (strict) => {
      const { clientSecret } = strict.credentials
      const prompts = () => person((url) => visitLogin(url))
      expect(await whoIs(appLogin(strict, { clientSecret }), { prompts: prompts() })).toBe(AMY.username)
      const without = appLogin(strict, { scheme: 'OAuthPKCE', clientSecret })
      const error = await failureOf(connectWith(without, { prompts: prompts() }))
      expect(error).toMatchObject({ code: 'CERT-5001', org: { code: 'invalid_client' } })
    })
  })

  test('the next connection of the same settings asks nobody, and sends no login', async () => {
    const login = appLogin(org)
    await whoIs(login, { prompts: person((url) => visitLogin(url)) })
    const before = tokenRequests(org)
    const nobody = person(() => Promise.reject(new Error('somebody was asked')))
    expect(await whoIs(login, { prompts: nobody })).toBe(AMY.username)
    expect(tokenRequests(org)).toBe(before)
    expect(nobody.visits).toEqual([])
  })

  test('somebody who denies sees so, and so does the program', async () => {
    const prompts = person((url) => visitLogin(url, 'deny'))
    const error = await failureOf(connectWith(appLogin(org), { prompts }))
    expect(error).toMatchObject({
      code: 'CERT-5003',
      message: 'Access was denied in the browser.',
      org: { code: 'access_denied', message: 'end-user denied authorization' },
    })
    const page = await pageOf(prompts.visits)
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('Access was denied')])
  })

  test('a browser with another state is turned away, and the login still works', async () => {
    const prompts = person(async (url) => {
      const callback = new URL(new URL(url).searchParams.get('redirect_uri') ?? '')
      const stranger = await fetch(`${callback}?code=stolen&state=guessed`)
      const lost = await fetch(new URL('/favicon.ico', callback))
      expect([stranger.status, lost.status]).toEqual([400, 404])
      expect(stranger.headers.get('content-security-policy')).toContain("default-src 'none'")
      return visitLogin(url)
    })
    expect(await whoIs(appLogin(org), { prompts })).toBe(AMY.username)
    await Promise.all(prompts.visits)
  })

  test('an address that the app does not list', async () => {
    await withAuthOrg({ callbackUrls: ['http://localhost:33333'] }, async (strict) => {
      const prompts = person((url) => fetch(url).then((page) => page.text()))
      const abort = new AbortController()
      const connecting = failureOf(connectWith(appLogin(strict), { prompts, signal: abort.signal }))
      await new Promise((resolve) => setTimeout(resolve, 200))
      // The org does not send such a browser back: it shows why, and nobody comes.
      expect(await prompts.visits[0]).toContain('redirect_uri_mismatch')
      abort.abort()
      expect((await connecting).code).toBe('CERT-7006')
    })
  })

  test.each([
    ['https://localhost:33333', 'CERT-8601'],
    ['http://acme.com/callback', 'CERT-8601'],
    ['nonsense', 'CERT-8601'],
  ])('a browser cannot come back to %s', async (callbackUrl, code) => {
    const prompts = person(() => Promise.resolve())
    const error = await failureOf(connectWith(appLogin(org, { callbackUrl }), { prompts }))
    expect(error).toMatchObject({ code, hint: expect.stringContaining('OAuthVerifier') })
    expect(prompts.visits).toEqual([])
  })

  test('a port that is in use', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const login = appLogin(org, { callbackUrl: `http://localhost:${port}` })
    const error = await failureOf(connectWith(login, { prompts: person(() => Promise.resolve()) }))
    server.close()
    expect(error.code).toBe('CERT-5004')
    expect(error.message).toContain(`Port ${port}`)
  })
})

describe('without a browser', () => {
  const nobody = { openBrowser: () => Promise.resolve(false), show: () => {} }

  async function beginElsewhere(settingsLocation: string): Promise<string> {
    const login = appLogin(org, { settingsLocation, callbackUrl: 'http://localhost:33334' })
    const error = await failureOf(connectWith(login, { prompts: nobody }))
    expect(error).toMatchObject({
      code: 'CERT-5004',
      message: 'This machine has no browser to log in with.',
    })
    return /https?:\S+\/authorize\S+/.exec(error.hint ?? '')?.[0] ?? ''
  }

  const finish = (settingsLocation: string, verifier: string) =>
    whoIs(appLogin(org, { settingsLocation, verifier, callbackUrl: 'http://localhost:33334' }), {
      prompts: nobody,
    })

  test('the address at which another browser has ended finishes the login', async () => {
    const address = await addressAfterLogin(await beginElsewhere('memory://elsewhere-1'))
    expect(address).toMatch(/^http:\/\/localhost:33334\/\?code=/)
    expect(await finish('memory://elsewhere-1', address)).toBe(AMY.username)
    // The verifier may stay where it is: what is kept counts.
    expect(await finish('memory://elsewhere-1', address)).toBe(AMY.username)
  })

  test('so does the code in it, as it stands there', async () => {
    const address = await addressAfterLogin(await beginElsewhere('memory://elsewhere-2'))
    const [, code = ''] = /code=([^&]*)/.exec(address) ?? []
    expect(code).toMatch(/%3D%3D$/)
    expect(await finish('memory://elsewhere-2', code)).toBe(AMY.username)
  })

  test('an address of another login is refused before anything is sent', async () => {
    const address = await addressAfterLogin(await beginElsewhere('memory://elsewhere-3'))
    await beginElsewhere('memory://elsewhere-3')
    const before = tokenRequests(org)
    expect(await failureOf(finish('memory://elsewhere-3', address))).toMatchObject({
      code: 'CERT-5004',
      message: expect.stringContaining('another login'),
    })
    expect(tokenRequests(org)).toBe(before)
  })

  test('the code of a login that was begun with other settings', async () => {
    const address = await addressAfterLogin(await beginElsewhere('memory://elsewhere-4'))
    await beginElsewhere('memory://elsewhere-5')
    const [, code = ''] = /code=([^&]*)/.exec(address) ?? []
    expect(await failureOf(finish('memory://elsewhere-5', code))).toMatchObject({
      code: 'CERT-5001',
      message: 'The code belongs to a login that was begun elsewhere.',
    })
  })
})

const chromium = findChromium()
const withChromium = chromium === undefined ? test.skip : test
if (chromium === undefined) {
  process.stderr.write('The web login in a real browser is skipped: there is no Chromium on this machine.\n')
}

withChromium(
  'a person in a real browser logs in, allows, and reads that all is well',
  async () => {
    const browser = await Chromium.start(chromium ?? '')
    try {
      const prompts = person(async (url) => {
        await browser.open(url)
        await browser.fill('un', AMY.username)
        await browser.fill('pw', 'wrong')
        await browser.click('#Login')
        await browser.until(`document.querySelector('[role=alert]')?.innerText ?? ''`)
        await browser.fill('pw', AMY.password)
        await browser.click('#Login')
        expect(
          await browser.until(`document.querySelector('#oaapprove') ? document.body.innerText : ''`),
        ).toContain(AMY.username)
        await browser.click('#oaapprove')
        return await browser.until(
          `location.port !== '${new URL(org.url).port}' ? document.body.innerText : ''`,
        )
      })
      expect(await whoIs(appLogin(org), { prompts })).toBe(AMY.username)
      expect(await prompts.visits[0]).toContain('You are logged in')
    } finally {
      await browser.close()
    }
  },
  60_000,
)
