import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CertSqlError, QueryResult } from '@certsql/driver'
import knex, { type Knex } from 'knex'
import { CertiniaClient } from '../src/index.js'
import { loginOf, startTestOrg, type TestOrg } from './support/test-org.js'

let org: TestOrg
let db: Knex

beforeAll(async () => {
  org = await startTestOrg()
  db = org.db
})

afterAll(() => org.close())

async function failure(work: () => PromiseLike<unknown>): Promise<CertSqlError> {
  try {
    await work()
  } catch (error) {
    return error as CertSqlError
  }
  throw new Error('it did not fail')
}

describe('what is compiled', () => {
  test('names as they are, in quotes; paths over lookups keep their dots', () => {
    const query = db('c2g__codaInvoice__c as i').select('i.c2g__Account__r.Name', 'i.*')
    expect(query.toString()).toBe(
      'select "i"."c2g__Account__r"."Name", "i".* from "c2g__codaInvoice__c" as "i"',
    )
  })

  test('toNative() has the statement as the driver takes it', () => {
    const moment = new Date(0)
    const native = db('Account')
      .whereRaw("a <> 'who\\?'")
      .where('b', moment)
      .where('c', Buffer.from('hi'))
      .toSQL()
      .toNative()
    expect(native).toEqual({
      sql: `select * from "Account" where a <> 'who?' and "b" = ? and "c" = ?`,
      bindings: [moment, 'aGk='],
    })
  })

  test('toString() writes values as they are meant, moments with their zone', () => {
    const query = db('Account').where({ a: new Date(0), b: "O'Neill", c: 12n, d: null, e: true, f: 1.5 })
    expect(query.toString()).toBe(
      `select * from "Account" where "a" = '1970-01-01T00:00:00.000Z' and "b" = 'O''Neill' and "c" = 12 and "d" is null and "e" = true and "f" = 1.5`,
    )
  })

  test('an object as a value is JSON', () => {
    expect(
      db('Line__c')
        .insert({ Data__c: { a: 1 } })
        .toSQL()
        .toNative().bindings,
    ).toEqual(['{"a":1}'])
  })

  test('a value that is none is refused', async () => {
    expect(
      await failure(() => db('Account').whereRaw('Name = ?', [(() => 1) as unknown as string])),
    ).toBeInstanceOf(Error)
    expect(await failure(() => db('Account').where('Name', Symbol('x') as unknown as string))).toMatchObject({
      code: 'CERT-1005',
    })
    expect((await failure(() => db('Account').where('Rating__c', Number.NaN))).message).toContain(
      'cannot be a parameter',
    )
    expect(
      (await failure(() => db('Account').where('Name', '=', ['a'] as unknown as string))).message,
    ).toContain('An array can only stand in a list')
  })

  test("the user's own wrapIdentifier and postProcessResponse", async () => {
    const own = await startTestOrg(
      {},
      {
        wrapIdentifier: (value, wrap) => wrap(value.replace(/([a-z])([A-Z])/g, '$1$2').replace(/^our/, '')),
        postProcessResponse: (result: unknown) => ({ wrapped: result }),
      },
    )
    const rows: unknown = await own.db('ourAccount').select('ourName').where('ourName', 'Acme 01')
    expect(rows).toEqual({ wrapped: [{ Name: 'Acme 01' }] })
    expect(await own.db('ourAccount').columnInfo('Name')).toMatchObject({ wrapped: { type: 'text' } })
    expect(await own.db.schema.hasTable('ourAccount')).toEqual({ wrapped: true })
    await own.close()
  })
})

