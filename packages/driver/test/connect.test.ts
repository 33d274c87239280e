import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Emulator } from '@certsql/emulator'
import { CertSqlError, connect } from '../src/index.js'
import { closeAll, connectTo, loginOf, queriesOf, startOrg } from './support/test-org.js'

let emulator: Emulator
let folder: string

beforeAll(async () => {
  emulator = await startOrg()
  folder = await mkdtemp(join(tmpdir(), 'certsql-test-'))
})

afterAll(async () => {
  await closeAll()
  await rm(folder, { recursive: true })
})

async function refused(work: Promise<unknown>): Promise<CertSqlError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof CertSqlError) return error
  throw new Error('it was not refused', { cause: error })
}

describe('logging in', () => {
  test('with user and password, from a URL', async () => {
    const { username, password, securityToken } = emulator.credentials
    const url = `certinia://${new URL(emulator.url).host}/?User=${username}&Password=${encodeURIComponent(password)}&Security Token=${securityToken}`
    const connection = await connect(url, { MetadataCache: 'off' })
    expect(connection.user).toBe(username)
    expect(connection.instanceUrl).toBe(emulator.url)
    expect((await connection.query('SELECT COUNT(*) AS n FROM Account')).rows).toEqual([{ n: 30 }])
    await connection.close()
  })

  test('with a token', async () => {
    const { accessToken } = emulator.credentials
    const connection = await connect({
      OAuthAccessToken: accessToken,
      InstanceUrl: emulator.url,
      MetadataCache: 'off',
    })
    expect((await connection.query('SELECT COUNT(*) AS n FROM Account')).rows).toEqual([{ n: 30 }])
    await connection.close()
  })

  test('with client credentials', async () => {
    const { clientId, clientSecret } = emulator.credentials
    const connection = await connect({
      OAuthClientId: clientId,
      OAuthClientSecret: clientSecret,
      LoginURL: emulator.url,
      MetadataCache: 'off',
    })
    expect((await connection.query('SELECT COUNT(*) AS n FROM Account')).rows).toEqual([{ n: 30 }])
    await connection.close()
  })

  test('a wrong password', async () => {
    const error = await refused(connect({ ...loginOf(emulator), Password: 'wrong-password' }))
    expect(error.code).toBe('CERT-5001')
    expect(inspect(error)).not.toContain('wrong-password')
  })

  test('a host that does not exist', async () => {
    const error = await refused(connect({ ...loginOf(emulator), LoginURL: 'https://nowhere.invalid' }))
    expect(error.code).toBe('CERT-8501')
    expect(error.message).toContain('nowhere.invalid')
  })

  test('an unknown property', async () => {
    const error = await refused(connect({ ...loginOf(emulator), Sandbox: true }))
    expect(error.code).toBe('CERT-2006')
    expect(error.hint).toContain('UseSandbox')
  })

  test('nothing to log in with', async () => {
    expect(await refused(connect({ LoginURL: emulator.url }))).toMatchObject({ code: 'CERT-5004' })
  })

  test('a server that answers HTML', async () => {
    const server = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html').end('<html><title>Maintenance</title></html>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const error = await refused(connect({ ...loginOf(emulator), LoginURL: url }))
    expect(error.code).toBe('CERT-6002')
    server.close()
  })

  test('a log file that cannot be written', async () => {
    const error = await refused(connect({ ...loginOf(emulator), Logfile: join(folder, 'no', 'log') }))
    expect(error.code).toBe('CERT-8603')
  })
})

