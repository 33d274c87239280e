import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { CertSqlError } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import knex, { type Knex } from 'knex'
import { CertiniaClient, certinia } from '../src/index.js'
import { loginOf, loginsOf, queriesOf, startOrg } from './support/test-org.js'

let emulator: Emulator
const opened: Knex[] = []

beforeEach(async () => {
  emulator = await startOrg()
})

afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy()
  await emulator.close()
})

function open(config: Partial<Knex.Config> = {}): Knex {
  const db = knex({ client: CertiniaClient, connection: loginOf(emulator), log: QUIET, ...config })
  opened.push(db)
  return db
}

/** Knex's types know the connections of its own dialects. */
function asConfig(connection: unknown): NonNullable<Knex.Config['connection']> {
  return connection as NonNullable<Knex.Config['connection']>
}

/** Knex tells each failed login to the console as well. */
const QUIET = { warn: () => undefined }

function urlOf({ url, credentials }: Emulator, password = credentials.password): string {
  const { username, securityToken } = credentials
  return `certinia://${new URL(url).host}/?User=${username}&Password=${password}&Security Token=${securityToken}&MetadataCache=off`
}

/** Knex's pool, as tests may look into it. */
function poolOf(db: Knex): { numUsed(): number; numFree(): number } {
  return db.client.pool
}

async function refusal(work: PromiseLike<unknown>): Promise<Error> {
  const error: unknown = await Promise.resolve(work).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Error) return error
  throw new Error('it was not refused')
}

describe('the pool', () => {
  test('opens nothing before something is asked', async () => {
    open()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(emulator.requests).toEqual([])
  })

  test('has one login for all that runs at a time, and one describe of each table', async () => {
    const db = open({ pool: { min: 2, max: 8 } })
    await Promise.all(Array.from({ length: 8 }, () => db('Account').select('Name')))
    expect(loginsOf(emulator)).toBe(1)
    expect(emulator.requests.filter(({ path }) => path.endsWith('/Account/describe'))).toHaveLength(1)
    expect(poolOf(db).numFree()).toBe(8)
  })

  test('answers a hundred queries that come at once', async () => {
    const db = open()
    const counts = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        db('Invoice__c')
          .where('Number__c', n % 6)
          .count({ n: '*' })
          .first(),
      ),
    )
    expect(counts).toHaveLength(100)
    expect(counts.slice(0, 6)).toEqual(counts.slice(6, 12))
    expect(poolOf(db).numUsed()).toBe(0)
    expect(loginsOf(emulator)).toBe(1)
  })

  test('lets nobody wait longer than acquireConnectionTimeout', async () => {
    const db = open({ pool: { max: 1 } })
    const trx = await db.transaction()
    // What acquireConnectionTimeout sets, short enough for a test once the login is over.
    Object.assign(poolOf(db), { acquireTimeoutMillis: 30 })
    expect((await refusal(db('Account'))).message).toContain('Timeout acquiring a connection')
    await trx.rollback()
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
  })

  test('gives a session back after success, failure, streams and transactions', async () => {
    const db = open({ pool: { max: 1 } })
    await db('Account').select('Name')
    await refusal(db('Nothing__c'))
    for await (const _ of db('Account').stream()) break
    await refusal(
      db.transaction(async () => {
        throw new Error('no')
      }),
    )
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
    expect(poolOf(db).numUsed()).toBe(0)
  })

  test('calls afterCreate with the session, which may be set up by statements', async () => {
    const seen: unknown[] = []
    const db = open({
      pool: {
        afterCreate(session: unknown, done: (error: unknown, session: unknown) => void) {
          seen.push(session)
          done(null, session)
        },
      },
    })
    await db('Account').limit(1)
    expect(seen).toHaveLength(1)
  })

  test('takes a connection that was handed in', async () => {
    const db = open()
    const session = await db.client.acquireConnection()
    expect(await db('Account').connection(session).count({ n: '*' }).first()).toEqual({ n: 12 })
    await db.client.releaseConnection(session)
  })

  test('closes what it has opened', async () => {
    const db = open()
    const session = await db.client.acquireConnection()
    await db.client.releaseConnection(session)
    expect(await db.client.validateConnection(session)).toBe(true)
    await db.destroy()
    expect(session.isClosed).toBe(true)
    expect((await refusal(db('Account'))).message).toContain('Unable to acquire a connection')
    db.initialize()
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
    expect(loginsOf(emulator)).toBe(2)
  })

  test('destroy() takes a callback', async () => {
    const db = open()
    await db('Account').limit(1)
    await new Promise<void>((resolve) => db.destroy(() => resolve()))
  })
})