describe('what comes back', () => {
  test('raw() gives rows, columns and what it cost', async () => {
    const result: QueryResult = await db.raw('SELECT Name FROM Account WHERE Name = ?', ['Acme 01'])
    expect(result).toMatchObject({ rows: [{ Name: 'Acme 01' }], rowCount: 1, command: 'SELECT' })
    expect(result.stats.apiCalls).toBe(1)
    expect(result.columns.map(({ name }) => name)).toEqual(['Name'])
  })

  test('raw() explains', async () => {
    const result: QueryResult = await db.raw('EXPLAIN SELECT Name FROM Account WHERE Name = ?', ['Acme 01'])
    expect(result.rows.map(({ plan }) => plan).join('\n')).toContain(
      "SELECT Name FROM Account WHERE Name = 'Acme 01'",
    )
  })

  test('columnInfo() of a table and of one column', async () => {
    const info = await db('Account').columnInfo()
    expect(info.Rating__c).toEqual({ type: 'numeric', maxLength: null, nullable: true, defaultValue: null })
    expect(await db('Account').columnInfo('City__c')).toEqual({
      type: 'text',
      maxLength: 80,
      nullable: true,
      defaultValue: null,
    })
    expect(await db('Nothing__c').columnInfo()).toEqual({})
  })

  test('insert() gives Ids', async () => {
    const own = await startTestOrg()
    const ids = await own.db('Account').insert([{ Name: 'New 1' }, { Name: 'New 2' }])
    expect(ids).toEqual([expect.stringMatching(/^001\w{15}$/), expect.stringMatching(/^001\w{15}$/)])
    expect(await own.db('Account').whereIn('Id', ids).orderBy('Name').pluck('Name')).toEqual([
      'New 1',
      'New 2',
    ])
    await own.close()
  })

  test('pluck() finds its column in any case', async () => {
    expect(await db('Account').where('Name', 'Acme 01').pluck('name')).toEqual(['Acme 01'])
  })

  test('dates, moments, decimals and booleans as the driver has them', async () => {
    const row = await db('Invoice__c')
      .where('Name', 'INV-001')
      .first('Due__c', 'Sent__c', 'Total__c', 'IsDeleted')
    expect(row).toEqual({
      Due__c: '2025-02-08',
      Sent__c: new Date('2025-03-02T08:30:00Z'),
      Total__c: 100.35,
      IsDeleted: false,
    })
  })

  test('decimals as texts where the connection says so', async () => {
    const exact = knex({
      client: CertiniaClient,
      connection: { ...loginOf(org.emulator), Decimals: 'String' } as object,
    })
    expect(await exact('Invoice__c').where('Name', 'INV-001').first('Total__c')).toEqual({
      Total__c: '100.35',
    })
    await exact.destroy()
  })
})

describe('events', () => {
  test('query, query-response with calls and rows, query-error', async () => {
    const own = await startTestOrg()
    const seen: unknown[] = []
    own.db.on('query', ({ sql, bindings }) => seen.push(['query', sql, bindings]))
    own.db.on('query-response', (response, { calls, rows, stats }) =>
      seen.push(['response', response.length, calls, rows, stats.rowsFetched]),
    )
    own.db.on('query-error', (error, { sql }) => seen.push(['error', error.code, sql]))
    await own.db('Account').select('Name').where('Name', 'Acme 01')
    await failure(() => own.db('Account').select('Nothing__c'))
    expect(seen).toEqual([
      ['query', 'select "Name" from "Account" where "Name" = ?', ['Acme 01']],
      ['response', 1, 1, 1, 1],
      ['query', 'select "Nothing__c" from "Account"', []],
      ['error', 'CERT-2003', 'select "Nothing__c" from "Account"'],
    ])
    await own.close()
  })

  test('certsql:stats of every statement, in transactions and streams too', async () => {
    const own = await startTestOrg()
    const seen: string[] = []
    own.db.client.on('certsql:stats', ({ sql, stats }: { sql: string; stats: { apiCalls: number } }) =>
      seen.push(`${sql.slice(0, 6)} ${stats.apiCalls}`),
    )
    await own.db('Account').select('Name')
    for await (const _ of own.db('Account').select('Name').stream());
    await own.db.transaction((trx) => trx('Account').insert({ Name: 'New' }))
    expect(seen).toEqual(['select 1', 'select 1', 'BEGIN; 0', 'insert 0', 'COMMIT 1'])
    await own.close()
  })
})

describe('errors', () => {
  test('show the statement, the place and a hint', async () => {
    const error = await failure(() => db('Account').select('Nmae').where('Name', 'x'))
    expect(error.message).toBe(
      `select "Nmae" from "Account" where "Name" = 'x' - Account has no column "Nmae".`,
    )
    expect(error.render()).toContain('^^^^^^')
    expect(error.hint).toBe('did you mean "Name"?')
  })

  test('show no values where Knex is told so', async () => {
    const own = await startTestOrg({}, { compileSqlOnError: false })
    const error = await failure(() => own.db('Account').select('Nmae').where('Name', 'secret'))
    expect(error.message).toBe(
      'select "Nmae" from "Account" where "Name" = ? - Account has no column "Nmae".',
    )
    await own.close()
  })
})

