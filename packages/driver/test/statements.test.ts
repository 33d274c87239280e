import type { Emulator } from '@certsql/emulator'
import { CertSqlError, type Connection } from '../src/index.js'
import { closeAll, connectTo, queriesOf, startOrg } from './support/test-org.js'

let emulator: Emulator
let connection: Connection

beforeAll(async () => {
  emulator = await startOrg()
  connection = await connectTo(emulator)
})

afterAll(closeAll)

async function refused(work: Promise<unknown>): Promise<CertSqlError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof CertSqlError) return error
  throw new Error('it was not refused', { cause: error })
}

describe('a query', () => {
  test('gives columns, rows, figures', async () => {
    const result = await connection.query(
      "SELECT Name, Rating__c AS rating, Since__c FROM Account WHERE Industry = 'Energy' ORDER BY Since__c LIMIT 2",
    )
    expect(result.columns.map(({ name, type }) => [name, type.kind])).toEqual([
      ['Name', 'text'],
      ['rating', 'decimal'],
      ['Since__c', 'date'],
    ])
    expect(result.rows).toEqual([
      { Name: 'Account 00', rating: 0, Since__c: '2020-01-01' },
      { Name: 'Account 03', rating: 0.75, Since__c: '2020-01-04' },
    ])
    expect(result.stats).toMatchObject({ apiCalls: 1, rowsFetched: 2, rows: 2 })
    expect(result.stats.scans[0]?.soql).toMatch(/^SELECT .* FROM Account WHERE .* LIMIT 2$/)
    expect(result.notices).toEqual([])
  })

  test('gives rows as arrays when asked', async () => {
    const { rows } = await connection.query('SELECT 1 AS a, 2 AS a', [], { rowMode: 'array' })
    expect(rows).toEqual([[1, 2]])
    expect((await connection.query('SELECT 1 AS a, 2 AS a')).rows).toEqual([{ a: 2 }])
  })

  test('joins, groups and sums to the cent', async () => {
    const { rows } = await connection.query(
      `SELECT a.Name, SUM(i.acme__Total__c) AS total, COUNT(*) AS n
       FROM acme__Invoice__c i JOIN Account a ON a.Id = i.acme__Account__c
       GROUP BY a.Name ORDER BY a.Name LIMIT 2`,
    )
    expect(rows).toEqual([
      { Name: 'Account 00', total: 45, n: 450 },
      { Name: 'Account 01', total: 45, n: 450 },
    ])
  })

  test('computes here what the org cannot', async () => {
    const { rows } = await connection.query(
      "SELECT UPPER(Name) || '!' AS loud FROM Account WHERE LENGTH(Name) = 10 AND Rating__c * 2 = 1",
    )
    expect(rows).toEqual([{ loud: 'ACCOUNT 02!' }])
  })

  test.each([
    ['?', 'SELECT Name FROM Account WHERE Industry = ? AND Rating__c >= ? ORDER BY Name', ['Retail', 7]],
    ['$n', 'SELECT Name FROM Account WHERE Rating__c >= $2 AND Industry = $1 ORDER BY Name', ['Retail', 7]],
    [
      ':name',
      'SELECT Name FROM Account WHERE Industry = :industry AND Rating__c >= :least ORDER BY Name',
      { industry: 'Retail', least: 7 },
    ],
  ])('takes parameters as %s', async (_, sql, parameters) => {
    const { rows } = await connection.query(sql, parameters)
    expect(rows).toEqual([{ Name: 'Account 28' }])
  })

  test('a parameter is a value, whatever it looks like', async () => {
    const { rows } = await connection.query('SELECT Name FROM Account WHERE Name = ?', ["x' OR Name != '"])
    expect(rows).toEqual([])
  })

  test('a missing parameter', async () => {
    expect((await refused(connection.query('SELECT Name FROM Account WHERE Name = ?'))).code).toBe(
      'CERT-1005',
    )
  })

  test('reads tables about the org', async () => {
    const { rows } = await connection.query(
      "SELECT column_name FROM information_schema.columns WHERE table_name = 'Account' AND column_name LIKE '%ing%'",
    )
    expect(rows).toEqual([{ column_name: 'Rating__c' }])
    expect(
      (await connection.query("SELECT value FROM certsql.settings WHERE name = 'PageSize'")).rows,
    ).toEqual([{ value: '2000' }])
  })

  test('may run beside others', async () => {
    const counts = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        connection.query(`SELECT COUNT(*) AS n FROM Account WHERE Rating__c * 2 < ${n}`),
      ),
    )
    expect(counts.map(({ rows }) => rows[0]?.n)).toEqual([2, 4, 6, 8])
  })
})

