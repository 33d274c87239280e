import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Emulator, LocalUser, OrganizationStatus } from '@certsql/emulator'
import type { LoginPrompt, PasswordAuthentication } from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { AMY, appLogin, connectWith, person, startAuthOrg, whoIs, withAuthOrg } from '../support/auth-org.js'

let org: Emulator
beforeAll(async () => {
  org = await startAuthOrg({ deviceIntervalSeconds: 0.05 })
})
afterAll(() => org.close())

describe('the user name and password flow', () => {
  const login = (changes: Partial<PasswordAuthentication> = {}): PasswordAuthentication => ({
    scheme: 'OAuthPassword',
    clientId: org.credentials.clientId,
    clientSecret: org.credentials.clientSecret,
    user: AMY.username,
    password: AMY.password,
    securityToken: AMY.securityToken,
    loginUrl: org.url,
    ...changes,
  })

  test('with the security token by itself, and behind the password', async () => {
    expect(await whoIs(login())).toBe(AMY.username)
    const together = AMY.password + AMY.securityToken
    expect(await whoIs(login({ password: together, securityToken: '' }))).toBe(AMY.username)
  })

  test.each<[string, Partial<PasswordAuthentication>, string, string]>([
    ['a wrong password', { password: 'wrong' }, 'CERT-5001', 'user name and password flow'],
    ['a missing token', { securityToken: '' }, 'CERT-5001', 'security token is wrong'],
    ['a wrong secret', { clientSecret: 'another secret' }, 'CERT-5001', 'client secret is wrong'],
    ['no user', { user: '' }, 'CERT-5004', 'needs User'],
  ])('%s', async (_, changes, code, words) => {
    expect(await failureOf(connectWith(login(changes)))).toMatchObject({
      code,
      message: expect.stringContaining(words),
    })
  })

  test('an org that has switched it off', async () => {
    await withAuthOrg({ allowPasswordFlow: false }, async (strict) => {
      const error = await failureOf(connectWith(login({ loginUrl: strict.url })))
      expect(error).toMatchObject({ code: 'CERT-5001', hint: expect.stringContaining('switched off') })
    })
  })
})

describe('the device flow', () => {
  /** Types the code into the page of the org, on some other machine. */
  async function typeCode(address: string, decision: string): Promise<void> {
    const url = new URL(address)
    await new Promise((resolve) => setTimeout(resolve, 120))
    const form = { user_code: url.searchParams.get('user_code') ?? '', un: AMY.username, pw: AMY.password }
    const body = new URLSearchParams({ ...form, decision })
    const page = await fetch(url.origin + url.pathname, { method: 'POST', body })
    expect(page.status).toBe(200)
  }

  test('waits until somebody has typed the code, and then needs nobody', async () => {
    const shown: LoginPrompt[] = []
    const other = person((address) => typeCode(address, 'allow'))
    const prompts = {
      ...other,
      show: (prompt: LoginPrompt) => {
        shown.push(prompt)
        other.show(prompt)
      },
    }
    const login = appLogin(org, { scheme: 'OAuthDevice' })
    expect(await whoIs(login, { prompts })).toBe(AMY.username)
    expect(shown).toEqual([
      { kind: 'device', url: `${org.url}/setup/connect`, code: expect.stringMatching(/^[A-Z0-9]{8}$/) },
    ])
    expect(await whoIs(login, { prompts: person(() => Promise.reject(new Error('asked again'))) })).toBe(
      AMY.username,
    )
    await Promise.all(other.visits)
  })

  test('ends when somebody denies', async () => {
    const prompts = person((address) => typeCode(address, 'deny'))
    expect(await failureOf(connectWith(appLogin(org, { scheme: 'OAuthDevice' }), { prompts }))).toMatchObject(
      {
        code: 'CERT-5003',
        message: 'Access was denied in the browser.',
      },
    )
    await Promise.all(prompts.visits)
  })

  test('can be left', async () => {
    const abort = new AbortController()
    const prompts = person(() => Promise.resolve(abort.abort()))
    const connecting = connectWith(appLogin(org, { scheme: 'OAuthDevice' }), {
      prompts,
      signal: abort.signal,
    })
    expect((await failureOf(connecting)).code).toBe('CERT-7006')
  })
})