describe('the connection', () => {
  test('is a URL', async () => {
    const db = open({ connection: urlOf(emulator) })
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
  })

  test('is a URL whose + is a plus, where that can be told', async () => {
    const db = open({ connection: `${urlOf(emulator)}&OAuthClientId=a+b` })
    const { rows } = await db.raw('SHOW OAuthClientId')
    expect(rows).toEqual([{ OAuthClientId: 'a+b' }])
  })

  test('is a URL in which a space of a password is not guessed', async () => {
    const db = open({ connection: urlOf(emulator, 'cert+inia') })
    const error = await refusal(db('Account'))
    expect(error).toBeInstanceOf(CertSqlError)
    expect((error as CertSqlError).hint).toContain('write + as %2B')
    expect(error.message).not.toContain('inia')
    expect(loginsOf(emulator)).toBe(0)
  })

  test('is an object, in which Knex hides a password', async () => {
    const { User, Password, ...others } = loginOf(emulator)
    const db = open({ connection: asConfig({ ...others, user: User, password: Password }) })
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
  })

  test('is a function; however often it is asked, the same answer is one login', async () => {
    const db = open({ connection: asConfig(() => loginOf(emulator)) })
    await Promise.all(Array.from({ length: 5 }, () => db('Account').limit(1)))
    expect(loginsOf(emulator)).toBe(1)
  })

  test('keeps its secrets to itself, whatever is printed', async () => {
    const given = loginOf(emulator)
    for (const connection of [
      given,
      urlOf(emulator),
      asConfig(() => loginOf(emulator)),
      asConfig(() => urlOf(emulator)),
    ]) {
      const db = open({ connection })
      await db('Account').limit(1)
      const session = await db.client.acquireConnection()
      const printed = [db, db.client, session, db.client.connectionSettings].map((one) =>
        inspect(one, { depth: 12, showHidden: false }),
      )
      await db.client.releaseConnection(session)
      expect(printed.join()).not.toContain(given.SecurityToken)
      expect(printed.join()).not.toMatch(/password: /i)
    }
    expect(Object.keys(given)).toContain('Password')
  })

  test('of a function that gives a URL', async () => {
    const db = open({ connection: asConfig(async () => urlOf(emulator)) })
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
  })

  test('of a function whose answer expires is another login then, and the former one ends', async () => {
    let valid = 1
    let given = 0
    const provide = () => {
      const mine = ++given
      return { ...loginOf(emulator), PageSize: 1000 + mine, expirationChecker: () => mine < valid }
    }
    const db = open({ pool: { max: 1 }, connection: asConfig(provide) })
    await db('Account').limit(1)
    const first = await db.client.acquireConnection()
    await db.client.releaseConnection(first)
    valid = 2
    await db('Account').limit(1)
    expect([given, loginsOf(emulator), first.isClosed]).toEqual([2, 2, true])
  })

  test('with a wrong password tells so, and another try is possible', async () => {
    let password = 'wrong'
    const db = open({ connection: asConfig(() => ({ ...loginOf(emulator), Password: password })) })
    expect((await refusal(db('Account'))).message).toContain('password')
    password = loginOf(emulator).Password ?? ''
    db.client.connectionConfigExpirationChecker = () => true
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
  })

  test('with an unknown property tells so', async () => {
    const db = open({ connection: asConfig({ ...loginOf(emulator), Pasword: 'x' }) })
    expect(await refusal(db('Account'))).toMatchObject({ code: 'CERT-2006' })
  })

  test('in one call: certinia(url)', async () => {
    const db = certinia(urlOf(emulator), { pool: { max: 2 } })
    opened.push(db)
    const calls: number[] = []
    db.on('certsql:stats', ({ stats }: { readonly stats: { readonly apiCalls: number } }) =>
      calls.push(stats.apiCalls),
    )
    await db('Account').select('Name')
    expect(calls).toEqual([1])
  })
})