describe('what an org has no answer to', () => {
  test('migrations: nothing is made, and the sentence says what to do', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'certsql-knex-'))
    await writeFile(
      join(directory, '1_first.cjs'),
      'exports.up = async () => {}; exports.down = async () => {}\n',
    )
    const error = await failure(() => db.migrate.latest({ directory }))
    expect(error.message).toContain(
      'createTable cannot be done: objects and fields of an org are made in its setup',
    )
    expect(error.hint).toContain('sf project deploy start')
    await rm(directory, { recursive: true })
  })

  test('isolation levels, and transactions that only read', async () => {
    expect(
      (await failure(() => db.transaction(async () => 1, { isolationLevel: 'serializable' }))).message,
    ).toContain('no isolation level "serializable"')
    expect((await failure(() => db.transaction({ isolationLevel: 'snapshot' }))).message).toContain(
      'no isolation level',
    )
    expect((await failure(() => db.transaction(async () => 1, { readOnly: true }))).message).toContain(
      'only reads is none',
    )
  })

  test('truncate, unless Knex was made with allowTruncate', async () => {
    const own = await startTestOrg({}, { allowTruncate: true })
    await own.db('Line__c').truncate()
    expect(await own.db('Line__c').count({ n: '*' }).first()).toEqual({ n: 0 })
    await own.close()
  })

  test('writes, where the connection is read-only', async () => {
    const reader = knex({
      client: CertiniaClient,
      connection: { ...loginOf(org.emulator), ReadOnly: 'true' } as object,
    })
    expect(await failure(() => reader('Account').insert({ Name: 'x' }))).toMatchObject({ code: 'CERT-8001' })
    await reader.destroy()
  })
})

describe('transactions', () => {
  test('send one request at their end', async () => {
    const own = await startTestOrg()
    await own.db('Account').limit(1)
    const before = own.emulator.requests.length
    await own.db.transaction(async (trx) => {
      const [account] = await trx('Account').insert({ Name: 'New' }, ['Id'])
      await trx('Invoice__c').insert({ Name: 'NEW', Account__c: account.Id })
    })
    const writes = own.emulator.requests.slice(before).filter(({ method }) => method === 'POST')
    expect(writes.map(({ path }) => path)).toEqual([expect.stringMatching(/composite\/graph$/)])
    await own.close()
  })

  test('give Ids in what they resolve to, however deep, also when ended by hand', async () => {
    const own = await startTestOrg()
    const made = await own.db.transaction(async (trx) => {
      const [account] = await trx('Account').insert({ Name: 'New' }).returning(['Id', 'Name'])
      const [id] = await trx('Invoice__c').insert({ Name: 'NEW', Account__c: account.Id })
      return { account, list: [{ id }] }
    })
    expect(made).toEqual({
      account: { Id: expect.stringMatching(/^001/), Name: 'New' },
      list: [{ id: expect.stringMatching(/^a00/) }],
    })
    const trx = await own.db.transaction()
    const [id] = await trx('Account').insert({ Name: 'New 2' })
    expect(id).toMatch(/^@\{/)
    await trx.commit(id)
    expect(await trx.executionPromise).toMatch(/^001/)
    await own.close()
  })

  test('that the org refuses leave nothing behind', async () => {
    const own = await startTestOrg()
    const error = await failure(() =>
      own.db.transaction(async (trx) => {
        await trx('Account').insert({ Name: 'New', Ext__c: 'twice' })
        await trx('Account').insert({ Name: 'New too', Ext__c: 'twice' })
      }),
    )
    expect(error.code).toBe('CERT-8002')
    expect(await own.db('Account').where('Name', 'like', 'New%')).toEqual([])
    await own.close()
  })
})

describe('the name of the dialect', () => {
  test('is certinia', () => {
    expect([db.client.dialect, db.client.driverName]).toEqual(['certinia', 'certinia'])
  })

  test('may be another for libraries that ask for it, in transactions too', async () => {
    const own = await startTestOrg({}, { dialect: 'postgresql' })
    expect(own.db.client.dialect).toBe('postgresql')
    await own.db.transaction(async (trx) => expect(trx.client.dialect).toBe('postgresql'))
    await own.close()
  })
})

test('a second instance with parameters of its own shares the login', async () => {
  const own = db.withUserParams({ tenant: 1 })
  expect(await own('Account').count({ n: '*' }).first()).toEqual({ n: 12 })
  expect(own.userParams).toEqual({ tenant: 1 })
})