describe('an error', () => {
  test.each([
    ['SELECT Nmae FROM Account', 'CERT-2003', 'Nmae'],
    ['SELECT Name FROM Acount', 'CERT-2001', 'Acount'],
    ['SELECT FROM Account', 'CERT-1001', 'FROM'],
    ["INSERT INTO Account (Nmae) VALUES ('x')", 'CERT-2003', 'Nmae'],
    ['DELETE FROM Account', 'CERT-8003', 'DELETE FROM Account'],
  ])('of %s points into the statement', async (sql, code, place) => {
    const error = await refused(connection.query(sql))
    expect(error).toMatchObject({ code, sql })
    expect(sql.slice(error.span?.start, error.span?.end)).toBe(place)
    expect(error.render()).toContain('^')
  })

  test('of a run knows its statement', async () => {
    const sql = 'SELECT 1 / (LENGTH(Name) - 10) FROM Account'
    expect(await refused(connection.query(sql))).toMatchObject({ code: 'CERT-3006', sql })
  })
})

describe('a stream', () => {
  test('gives rows as objects', async () => {
    const names = []
    for await (const row of connection.stream('SELECT Name FROM Account')) names.push(row.Name)
    expect(names).toHaveLength(30)
  })

  test('asks for no further page once its loop is left', async () => {
    const before = queriesOf(emulator).length
    for await (const row of connection.stream('SELECT Name FROM acme__Invoice__c')) {
      expect(row.Name).toMatch(/^INV-/)
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
    // The second page may have been on its way already; the third must never be asked for.
    expect(queriesOf(emulator).length - before).toBeLessThanOrEqual(2)
  })

  test('does not run ahead of its reader', async () => {
    const before = queriesOf(emulator).length
    const batches = connection.stream('SELECT Name FROM acme__Invoice__c').batches()
    await batches.next()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(queriesOf(emulator).length - before).toBeLessThanOrEqual(2)
    const rest = []
    for await (const { rows } of batches) rest.push(rows.length)
    expect(rest).toEqual([2000, 500])
    expect(queriesOf(emulator).length - before).toBe(3)
  })

  test('knows its columns before its rows', async () => {
    const stream = connection.stream('SELECT Name, Rating__c * 2 AS twice FROM Account WHERE 1 = 0')
    expect((await stream.columns()).map(({ name }) => name)).toEqual(['Name', 'twice'])
    const rows = []
    for await (const row of stream) rows.push(row)
    expect(rows).toEqual([])
  })

  test('ends with its signal', async () => {
    const controller = new AbortController()
    const reading = async () => {
      for await (const _ of connection.stream('SELECT Name FROM acme__Invoice__c', [], {
        signal: controller.signal,
      })) {
        controller.abort()
      }
    }
    expect((await refused(reading())).code).toBe('CERT-7006')
  })
})

describe('limits', () => {
  test('MaxRows cuts with a notice', async () => {
    const own = await connectTo(emulator, { MaxRows: 5 })
    const cut = await own.query('SELECT Name FROM Account')
    expect(cut.rows).toHaveLength(5)
    expect(cut.notices.map(({ kind }) => kind)).toEqual(['maxRows'])
    const whole = await own.query('SELECT Name FROM Account LIMIT 5')
    expect(whole.notices).toEqual([])
  })

  test('Timeout ends a statement', async () => {
    const slow = await startOrg({ latencyMs: 700 })
    const own = await connectTo(slow, { Timeout: 1 })
    expect(await refused(own.query('SELECT Name FROM Account'))).toMatchObject({ code: 'CERT-7004' })
  })

  test('MaxApiCalls ends a statement', async () => {
    const own = await connectTo(emulator, { MaxApiCalls: 2 })
    expect(await refused(own.query('SELECT Name FROM acme__Invoice__c'))).toMatchObject({ code: 'CERT-7001' })
    expect((await own.query('SELECT Name FROM Account')).rows).toHaveLength(30)
  })
})

describe('EXPLAIN', () => {
  const sql = "SELECT Name FROM Account WHERE Industry = 'Energy' AND LENGTH(Name) > 3"

  test('runs nothing, and shows the SOQL', async () => {
    const before = queriesOf(emulator).length
    const { columns, rows } = await connection.query(`EXPLAIN ${sql}`)
    expect(columns.map(({ name }) => name)).toEqual(['plan'])
    expect(rows.map(({ plan }) => plan).join('\n')).toContain("WHERE Industry = 'Energy'")
    expect(queriesOf(emulator).length).toBe(before)
    expect(await connection.explain(sql)).toBe(rows.map(({ plan }) => plan).join('\n'))
  })

  test('ANALYZE runs it and adds what it cost', async () => {
    const { rows, stats } = await connection.query(`EXPLAIN ANALYZE ${sql}`)
    const text = rows.map(({ plan }) => plan).join('\n')
    expect(text).toMatch(/actual: 1 API call, 10 rows/)
    expect(text).toMatch(/10 rows in the answer/)
    expect(stats.apiCalls).toBe(1)
    expect(await connection.explain(sql, [], { analyze: true })).toContain('actual: 1 API call')
  })

  test('as JSON', async () => {
    const { rows } = await connection.query(`EXPLAIN (FORMAT JSON) ${sql}`)
    const document = JSON.parse(String(rows[0]?.plan))
    expect(rows).toHaveLength(1)
    expect(document.scans[0].object).toBe('Account')
    const analyzed = JSON.parse(await connection.explain(sql, [], { analyze: true, format: 'json' }))
    expect(analyzed.actual).toMatchObject({ apiCalls: 1, rowsFetched: 10, rows: 10 })
  })

  test('VERIFY runs it both ways', async () => {
    const { rows } = await connection.query(`EXPLAIN VERIFY ${sql}`)
    expect(rows[0]?.plan).toMatch(/^Both ways give the same \d+ rows/)
    const found = JSON.parse(await connection.explain(sql, [], { verify: true, format: 'json' }))
    expect(found).toMatchObject({ version: 1, agrees: true, differences: [] })
    expect(found.unpushed.rows).toBe(found.planned.rows)
    expect(found.unpushed.rowsFetched).toBeGreaterThanOrEqual(found.planned.rowsFetched)
  })

  test('VERIFY refuses what is random', async () => {
    const error = await refused(connection.query('EXPLAIN VERIFY SELECT RANDOM() FROM Account'))
    expect(error.code).toBe('CERT-4001')
    expect(error.hint).toContain('RANDOM()')
  })
})

describe('settings', () => {
  test('SET, SHOW, RESET', async () => {
    const own = await connectTo(emulator, { TimeZone: 'Europe/Paris' })
    await own.query('SET TimeZone = Asia/Tokyo').catch(() => undefined)
    await own.query("SET TimeZone = 'Asia/Tokyo'")
    await own.query('SET MaxRows TO 3')
    await own.query('SET Pushdown = off')
    expect((await own.query('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'Asia/Tokyo' }])
    expect((await own.query('SELECT Name FROM Account')).rows).toHaveLength(3)
    const { rows } = await own.query(
      'SELECT CAST(acme__Sent__c AS DATE) AS day, EXTRACT(HOUR FROM acme__Sent__c) AS hour FROM acme__Invoice__c LIMIT 1',
    )
    expect(rows).toEqual([{ day: '2025-01-31', hour: 19 }])
    await own.query('RESET TimeZone')
    expect((await own.query('SHOW certsql.TimeZone')).rows).toEqual([{ TimeZone: 'Europe/Paris' }])
    await own.query('RESET ALL')
    expect((await own.query('SELECT Name FROM Account')).rows).toHaveLength(30)
    own.set('max rows', 7)
    expect((await own.query('SELECT Name FROM Account')).rows).toHaveLength(7)
  })

  test('SHOW ALL lists every property, secrets masked', async () => {
    const { rows } = await connection.query('SHOW ALL')
    expect(rows.find(({ name }) => name === 'Password')).toMatchObject({ value: '***' })
    expect(rows.find(({ name }) => name === 'Collation')).toMatchObject({ value: 'Org', default: 'Org' })
  })

  test.each([
    ['SET Colation = Binary', 'CERT-2006'],
    ['SET PageSize = 1 + 1', 'CERT-8601'],
    ['SET PageSize = 7', 'CERT-8601'],
    ["SET User = 'bob'", 'CERT-8601'],
    ['SET UseBulk = sometimes', 'CERT-8601'],
    ['SHOW Nothing', 'CERT-2006'],
  ])('%s is refused', async (sql, code) => {
    expect((await refused(connection.query(sql))).code).toBe(code)
  })
})

describe('the schema', () => {
  test('DESCRIBE gives a row for each column', async () => {
    const { rows } = await connection.query('DESCRIBE invoice')
    expect(rows).toContainEqual({
      column: 'acme__Account__c',
      type: 'ID',
      nullable: true,
      references: 'Account (acme__Account__r)',
      label: 'Account',
    })
    expect(rows.find(({ column }) => column === 'acme__Total__c')).toMatchObject({ type: 'DECIMAL(18,2)' })
  })

  test('DESCRIBE of a table about the org, and of none', async () => {
    const { rows } = await connection.query('DESCRIBE certsql.limits')
    expect(rows.map(({ column }) => column)).toContain('remaining')
    const error = await refused(connection.query('DESCRIBE Acount'))
    expect(error).toMatchObject({ code: 'CERT-2001', hint: 'did you mean "Account"?' })
  })

  test('tables() and describe()', async () => {
    expect(await connection.tables()).toContainEqual({ name: 'Account', label: 'Account', queryable: true })
    const table = await connection.describe('acme__invoice__c')
    expect(table.name).toBe('acme__Invoice__c')
    expect(table.parents.map(({ name }) => name)).toContain('acme__Account__r')
  })
})