describe('stopping', () => {
  test('.timeout() with cancel ends the statement in the org, and the session is good for more', async () => {
    const slow = await startOrg({ latencyMs: 300 })
    const db = open({ connection: loginOf(slow), pool: { max: 1 } })
    try {
      await db('Account').select('Name').limit(1)
      const session = await db.client.acquireConnection()
      await db.client.releaseConnection(session)
      const before = queriesOf(slow).length
      const error = await refusal(db('Invoice__c').select('Name').timeout(40, { cancel: true }))
      expect(error.message).toContain('Defined query timeout of 40ms exceeded')
      expect(queriesOf(slow).length - before).toBe(0)
      const again = await db.client.acquireConnection()
      expect(again).toBe(session)
      await db.client.releaseConnection(again)
    } finally {
      await db.destroy()
      await slow.close()
    }
  })

  test('.timeout() without cancel gives the session up', async () => {
    const slow = await startOrg({ latencyMs: 150 })
    const db = open({ connection: loginOf(slow), pool: { max: 1 } })
    try {
      const session = await db.client.acquireConnection()
      await db.client.releaseConnection(session)
      expect((await refusal(db('Invoice__c').select('Name').timeout(20))).message).toContain(
        'timeout of 20ms exceeded',
      )
      const again = await db.client.acquireConnection()
      expect(again).not.toBe(session)
      await db.client.releaseConnection(again)
      expect(session.isClosed).toBe(true)
      expect(loginsOf(slow)).toBe(1)
    } finally {
      await db.destroy()
      await slow.close()
    }
  })

  test('an AbortSignal stops a query', async () => {
    const slow = await startOrg({ latencyMs: 200 })
    const db = open({ connection: loginOf(slow) })
    try {
      await db('Account').limit(1)
      const stop = new AbortController()
      setTimeout(() => stop.abort(), 20)
      expect(await refusal(db('Invoice__c').options({ signal: stop.signal }))).toMatchObject({
        code: 'CERT-7006',
      })
      expect(await refusal(db('Account').options({ signal: AbortSignal.abort() }))).toMatchObject({
        code: 'CERT-7006',
      })
      expect(poolOf(db).numUsed()).toBe(0)
    } finally {
      await db.destroy()
      await slow.close()
    }
  })

  test('an AbortSignal stops a stream', async () => {
    const db = open()
    const stop = new AbortController()
    const names: string[] = []
    const read = async () => {
      for await (const row of db('Line__c').select('Name').stream({ signal: stop.signal })) {
        names.push(row.Name)
        if (names.length === 5) stop.abort()
      }
    }
    await refusal(read())
    expect(names.length).toBeLessThan(90)
    expect(await db('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
  })

  test('a stream that is left asks for no further page', async () => {
    const small = await startOrg({
      pageSize: 200,
      records: { Account: Array.from({ length: 2_000 }, (_, n) => ({ Name: `A ${n}`, Active__c: true })) },
    })
    const db = open({ connection: loginOf(small) })
    try {
      let n = 0
      for await (const _ of db('Account').select('Name').stream()) if (++n === 10) break
      expect(queriesOf(small).length).toBeLessThanOrEqual(2)
    } finally {
      await db.destroy()
      await small.close()
    }
  })

  test('destroy() lets end what runs', async () => {
    const slow = await startOrg({ latencyMs: 100 })
    const db = open({ connection: loginOf(slow) })
    await db('Account').limit(1)
    const running = db('Invoice__c').count({ n: '*' }).first()
    const result = running.then((row) => row)
    await db.destroy()
    expect(await result).toEqual({ n: 40 })
    await slow.close()
  })
})

test('an org that cannot be reached is an error of the query', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const db = open({ connection: asConfig({ ...loginOf(emulator), LoginURL: `http://127.0.0.1:${port}` }) })
  expect(await refusal(db('Account'))).toMatchObject({ code: expect.stringMatching(/^CERT-85/) })
})
