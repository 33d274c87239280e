import { spawnSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emulator } from '@certsql/emulator'
import type { JwtAuthentication, SamlAuthentication } from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { AMY, connectWith, startAuthOrg, tokenRequests, whoIs, withAuthOrg } from '../support/auth-org.js'
import { certify, newKeys, pkcs12, signSaml } from '../support/keys.js'

const keys = newKeys()
const strangers = newKeys()
const certificate = certify(keys, ['certsql tests'])
const PASSWORD = 'opens the container'

let org: Emulator
let folder: string
beforeAll(async () => {
  org = await startAuthOrg({
    users: [AMY, { username: 'new@acme.example', password: 'x', hasApprovedApp: false }],
    jwtCertificates: [certificate],
    samlCertificates: [keys.publicPem],
  })
  folder = await mkdtemp(join(tmpdir(), 'certsql-keys-'))
})
afterAll(async () => {
  await org.close()
  await rm(folder, { recursive: true, force: true })
})

const jwt = (changes: Partial<JwtAuthentication> = {}): JwtAuthentication => ({
  scheme: 'OAuthJWT',
  key: keys.privatePem,
  issuer: org.credentials.clientId,
  subject: AMY.username,
  loginUrl: org.url,
  ...changes,
})

async function fileOf(content: string | Buffer, name: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const encrypted = (passphrase: string) =>
  createPrivateKey(keys.privatePem)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
    .toString()

describe('a JWT', () => {
  const container = () => pkcs12(keys, certificate, PASSWORD)

  test.each<[string, () => Promise<Partial<JwtAuthentication>>]>([
    ['PEM text', async () => ({ key: keys.privatePem })],
    ['PEM text on one line', async () => ({ key: keys.privatePem.replaceAll('\n', '\\n') })],
    ['a PEM file', async () => ({ key: await fileOf(keys.privatePem, 'a.pem') })],
    ['a PEM file that is named as one', async () => ({ key: join(folder, 'a.pem'), keyType: 'PEMKEY_FILE' })],
    ['an encrypted PEM', async () => ({ key: encrypted(PASSWORD), keyPassword: PASSWORD })],
    ['a PKCS#12 file', async () => ({ key: await fileOf(container(), 'a.p12'), keyPassword: PASSWORD })],
    [
      'PKCS#12 in base64',
      async () => ({ key: container().toString('base64'), keyType: 'PFXBLOB', keyPassword: PASSWORD }),
    ],
    [
      'PKCS#12 in base64 that nobody has named',
      async () => ({ key: container().toString('base64'), keyPassword: PASSWORD }),
    ],
  ])('signed with %s', async (_, options) => {
    expect(await whoIs(jwt(await options()))).toBe(AMY.username)
  })

  const withOpenssl = spawnSync('openssl', ['version']).status === 0 ? test : test.skip

  withOpenssl('signed with a PKCS#12 file as openssl makes it today', async () => {
    const [pem, crt] = [await fileOf(keys.privatePem, 'o.pem'), await fileOf(certificate, 'o.crt')]
    const out = join(folder, 'openssl.p12')
    const made = spawnSync('openssl', [
      ...['pkcs12', '-export', '-inkey', pem, '-in', crt, '-out', out, '-passout', `pass:${PASSWORD}`],
    ])
    expect(made.status).toBe(0)
    expect((await readFile(out))[0]).toBe(0x30)
    expect(await whoIs(jwt({ key: out, keyType: 'PFXFILE', keyPassword: PASSWORD }))).toBe(AMY.username)
  })

  test('is signed anew for the next session', async () => {
    const auth = { users: [AMY], jwtCertificates: [keys.publicPem] }
    await withAuthOrg(
      auth,
      async (short) => {
        const login = jwt({ loginUrl: short.url, issuer: short.credentials.clientId })
        const client = await connectWith(login)
        await new Promise((resolve) => setTimeout(resolve, 300))
        for await (const page of client.query('SELECT Name FROM Account')) expect(page.totalSize).toBe(1)
        client.close()
        expect(tokenRequests(short)).toBe(2)
      },
      { sessionSeconds: 0.2 },
    )
  })

  test('for a sandbox names the host of sandboxes', async () => {
    await withAuthOrg({ jwtCertificates: [keys.publicPem], isSandbox: true }, async (sandbox) => {
      const login = jwt({ loginUrl: sandbox.url, issuer: sandbox.credentials.clientId })
      expect(await failureOf(connectWith(login))).toMatchObject({
        code: 'CERT-5001',
        message: 'The assertion is for another kind of org than this one.',
        hint: expect.stringContaining('UseSandbox'),
      })
      expect(await whoIs({ ...login, useSandbox: true })).toBe(AMY.username)
    })
  })

  test.each<[string, () => Partial<JwtAuthentication>, string, string]>([
    ['of a stranger', () => ({ key: strangers.privatePem }), 'CERT-5001', 'the signature'],
    ['for who has not approved', () => ({ subject: 'new@acme.example' }), 'CERT-5003', 'has not approved'],
    ['of another app', () => ({ issuer: 'other' }), 'CERT-5001', 'no connected app with this client id'],
    ['with a key that is missing', () => ({ key: '/no/such.pem' }), 'CERT-8603', 'cannot be read'],
    ['with a key of another kind', () => ({ key: newKeys('ec').privatePem }), 'CERT-8601', 'of the kind ec'],
    ['with half a key', () => ({ key: keys.privatePem.slice(0, 300) }), 'CERT-8601', 'no whole PEM'],
    ['with a locked key', () => ({ key: encrypted('x') }), 'CERT-8601', 'OAuthJWTCertPassword is missing'],
    [
      'with the wrong password of a key',
      () => ({ key: encrypted('x'), keyPassword: 'y' }),
      'CERT-8601',
      'does not open',
    ],
    [
      'with a locked container',
      () => ({ key: container().toString('base64') }),
      'CERT-8601',
      'OAuthJWTCertPassword is missing',
    ],
    [
      'with the wrong password of a container',
      () => ({ key: container().toString('base64'), keyPassword: 'wrong' }),
      'CERT-8601',
      'does not open',
    ],
    ['without a subject', () => ({ subject: '' }), 'CERT-5004', 'OAuthJWTSubject'],
  ])('%s is refused', async (_, changes, code, words) => {
    expect(await failureOf(connectWith(jwt(changes())))).toMatchObject({
      code,
      message: expect.stringContaining(words),
    })
  })
})

describe('a SAML assertion', () => {
  const assertion = (changes: object = {}, signer = keys) =>
    signSaml({ issuer: org.credentials.clientId, name: AMY.username, ...changes }, signer)

  type Changes = { readonly assertion?: string; readonly exchangeUrl?: string; readonly loginUrl?: string }
  const saml = (changes: Changes = {}): SamlAuthentication => ({
    scheme: 'SamlBearer',
    assertion: assertion(),
    loginUrl: org.url,
    ...changes,
  })

  test.each([
    ['XML', (xml: string) => xml],
    ['base64', (xml: string) => Buffer.from(xml).toString('base64')],
    ['base64url', (xml: string) => Buffer.from(xml).toString('base64url')],
  ])('as %s', async (_, form) => {
    expect(await whoIs(saml({ assertion: form(assertion()) }))).toBe(AMY.username)
  })

  test('is exchanged where SSOExchangeURL says', async () => {
    const exchangeUrl = `${org.url}/services/oauth2/token?so=00D000000000001`
    expect(await whoIs(saml({ loginUrl: 'http://127.0.0.1:9', exchangeUrl }))).toBe(AMY.username)
  })

  test.each<[string, () => string, string, string]>([
    ['of a stranger', () => assertion({}, strangers), 'CERT-5001', 'the signature'],
    ['that has ended', () => assertion({ end: new Date(0) }), 'CERT-5002', 'has expired'],
    ['for somebody else', () => assertion({ audience: 'https://other' }), 'CERT-5001', 'another kind of org'],
    ['that is none', () => 'SGVsbG8', 'CERT-8601', 'neither XML nor'],
    ['that is empty', () => ' ', 'CERT-5004', 'SamlAssertion'],
  ])('%s is refused', async (_, text, code, words) => {
    expect(await failureOf(connectWith(saml({ assertion: text() })))).toMatchObject({
      code,
      message: expect.stringContaining(words),
    })
  })
})
