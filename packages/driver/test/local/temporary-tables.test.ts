import { CertSqlError, type Connection } from '../../src/index.js'
import { closeAll, connectTo, queriesOf, startOrg } from '../support/test-org.js'

let connection: Connection
let emulator: Awaited<ReturnType<typeof startOrg>>

beforeAll(async () => {
  emulator = await startOrg()
})

beforeEach(async () => {
  connection = await connectTo(emulator)
})

afterEach(() => connection.close())
afterAll(closeAll)

async function rows(sql: string, parameters: readonly string[] = []) {
  return (await connection.query(sql, parameters, { rowMode: 'array' })).rows
}

/** Code, sentence, what the caret shows, and the hint. */
async function refusal(sql: string, parameters: readonly string[] = []) {
  try {
    await connection.query(sql, parameters)
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    const { code, message, span, hint } = error
    return [code, message, span === undefined ? undefined : sql.slice(span.start, span.end), hint]
  }
  throw new Error(`It was not refused: ${sql}`)
}

describe('a temporary table', () => {
  test('holds the rows of its query, and is read without a call', async () => {
    const made = await connection.query(
      "CREATE TEMP TABLE energy AS SELECT Id, Name, Rating__c, Since__c, NULL AS note FROM Account WHERE Industry = 'Energy'",
    )
    expect(made.columns).toEqual([])
    expect(made.stats).toMatchObject({ apiCalls: 1, rowsFetched: 10 })
    const read = await connection.query('SELECT * FROM Energy ORDER BY name LIMIT 1')
    expect(read.columns.map(({ name, type }) => [name, type.kind])).toEqual([
      ['Id', 'id'],
      ['Name', 'text'],
      ['Rating__c', 'decimal'],
      ['Since__c', 'date'],
      ['note', 'text'],
    ])
    expect(read.rows).toEqual([
      { Id: '001000000000000AAA', Name: 'Account 00', Rating__c: 0, Since__c: '2020-01-01', note: null },
    ])
    expect(read.stats.apiCalls).toBe(0)
  })

  test('is joined with the org, and compares text as the org does', async () => {
    await connection.query("CREATE TEMP TABLE wanted AS VALUES ('ACCOUNT 01'), ('account 02')")
    expect(
      await rows(
        `SELECT a.Name, COUNT(*) FROM wanted w JOIN Account a ON a.Name = w.column1
         JOIN acme__Invoice__c i ON i.acme__Account__c = a.Id GROUP BY a.Name ORDER BY 1`,
      ),
    ).toEqual([
      ['Account 01', 450],
      ['Account 02', 450],
    ])
  })

  test('takes parameters when it is made', async () => {
    await connection.query('CREATE TEMP TABLE p AS SELECT Name FROM Account WHERE Industry = ?', ['retail'])
    expect(await rows('SELECT COUNT(*) FROM p')).toEqual([[10]])
  })

  test('keeps lists, intervals, JSON and wide sums as they are', async () => {
    await connection.query(
      `CREATE TEMP TABLE odd AS SELECT ARRAY[1, 2] AS list, INTERVAL '1 day' AS span, '{"a":1}'::JSON AS document,
       SUM(column1) AS total, 12345678901234567890.12 AS wide FROM (VALUES (1.5), (2.25)) AS v`,
    )
    const direct = await connection.query(
      `SELECT ARRAY[1, 2] AS list, INTERVAL '1 day' AS span, '{"a":1}'::JSON AS document,
       SUM(column1) AS total, 12345678901234567890.12 AS wide FROM (VALUES (1.5), (2.25)) AS v`,
    )
    const kept = await connection.query('SELECT * FROM odd')
    expect(kept.rows).toEqual(direct.rows)
    expect(kept.columns).toEqual(direct.columns)
  })

  test('goes before a table of the org, which its schema still reaches', async () => {
    await connection.query('CREATE TEMP TABLE Account AS SELECT 1 AS one')
    expect(await rows('SELECT * FROM account')).toEqual([[1]])
    expect(await rows('SELECT * FROM pg_temp.Account')).toEqual([[1]])
    expect(await rows('SELECT COUNT(*) FROM org.Account')).toEqual([[30]])
  })

  test('is listed', async () => {
    await connection.query('CREATE TEMP TABLE t AS SELECT 1 AS a')
    await connection.query("CREATE TEMP VIEW v AS SELECT a, 'x' AS b FROM t")
    expect(
      await rows(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'pg_temp' ORDER BY 1",
      ),
    ).toEqual([
      ['t', 'LOCAL TEMPORARY'],
      ['v', 'VIEW'],
    ])
    expect(
      await rows(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'pg_temp' ORDER BY 1, 2",
      ),
    ).toEqual([
      ['t', 'a', 'integer'],
      ['v', 'a', 'integer'],
      ['v', 'b', 'text'],
    ])
    expect(await rows('SELECT view_definition FROM information_schema.views')).toEqual([
      ["SELECT a, 'x' AS b FROM t"],
    ])
    expect(
      await rows("SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'pg_temp'"),
    ).toEqual([['pg_temp']])
    expect(await rows('DESCRIBE t')).toEqual([['a', 'INTEGER', true, null, null]])
  })

  test('is read in any time zone', async () => {
    await connection.query('CREATE TEMP TABLE sent AS SELECT acme__Sent__c AS at, Name FROM acme__Invoice__c')
    connection.set('TimeZone', 'America/New_York')
    expect(
      await rows("SELECT CAST(at AS TIMESTAMP), COUNT(*) FROM sent WHERE Name <> 'INV-0' GROUP BY 1"),
    ).toEqual([['2025-01-31 05:00:00', 4499]])
    connection.set('TimeZone', 'UTC')
    expect(await rows('SELECT CAST(at AS TIMESTAMP) FROM sent LIMIT 1')).toEqual([['2025-01-31 10:00:00']])
  })

  test('stands beside settings that are those of the session', async () => {
    const session = connection.session()
    session.set('MaxRows', 7)
    const sql = "SELECT value FROM certsql.settings WHERE name = 'MaxRows'"
    expect((await session.query(sql)).rows).toEqual([{ value: '7' }])
    expect(await rows(sql)).toEqual([['0']])
    await session.close()
  })

  test('belongs to one session', async () => {
    const session = connection.session()
    await session.query('CREATE TEMP TABLE mine AS SELECT 1 AS a')
    expect((await refusal('SELECT * FROM mine'))[0]).toBe('CERT-2001')
    await connection.query('CREATE TEMP TABLE mine AS SELECT 2 AS a')
    await session.close()
    expect(await rows('SELECT a FROM mine')).toEqual([[2]])
  })

  test('is replaced, dropped, and made again', async () => {
    await connection.query('CREATE TEMP TABLE t AS SELECT 1 AS a')
    await connection.query('CREATE OR REPLACE TEMP TABLE t AS SELECT a + 1 AS b FROM t')
    expect(await rows('SELECT b FROM t')).toEqual([[2]])
    await connection.query('DROP TABLE t')
    const again = await connection.query('DROP TABLE IF EXISTS t')
    expect(again.notices.map(({ message }) => message)).toEqual(['There is no temporary table "t".'])
    await connection.query('CREATE TEMP TABLE t AS SELECT 3 AS c')
    const kept = await connection.query('CREATE TEMP TABLE IF NOT EXISTS t AS SELECT 4 AS d')
    expect(kept.notices.map(({ message }) => message)).toEqual(['"t" exists already.'])
    expect(await rows('SELECT * FROM t')).toEqual([[3]])
  })

  test('may be made by one of two statements at the same time', async () => {
    const outcomes = await Promise.allSettled([
      connection.query('CREATE TEMP TABLE race AS SELECT 1 AS a'),
      connection.query('CREATE TEMP TABLE race AS SELECT 2 AS a'),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await rows('SELECT COUNT(*) FROM race')).toEqual([[1]])
  })

  test('leaves nothing when its query fails', async () => {
    expect((await refusal('CREATE TEMP TABLE t AS SELECT 1 / column1 FROM (VALUES (0)) AS v'))[0]).toBe(
      'CERT-3006',
    )
    expect((await refusal('SELECT * FROM t'))[0]).toBe('CERT-2001')
  })

  test('is grouped here when the org finds that it cannot', async () => {
    await connection.query(
      'CREATE TEMP TABLE sums AS SELECT acme__Account__c, SUM(acme__Total__c) AS total FROM acme__Invoice__c GROUP BY 1',
    )
    expect(await rows('SELECT COUNT(*), MIN(total), MAX(total) FROM sums')).toEqual([[10, 45, 45]])
  })

  test('is explained by its query, and not made', async () => {
    const plan = await connection.explain(
      "CREATE TEMP TABLE t AS SELECT Name FROM Account WHERE Name LIKE 'A%'",
    )
    expect(plan).toContain("SELECT Name FROM Account WHERE Name LIKE 'A%'")
    expect((await refusal('SELECT * FROM t'))[0]).toBe('CERT-2001')
  })
})

describe('a temporary view', () => {
  test('asks the org each time, for no more than the statement needs', async () => {
    await connection.query('CREATE TEMP VIEW v (title) AS SELECT Name, Industry AS trade FROM Account')
    const before = queriesOf(emulator).length
    expect(await rows("SELECT title FROM v WHERE trade = 'Energy' ORDER BY title LIMIT 1")).toEqual([
      ['Account 00'],
    ])
    expect(queriesOf(emulator).slice(before)).toEqual([
      expect.stringMatching(/^SELECT Name FROM Account WHERE Industry = 'Energy' /),
    ])
  })

  test('sees neither the WITH nor the parameters of the statement that reads it', async () => {
    await connection.query('CREATE TEMP TABLE t AS SELECT 1 AS a')
    await connection.query('CREATE TEMP VIEW v AS SELECT a FROM t')
    expect(await rows('WITH t AS (SELECT 2 AS a) SELECT v.a, t.a FROM v, t WHERE ? = ?', ['x', 'x'])).toEqual(
      [[1, 2]],
    )
  })

  test('tells where it is mentioned when it does not work any more', async () => {
    await connection.query('CREATE TEMP TABLE t AS SELECT 1 AS a')
    await connection.query('CREATE TEMP VIEW v AS SELECT a FROM t')
    await connection.query('CREATE OR REPLACE TEMP TABLE t AS SELECT 1 AS b')
    expect(await refusal('SELECT 1 FROM v AS x')).toEqual([
      'CERT-2003',
      'In the view "v": t has no column "a".',
      'v',
      'did you mean "b"?',
    ])
  })
})

describe('what cannot be made or dropped', () => {
  beforeEach(async () => {
    await connection.query('CREATE TEMP TABLE t AS SELECT 1 AS a')
    await connection.query('CREATE TEMP VIEW v AS SELECT a FROM t')
  })

  test.each([
    [
      'CREATE TEMP TABLE t AS SELECT 1 AS a',
      'CERT-2008',
      'There is a temporary table "t" already.',
      't',
      'write CREATE OR REPLACE TEMP TABLE, or DROP TABLE t first',
    ],
    [
      'CREATE OR REPLACE TEMP TABLE v AS SELECT 1 AS a',
      'CERT-2008',
      'There is a temporary view "v" already.',
      'v',
      'DROP VIEW v first, or take another name',
    ],
    [
      'CREATE TEMP TABLE d AS SELECT 1 AS a, 2 AS A',
      'CERT-2008',
      'Two columns of the query are called "A".',
      'SELECT 1 AS a, 2 AS A',
      'give one of them another name with AS',
    ],
    [
      'CREATE TEMP VIEW w (x, y) AS SELECT 1',
      'CERT-3005',
      'The query has one column, but 2 names are given.',
      'y',
      undefined,
    ],
    [
      'CREATE OR REPLACE TEMP VIEW v AS SELECT * FROM (SELECT * FROM V) AS x',
      'CERT-4002',
      'The view "v" would read itself.',
      'v',
      'WITH RECURSIVE makes a table that grows out of itself',
    ],
    [
      'CREATE TEMP VIEW w AS SELECT ? AS x',
      'CERT-1005',
      'A view cannot have parameters: it is read long after they were given.',
      '?',
      'write the value, or CREATE TEMP TABLE … AS',
    ],
    ['DROP TABLE t', 'CERT-4002', 'The view "v" reads "t".', 't', 'DROP VIEW v first'],
    ['DROP VIEW t', 'CERT-2001', '"t" is a table, not a view.', 't', 'write DROP TABLE t'],
    [
      'DROP TABLE Account',
      'CERT-2001',
      'There is no temporary table "Account".',
      'Account',
      'only what CREATE TEMP made can be dropped; tables of the org are changed in its set-up',
    ],
  ])('%s', async (sql, code, message, place, hint) => {
    expect(await refusal(sql)).toEqual([code, message, place, hint])
  })
})