describe('the login of the sf command line', () => {
  let folder: string
  const path = process.env.PATH
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certsql-sf-'))
    process.env.PATH = `${folder}${delimiter}${path}`
  })
  afterAll(async () => {
    process.env.PATH = path
    await rm(folder, { recursive: true, force: true })
  })

  /** A command that answers as `sf` does, and writes down what it was asked. */
  async function installSf(answers: Readonly<Record<string, object>>): Promise<void> {
    const program = `#!/usr/bin/env node
const { appendFileSync } = require('node:fs')
const args = process.argv.slice(2)
appendFileSync(${JSON.stringify(join(folder, 'calls'))}, args.join(' ') + '\\n')
const answers = ${JSON.stringify(answers)}
const found = Object.entries(answers).find(([command]) => args.join(' ').startsWith(command))
const answer = found ? found[1] : { status: 2, message: 'command ' + args.join(':') + ' not found' }
console.log(JSON.stringify(answer, undefined, 2))
process.exit(answer.status)
`
    await writeFile(join(folder, 'sf'), program)
    await chmod(join(folder, 'sf'), 0o755)
    await writeFile(join(folder, 'calls'), '')
  }

  const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n')

  const display = (accessToken: string) => ({
    'org display': { status: 0, result: { instanceUrl: org.url, accessToken, username: 'x' }, warnings: [] },
  })

  test('a current one keeps the token for a command of its own', async () => {
    await installSf({
      ...display("[REDACTED] Use 'sf org auth show-access-token' to view"),
      'org auth show-access-token': { status: 0, result: { accessToken: org.credentials.accessToken } },
    })
    expect(await whoIs({ scheme: 'SfCli', user: 'my-org' })).toBe(org.credentials.username)
    expect(await calls()).toEqual([
      'org display --target-org my-org --json',
      'org auth show-access-token --target-org my-org --json',
    ])
  })

  test('an older one tells all at once, of its default org', async () => {
    await installSf(display(org.credentials.accessToken))
    expect(await whoIs({ scheme: 'SfCli' })).toBe(org.credentials.username)
    expect(await calls()).toEqual(['org display --json'])
  })

  test('an unknown org, in the words of sf', async () => {
    await installSf({ 'org display': { status: 1, message: 'No authorization information found for nope.' } })
    expect(await failureOf(connectWith({ scheme: 'SfCli', user: 'nope' }))).toMatchObject({
      code: 'CERT-5004',
      message: 'sf org display has failed: No authorization information found for nope.',
      hint: expect.stringContaining('sf org login web'),
    })
  })

  test.each(['--json', 'a b', 'x;y', '$(x)'])('"%s" is no name of an org', async (user) => {
    expect((await failureOf(connectWith({ scheme: 'SfCli', user }))).code).toBe('CERT-8601')
  })

  test('a machine without it', async () => {
    process.env.PATH = '/nowhere'
    const error = await failureOf(connectWith({ scheme: 'SfCli' }))
    process.env.PATH = `${folder}${delimiter}${path}`
    expect(error).toMatchObject({ code: 'CERT-5004', message: expect.stringContaining('not installed') })
  })
})

describe('everything that may stand in the way has its own sentence', () => {
  const refusal = async (
    status: Partial<LocalUser>,
    organization: OrganizationStatus = 'active',
    scheme: 'Basic' | 'OAuthPassword' = 'Basic',
  ) =>
    await withAuthOrg({ users: [{ ...AMY, ...status }], organization }, async (closed) => {
      const { clientId, clientSecret } = closed.credentials
      const { username: user, password, securityToken } = AMY
      const common = { user, password, securityToken, loginUrl: closed.url }
      const auth =
        scheme === 'Basic' ? ({ scheme, ...common } as const) : { scheme, clientId, clientSecret, ...common }
      return await failureOf(whoIs(auth, { retry: { attempts: 1 } }))
    })

  test.each<[LocalUser['status'] & string, string, string]>([
    ['inactive', 'CERT-5001', 'is wrong, or the user is locked or inactive'],
    ['locked', 'CERT-5003', 'locked out'],
    ['passwordExpired', 'CERT-5003', 'has expired'],
    ['outsideIpRange', 'CERT-5003', 'from this network address'],
    ['outsideLoginHours', 'CERT-5003', 'at this hour'],
    ['challenged', 'CERT-5003', 'verify the identity'],
    ['challengePending', 'CERT-5003', 'still waits'],
    ['clientRefused', 'CERT-5003', 'may not use this client'],
    ['apiDisabled', 'CERT-5003', 'API'],
    ['ssoGatewayInvalid', 'CERT-5003', 'single sign-on'],
    ['ssoDown', 'CERT-8503', 'single sign-on'],
  ])('Basic: %s', async (status, code, words) => {
    const error = await refusal({ status })
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) })
    expect(error.hint).toBeDefined()
  })

  test.each<[LocalUser['status'] & string, string, string]>([
    ['inactive', 'CERT-5003', 'not active'],
    ['locked', 'CERT-5003', 'locked out'],
    ['outsideIpRange', 'CERT-5003', 'from this network address'],
    ['outsideLoginHours', 'CERT-5003', 'at this hour'],
    ['clientRefused', 'CERT-5003', 'administrator has not approved'],
  ])('OAuth: %s', async (status, code, words) => {
    expect(await refusal({ status }, 'active', 'OAuthPassword')).toMatchObject({
      code,
      message: expect.stringContaining(words),
    })
  })

  test.each<[OrganizationStatus, string, string]>([
    ['locked', 'CERT-5003', 'The org is locked'],
    ['trialExpired', 'CERT-5003', 'trial'],
    ['maintenance', 'CERT-8503', 'maintenance'],
    ['unavailable', 'CERT-8503', 'not available'],
    ['apiDisabled', 'CERT-5003', 'no API access'],
  ])('the org: %s', async (organization, code, words) => {
    expect(await refusal({}, organization)).toMatchObject({ code, message: expect.stringContaining(words) })
  })

  test('no security token, from a network that the org does not trust and from one that it does', async () => {
    expect(await refusal({ securityToken: 'another' })).toMatchObject({ code: 'CERT-5001' })
    const basic = { scheme: 'Basic', user: AMY.username, password: AMY.password } as const
    const error = await failureOf(connectWith({ ...basic, loginUrl: org.url }))
    expect(error).toMatchObject({ code: 'CERT-5001', org: { code: 'LOGIN_MUST_USE_SECURITY_TOKEN' } })
    await withAuthOrg(
      {},
      async (trusting) => expect(await whoIs({ ...basic, loginUrl: trusting.url })).toBe(AMY.username),
      { trustedNetwork: true },
    )
  })
})