describe('what is kept', () => {
  test('of describes and logins, so that the next connection only asks its question', async () => {
    const options = { MetadataCache: join(folder, 'cache') }
    const first = await connectTo(emulator, options)
    const cold = await first.query('SELECT Name FROM Account LIMIT 1')
    expect(cold.stats.metadataCalls).toBeGreaterThan(0)
    await first.close()

    const before = emulator.requests.length
    const second = await connectTo(emulator, options)
    const warm = await second.query('SELECT Name FROM Account LIMIT 1')
    expect(warm.stats).toMatchObject({ metadataCalls: 0, apiCalls: 1 })
    const paths = emulator.requests.slice(before).map(({ path }) => path)
    expect(paths).toEqual([expect.stringContaining('/services/Soap/u/'), expect.stringContaining('/query')])
  })

  test('with a token: just the query', async () => {
    const options = {
      OAuthAccessToken: emulator.credentials.accessToken,
      InstanceUrl: emulator.url,
      MetadataCache: join(folder, 'token-cache'),
    }
    const first = await connect(options)
    await first.query('SELECT Name FROM Account LIMIT 1')
    await first.close()
    const before = emulator.requests.length
    const second = await connect(options)
    await second.query('SELECT Name FROM Account LIMIT 1')
    await second.close()
    expect(emulator.requests.slice(before).map(({ path }) => path)).toEqual([
      expect.stringContaining('/query'),
    ])
  })

  test('has neither passwords nor tokens in it', async () => {
    const { password, securityToken, accessToken } = emulator.credentials
    const files = await readdir(folder, { recursive: true, withFileTypes: true })
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
    )
    expect(texts.length).toBeGreaterThan(2)
    for (const secret of [`${password}${securityToken}`, securityToken, accessToken]) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([])
    }
  })
})

describe('a secret', () => {
  test('is in no error, no setting, no log, and not in the printed connection', async () => {
    const logfile = join(folder, 'requests.log')
    const connection = await connectTo(emulator, { Logfile: logfile, Verbosity: 5 })
    const error = await refused(connection.query('SELECT Nothing FROM Account'))
    const shown = await connection.query('SHOW ALL')
    const settings = await connection.query('SELECT * FROM certsql.settings')
    await connection.close()
    const log = await readFile(logfile, 'utf8')
    expect(log).toContain('/services/data/')
    const everything = [
      inspect(connection, { depth: 10 }),
      error.render(),
      inspect(error),
      JSON.stringify([shown, settings]),
      log,
    ]
    const { password, securityToken, accessToken } = emulator.credentials
    for (const secret of [`${password}${securityToken}`, securityToken, accessToken]) {
      expect(everything.filter((text) => text.includes(secret))).toEqual([])
    }
  })
})

describe('a session of a connection', () => {
  test('shares the login, and has settings of its own', async () => {
    const own = await startOrg()
    const connection = await connectTo(own)
    connection.set('MaxRows', 5)
    const logins = own.requests.filter(({ path }) => path.includes('/Soap/')).length
    const session = connection.session()
    session.set('MaxRows', 2)
    const [ofConnection, ofSession] = await Promise.all([
      connection.query('SELECT Name FROM Account'),
      session.query('SELECT Name FROM Account'),
    ])
    expect([ofConnection.rows.length, ofSession.rows.length]).toEqual([5, 2])
    await session.query('RESET MaxRows')
    expect((await session.query('SELECT Name FROM Account')).rows).toHaveLength(30)
    expect(own.requests.filter(({ path }) => path.includes('/Soap/'))).toHaveLength(logins)
  })

  test('ends alone, or with its connection', async () => {
    const connection = await connectTo(emulator)
    const [first, second] = [connection.session(), connection.session()]
    await first.close()
    expect([first.isClosed, second.isClosed, connection.isClosed]).toEqual([true, false, false])
    expect((await second.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await connection.close()
    expect(second.isClosed).toBe(true)
    expect((await refused(second.query('SELECT 1'))).code).toBe('CERT-7006')
    expect(() => connection.session()).toThrow('The connection is closed.')
  })
})

describe('closing', () => {
  test('stops what runs, and refuses what comes', async () => {
    const slow = await startOrg({ latencyMs: 300 })
    const connection = await connectTo(slow)
    const running = refused(connection.query('SELECT Name FROM Account'))
    setTimeout(() => void connection.close(), 20)
    expect((await running).code).toBe('CERT-7006')
    expect(await refused(connection.query('SELECT 1'))).toMatchObject({
      message: 'The connection is closed.',
    })
    await connection.close()
    expect(queriesOf(slow)).toEqual([])
  })
})
