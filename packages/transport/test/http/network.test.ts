import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { readServerTrust } from '../../src/http/server-trust.js'
import { connectSalesforce, type ProxyOptions, type SalesforceOptions } from '../../src/index.js'
import { failureOf } from '../failure-of.js'
import { TOKEN } from '../fake-org.js'
import {
  AUTHORITY,
  HOST,
  type SecureOrg,
  startProxy,
  startSecureOrg,
  type TestProxy,
} from '../support/secure-org.js'

let org: SecureOrg
let folder: string
beforeAll(async () => {
  org = await startSecureOrg()
  folder = await mkdtemp(join(tmpdir(), 'certsql-trust-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await org.close()
})

const USER = 'proxy-user'
const PASSWORD = 'proxy:p@ss word'
const AUTHORIZATION = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`

async function ask(options: Partial<SalesforceOptions>, times = 1, instanceUrl = `https://${HOST}`) {
  const client = await connectSalesforce({
    auth: { scheme: 'Token', accessToken: TOKEN, instanceUrl },
    apiVersion: '67.0',
    retry: { attempts: 1 },
    serverCertificate: AUTHORITY,
    ...options,
  })
  try {
    for (let time = 0; time < times; time++) {
      for await (const page of client.query(`SELECT Id FROM A LIMIT ${time + 1}`))
        expect(page.done).toBe(true)
    }
  } finally {
    client.close()
  }
}

const through = ({ port }: TestProxy, more: Partial<ProxyOptions> = {}) => ({
  proxy: { server: '127.0.0.1', port, ...more },
})

describe('through a proxy', () => {
  test('one tunnel carries many requests, and the proxy reads none of them', async () => {
    const proxy = await startProxy(org, { authorization: AUTHORIZATION })
    const before = org.requests.length
    await ask(through(proxy, { user: USER, password: PASSWORD }), 3)
    expect(org.requests.slice(before)).toHaveLength(3)
    expect(proxy.connects).toEqual([{ target: `${HOST}:443`, authorization: AUTHORIZATION }])
    expect(proxy.seen()).not.toContain('services')
    expect(proxy.seen()).not.toContain(TOKEN)
    await proxy.close()
  })

  test('that the environment names', async () => {
    const proxy = await startProxy(org)
    process.env.https_proxy = `http://127.0.0.1:${proxy.port}`
    try {
      await ask({})
    } finally {
      delete process.env.https_proxy
    }
    expect(proxy.connects).toEqual([{ target: `${HOST}:443`, authorization: undefined }])
    await proxy.close()
  })

  test('that is reached with TLS itself', async () => {
    const proxy = await startProxy(org, { secure: true })
    await ask({ proxy: { server: `https://localhost:${proxy.port}` } }, 2)
    expect(proxy.connects).toHaveLength(1)
    await proxy.close()
  })

  test.each<[string, Parameters<typeof startProxy>[1], Partial<ProxyOptions>, string, string]>([
    ['wants a password', { authorization: AUTHORIZATION }, {}, 'CERT-8501', 'wants to know who asks'],
    [
      'wants another password',
      { authorization: AUTHORIZATION },
      { user: USER, password: 'wrong password' },
      'CERT-8501',
      'wants to know who asks',
    ],
    ['refuses', { status: 403 }, {}, 'CERT-8501', 'refuses to connect to acme.my.example.test: HTTP 403'],
    ['cannot reach the org', { status: 502 }, {}, 'CERT-8501', 'HTTP 502'],
  ])('that %s', async (_, behaviour, more, code, words) => {
    const proxy = await startProxy(org, behaviour)
    const error = await failureOf(ask(through(proxy, more)))
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) })
    expect(JSON.stringify([error.message, error.hint, String(error.cause)])).not.toContain('wrong password')
    await proxy.close()
  })

  test('that says nothing', async () => {
    const proxy = await startProxy(org, { silent: true })
    const started = performance.now()
    const error = await failureOf(ask({ ...through(proxy), timeouts: { connectMilliseconds: 200 } }))
    expect(error).toMatchObject({ code: 'CERT-8501', message: expect.stringContaining('in time') })
    expect(performance.now() - started).toBeLessThan(5_000)
    await proxy.close()
  })

  test('that is not there', async () => {
    const proxy = await startProxy(org)
    await proxy.close()
    expect(await failureOf(ask(through(proxy)))).toMatchObject({
      code: 'CERT-8501',
      message: expect.stringContaining('The proxy on the way to acme.my.example.test cannot be reached'),
    })
  })

  test('a certificate that nobody trusts is refused in the tunnel too', async () => {
    const proxy = await startProxy(org)
    const error = await failureOf(ask({ ...through(proxy), serverCertificate: '' }))
    expect(error).toMatchObject({ code: 'CERT-8501', message: expect.stringContaining('is not trusted') })
    await proxy.close()
  })
})

describe('the certificate of the org', () => {
  const here = () => `https://localhost:${org.port}`
  const fingerprint = () => new X509Certificate(org.certificate).fingerprint256

  test('is not trusted without help', async () => {
    expect(await failureOf(ask({ serverCertificate: '' }, 1, here()))).toMatchObject({
      code: 'CERT-8501',
      hint: expect.stringContaining('SSLServerCert'),
    })
  })

  test('its authority as PEM text, on one line, and as a file; or itself', async () => {
    const file = join(folder, 'authority.pem')
    await writeFile(file, AUTHORITY)
    const forms = [AUTHORITY, AUTHORITY.replaceAll('\n', '\\n'), file, org.certificate]
    for (const serverCertificate of forms) await ask({ serverCertificate }, 1, here())
  })

  test('a fingerprint does not replace trust, it adds to it', async () => {
    const options = { serverCertificate: `sha256:${fingerprint()}` }
    expect((await failureOf(ask(options, 1, here()))).message).toContain('is not trusted')
  })

  test.each([
    ['its own', () => fingerprint(), true],
    ['its own, written otherwise', () => fingerprint().replaceAll(':', '').toLowerCase(), true],
    ['another', () => 'AB'.repeat(32), false],
  ])('with the fingerprint of %s', async (_, pin, isAccepted) => {
    const trust = readServerTrust(`sha256:${pin()}`, {})
    const connecting = new Promise<string>((resolve) => {
      const options = { host: '127.0.0.1', port: org.port, servername: 'localhost', ca: AUTHORITY }
      const socket = connect({ ...options, ...(trust as object) }, () => resolve('accepted'))
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
      socket.once('close', () => resolve('closed'))
      socket.once('secureConnect', () => socket.destroy())
    })
    expect(await connecting).toBe(isAccepted ? 'accepted' : 'CERT_NOT_PINNED')
  })

  test.each(['/no/such/file.pem', 'nonsense', '-----BEGIN PRIVATE KEY-----'])('%s is none', async (given) => {
    expect(await failureOf(ask({ serverCertificate: given }, 1, here()))).toMatchObject({
      code: 'CERT-8601',
      message: 'SSLServerCert is no certificate.',
    })
  })
})
