import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Connection, type ConnectOptions, connect } from '@certsql/driver'
import { type Emulator, type EmulatorOptions, type OrgSchema, startEmulator } from '@certsql/emulator'
import { connectTo, startAdversarialOrg } from './support/adversarial-org.js'
import { failureOf } from './support/failure.js'

const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

function keep<Closable extends { close(): unknown }>(one: Closable): Closable {
  opened.push(one)
  return one
}

async function openOrg(options: EmulatorOptions = {}, properties: ConnectOptions = {}) {
  const org = keep(await startAdversarialOrg(options))
  const connection = keep(await connectTo(org, properties))
  return { org, connection }
}

describe('logging in', () => {
  test('with a wrong password', async () => {
    const org = keep(await startAdversarialOrg())
    const { username } = org.credentials
    const error = await failureOf(
      connect({
        User: username,
        Password: 'wrong',
        SecurityToken: 'x',
        LoginURL: org.url,
        MetadataCache: 'off',
      }),
    )
    expect(error.code).toBe('CERT-5001')
    expect(error.message).toMatch(/user name, password or security token|password/i)
    expect(error.hint).toBeDefined()
    expect(error.org?.code).toBe('INVALID_LOGIN')
    expect(error.render()).not.toContain('wrong')
  })

  test('at an unknown host', async () => {
    const error = await failureOf(
      connect({ User: 'a', Password: 'b', LoginURL: 'https://no-such-host.invalid', MetadataCache: 'off' }),
    )
    expect(error.code).toBe('CERT-8501')
    expect(error.message).toContain('no-such-host.invalid')
    expect(error.hint).toBeDefined()
  }, 120_000)

  test('at a port where nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const error = await failureOf(
      connect({ OAuthAccessToken: 'x', InstanceUrl: `http://127.0.0.1:${port}`, MetadataCache: 'off' }),
    )
    expect(error.code).toBe('CERT-8501')
    expect(error.message).toContain('127.0.0.1')
  }, 120_000)

  test('with a property that there is not', async () => {
    const error = await failureOf(connect('certinia:///?Usr=amy@acme.com&Password=secret'))
    expect(error.code).toBe('CERT-2006')
    expect(error.message).toContain('Usr')
    expect(error.hint).toContain('User')
  })

  test('with a value that a property does not take', async () => {
    const error = await failureOf(connect({ User: 'a', Password: 'b', Collation: 'Binry' }))
    expect(error.code).toBe('CERT-8601')
    expect(error.message).toContain('Collation')
    expect(error.render()).toContain('Binary')
  })

  test('at an address that answers HTML', async () => {
    const { url } = keep(await htmlServer(200))
    const error = await failureOf(
      connect({ OAuthAccessToken: 'x', InstanceUrl: url, MetadataCache: 'off' }).then((connection) =>
        connection.query('SELECT Id FROM Account'),
      ),
    )
    expect(error.code).toBe('CERT-6002')
    expect(error.message).toMatch(/HTML|JSON/)
    expect(error.hint).toBeDefined()
  })

  test('at an address that is down, with a page that says so', async () => {
    const { url } = keep(await htmlServer(503))
    const error = await failureOf(
      connect({ OAuthAccessToken: 'x', InstanceUrl: url, MetadataCache: 'off' }).then((connection) =>
        connection.query('SELECT Id FROM Account'),
      ),
    )
    expect(error.code).toBe('CERT-6002')
    expect(error.message).toContain('HTTP 503')
  }, 120_000)
})

interface WrongStatement {
  readonly name: string
  readonly sql: string
  readonly code: string
  readonly message: RegExp
  /** What the caret stands under. */
  readonly place: string
  readonly hint?: RegExp
}

const WRONG_STATEMENTS: readonly WrongStatement[] = [
  {
    name: 'an unknown table',
    sql: 'SELECT Id FROM Custmer__c',
    code: 'CERT-2001',
    message: /Custmer__c/,
    place: 'Custmer__c',
    hint: /Customer__c/,
  },
  {
    name: 'an unknown column',
    sql: 'SELECT Nmae FROM Customer__c',
    code: 'CERT-2003',
    message: /Nmae/,
    place: 'Nmae',
    hint: /Name/,
  },
  {
    name: 'an unknown column of an alias',
    sql: 'SELECT c.Id FROM Customer__c c WHERE c.Txt__c = 1',
    code: 'CERT-2003',
    message: /Txt__c/,
    place: 'Txt__c',
    hint: /Text__c/,
  },
  {
    name: 'an unknown function',
    sql: 'SELECT LENGHT(Name) FROM Customer__c',
    code: 'CERT-2005',
    message: /LENGHT/,
    place: 'LENGHT',
    hint: /length/i,
  },
  {
    name: 'an unknown lookup',
    sql: 'SELECT Custmer__r.Name FROM Invoice__c',
    code: 'CERT-2003',
    message: /Custmer__r/,
    place: 'Custmer__r',
    hint: /Customer__r/,
  },
  {
    name: 'an ambiguous column',
    sql: 'SELECT Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c',
    code: 'CERT-2004',
    message: /Name/,
    place: 'Name',
    hint: /i\.Name|c\.Name/,
  },
  {
    name: 'a date that is none',
    sql: "SELECT DATE '2025-02-30' FROM Customer__c",
    code: 'CERT-1004',
    message: /2025-02-30/,
    place: "DATE '2025-02-30'",
  },
  {
    name: 'a text beside a day',
    sql: "SELECT Id FROM Customer__c WHERE Day__c = 'last week'",
    code: 'CERT-3003',
    message: /last week/,
    place: "'last week'",
  },
  {
    name: 'a text beside a number',
    sql: "SELECT Id FROM Customer__c WHERE Credit__c > 'much'",
    code: 'CERT-3003',
    message: /much/,
    place: "'much'",
  },
  {
    name: 'operands that do not fit',
    sql: 'SELECT Id FROM Customer__c WHERE Credit__c = Day__c',
    code: 'CERT-3001',
    message: /DECIMAL\(18,2\).*DATE/,
    place: 'Credit__c = Day__c',
  },
  {
    name: 'a column that is not grouped',
    sql: 'SELECT Name, COUNT(*) FROM Customer__c',
    code: 'CERT-3004',
    message: /Name/,
    place: 'Name',
  },
  {
    name: 'set operations of different width',
    sql: 'SELECT Id FROM Customer__c UNION SELECT Id, Name FROM Customer__c',
    code: 'CERT-3005',
    message: /columns?/,
    place: 'SELECT Id, Name FROM Customer__c',
  },
  {
    name: 'a write',
    sql: "INSERT INTO Customer__c (Nmae) VALUES ('x')",
    code: 'CERT-2003',
    message: /Customer__c has no column "Nmae"/,
    place: 'Nmae',
    hint: /did you mean "Name"/,
  },
]

describe('statements', () => {
  let org: Emulator
  let connection: Connection

  beforeAll(async () => {
    org = await startAdversarialOrg()
    connection = await connectTo(org)
  })

  afterAll(async () => {
    await connection.close()
    await org.close()
  })

  test.each(WRONG_STATEMENTS)('$name', async ({ sql, code, message, place, hint }) => {
    const error = await failureOf(connection.query(sql))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    if (hint !== undefined) expect(error.hint).toMatch(hint)
    expect(sql.slice(error.span?.start, error.span?.end)).toBe(place)
    expect(error.render()).toMatch(/\n +\^+/)
  })

  test('a syntax error in the middle of a long statement', async () => {
    const before = 'SELECT Id, Name,\n  Text__c\nFROM Customer__c\nWHERE '
    const conditions = Array.from({ length: 200 }, (_, index) => `Text__c <> 'text ${index}'`)
    const sql = `${before}${conditions.join('\n  AND ')}\n  AND Credit__c >> 5\nORDER BY Name`
    const error = await failureOf(connection.query(sql))
    expect(error.code).toBe('CERT-1001')
    expect(error.render()).toContain('line 204:')
    expect(error.render()).toContain('AND Credit__c >> 5')
    expect(error.render().split('\n').length).toBeLessThan(8)
  })

  test('a caret in a line of a thousand letters stays in view', async () => {
    const sql = `SELECT Id, ${Array.from({ length: 80 }, () => "'some text'").join(', ')}, Nmae FROM Customer__c`
    const error = await failureOf(connection.query(sql))
    const lines = error.render().split('\n')
    const caret = lines.findIndex((line) => /^ *\^+$/.test(line))
    const column = lines[caret]?.indexOf('^') ?? -1
    expect(lines[caret - 1]?.slice(column, column + 4)).toBe('Nmae')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(130)
  })

  test('division by zero', async () => {
    const error = await failureOf(connection.query('SELECT Id, 1 / Count__c FROM Customer__c'))
    expect(error.code).toBe('CERT-3006')
    expect(error.message).toBe('Division by zero.')
    expect(error.hint).toContain('NULLIF')
  })

  test('a constant division by zero', async () => {
    const error = await failureOf(connection.query('SELECT 1 / 0'))
    expect(error.code).toBe('CERT-3006')
  })

  test('a parameter too few', async () => {
    const error = await failureOf(connection.query('SELECT Id FROM Customer__c WHERE Name = ?'))
    expect(error.code).toBe('CERT-1005')
  })

  test('an unknown property', async () => {
    const error = await failureOf(connection.query("SET Colation = 'Binary'"))
    expect(error.code).toBe('CERT-2006')
    expect(error.hint).toContain('Collation')
  })

  test('nothing was asked of the org for any of these', () => {
    const queries = org.requests.filter(({ path }) => path.includes('/query'))
    // Division by zero is found while rows are computed.
    expect(queries.map(({ soql }) => soql)).toEqual(['SELECT Id, Count__c FROM Customer__c'])
  })
})

describe('short names', () => {
  const field = { label: 'Total', type: 'double', precision: 18, scale: 2, filterable: true } as const
  const object = { label: 'Bill', labelPlural: 'Bills', queryable: true }
  const schema: OrgSchema = {
    objects: [
      { ...object, name: 'one__Bill__c', keyPrefix: 'a01', fields: [{ ...field, name: 'one__Total__c' }] },
      {
        ...object,
        name: 'two__Bill__c',
        keyPrefix: 'a02',
        fields: [
          { ...field, name: 'two__Total__c' },
          { ...field, name: 'three__Total__c' },
        ],
      },
    ],
  }

  test('that fit two tables tell both', async () => {
    const connection = keep(await connectTo(keep(await startEmulator({ schema, records: {} }))))
    const error = await failureOf(connection.query('SELECT Id FROM Bill'))
    expect(error.code).toBe('CERT-2002')
    expect(error.render()).toMatch(/one__Bill__c.*two__Bill__c/s)
    expect(error.render()).toContain('^^^^')
  })

  test('that fit two columns tell both', async () => {
    const connection = keep(await connectTo(keep(await startEmulator({ schema, records: {} }))))
    const error = await failureOf(connection.query('SELECT Total FROM two__Bill__c'))
    expect(error.code).toBe('CERT-2004')
    expect(error.render()).toMatch(/two__Total__c.*three__Total__c|three__Total__c.*two__Total__c/s)
  })
})

describe('long texts', () => {
  test('a literal beyond what SOQL takes is compared here', async () => {
    const { org, connection } = await openOrg()
    const { rows } = await connection.query('SELECT Id FROM Customer__c WHERE Text__c = ? OR Text__c = ?', [
      'x'.repeat(5000),
      'acme',
    ])
    expect(rows).toHaveLength(6)
    expect(Math.max(...org.requests.map(({ soql = '' }) => soql.length))).toBeLessThan(4000)
  })

  test('a list beyond the length of a query is compared here, or asked in parts', async () => {
    const { org, connection } = await openOrg()
    const texts = Array.from({ length: 20_000 }, (_, index) => `'text number ${index}'`)
    const { rows } = await connection.query(
      `SELECT Id FROM Customer__c WHERE Text__c IN (${texts.join(', ')}, 'acme')`,
    )
    expect(rows).toHaveLength(6)
    expect(Math.max(...org.requests.map(({ soql = '' }) => soql.length))).toBeLessThan(100_000)
  })

  test('a list beyond the length of a query gives each row once when it is asked in parts', async () => {
    const { org, connection } = await openOrg({}, { BindJoins: 'always' })
    const texts = Array.from({ length: 12_000 }, (_, index) => `'text number ${index}'`)
    // Spellings of one text, far from each other: what the org takes for one must not come twice.
    const list = ["'acme'", ...texts, "'ACME'", "'Acmé'", ...texts, "'ACMÉ'", 'NULL'].join(', ')
    const { rows } = await connection.query(`SELECT Id FROM Customer__c WHERE Text__c IN (${list})`)
    const { rows: wanted } = await connection.query(
      "SELECT Id FROM Customer__c WHERE Text__c IN ('acme', 'acmé')",
    )
    expect(rows.map(({ Id }) => Id).sort()).toEqual(wanted.map(({ Id }) => Id).sort())
    const queries = org.requests.flatMap(({ soql }) => (soql === undefined ? [] : [soql]))
    expect(queries.filter((soql) => soql.includes(' IN (')).length).toBeGreaterThan(3)
    expect(Math.max(...queries.map((soql) => soql.length))).toBeLessThan(100_000)
  })

  test('a query beyond the length of an address goes another way', async () => {
    const { org, connection } = await openOrg()
    const texts = Array.from({ length: 1500 }, (_, index) => `'text number ${index}'`)
    const { rows } = await connection.query(
      `SELECT Id FROM Customer__c WHERE Text__c IN (${texts.join(', ')}, 'acme')`,
    )
    expect(rows).toHaveLength(6)
    expect(org.requests.filter(({ status }) => status >= 400)).toEqual([])
  })
})

describe('too much of everything', () => {
  const repeat = (count: number, write: (index: number) => string, separator: string) =>
    Array.from({ length: count }, (_, index) => write(index)).join(separator)

  test.each([
    [
      '5 MB of a list',
      () => `Text__c IN (${repeat(250_000, (index) => `'some text ${index}'`, ', ')}, 'acme')`,
    ],
    [
      'thousands of alternatives',
      () => `${repeat(30_000, (index) => `Text__c = 'some text ${index}'`, ' OR ')} OR Text__c = 'acme'`,
    ],
    [
      'thousands of conditions',
      () =>
        `Text__c IN ('acme', 'b') AND ${repeat(5_000, (index) => `Text__c <> 'text ${index}'`, ' AND ')} AND Text__c <> 'b'`,
    ],
    [
      'more conditions than a query of SOQL has room for',
      () =>
        `${repeat(11_000, (index) => `Other__c IS DISTINCT FROM 't${index}'`, ' AND ')} AND Text__c = 'acme'`,
    ],
  ])(
    '%s have their answer',
    async (_, condition) => {
      const { connection } = await openOrg()
      const sql = `SELECT Id FROM Customer__c WHERE ${condition()}`
      expect((await connection.query(sql)).rows).toHaveLength(6)
    },
    300_000,
  )

  test.each([
    ['lookups', (index: number) => `JOIN Region__c r${index + 1} ON r${index + 1}.Id = r${index}.Parent__c`],
    ['names', (index: number) => `JOIN Region__c r${index + 1} ON r${index + 1}.Name = r${index}.Name`],
    [
      'names, with the missing ones',
      (index: number) => `LEFT JOIN Region__c r${index + 1} ON r${index + 1}.Name = r0.Name`,
    ],
  ])(
    '500 joins by %s have a plan',
    async (_, join) => {
      const { connection } = await openOrg()
      const sql = `SELECT r0.Name FROM Region__c r0 ${repeat(500, join, ' ')}`
      expect(await connection.explain(sql)).toMatch(/^The org finds the rows/)
    },
    300_000,
  )

  test.each([
    ['parentheses', `SELECT Id FROM Customer__c WHERE ${'('.repeat(1000)}Active__c${')'.repeat(1000)}`],
    ['NOT', `SELECT Id FROM Customer__c WHERE ${'NOT '.repeat(1001)}Active__c`],
    ['derived tables', `${'SELECT Id FROM ('.repeat(1000)}SELECT Id FROM Customer__c${') t'.repeat(1000)}`],
    [
      'subqueries',
      `SELECT Id FROM Customer__c WHERE Id IN (${'SELECT Id FROM Customer__c WHERE Id IN ('.repeat(1000)}NULL${')'.repeat(1001)}`,
    ],
    [
      'CASE',
      `SELECT ${'CASE WHEN Active__c THEN 1 ELSE '.repeat(1000)}0${' END'.repeat(1000)} FROM Customer__c`,
    ],
    ['functions', `SELECT ${'UPPER('.repeat(1000)}Text__c${')'.repeat(1000)} FROM Customer__c`],
  ])('a thousand levels of %s are too many, and that is said', async (_, sql) => {
    const { connection } = await openOrg()
    const error = await failureOf(connection.query(sql))
    expect(error.code).toBe('CERT-1003')
    expect(error.message).toMatch(/nested too deeply|deeply nested/)
  })

  test('what CASE can be taken apart into stays within bounds', async () => {
    const { connection } = await openOrg()
    const nested = repeat(30, (index) => `CASE WHEN Status__c = '${index}' THEN Text__c ELSE `, '')
    const sql = `SELECT Id FROM Customer__c WHERE ${nested}Other__c${' END'.repeat(30)} = 'acme'`
    const { rows } = await connection.query(sql)
    const { rows: wanted } = await connection.query("SELECT Id FROM Customer__c WHERE Other__c = 'acme'")
    expect(rows.map(({ Id }) => Id).sort()).toEqual(wanted.map(({ Id }) => Id).sort())
  })
})

const TWO_PAGES = 'SELECT Id, Name FROM PagePlus__c'
const NEXT_PAGE = '/query/0'

describe('trouble on the way', () => {
  const gatherIds = async (connection: Connection, sql = TWO_PAGES) => {
    const { rows } = await connection.query(sql)
    return new Set(rows.map(({ Id }) => Id)).size
  }

  test('a connection that is reset between pages', async () => {
    const { connection } = await openOrg({
      faults: [{ match: { soql: 'PagePlus__c', nth: 2 }, action: { reset: true }, times: 1 }],
    })
    expect(await gatherIds(connection)).toBe(2001)
  })

  test('a connection that is always reset', async () => {
    const { connection } = await openOrg({
      faults: [{ match: { soql: 'PagePlus__c' }, action: { reset: true } }],
    })
    const error = await failureOf(connection.query(TWO_PAGES))
    expect(error.code).toBe('CERT-8502')
    expect(error.hint).toBeDefined()
  }, 120_000)

  test('a page that breaks off', async () => {
    const { connection } = await openOrg({
      faults: [{ match: { soql: 'PagePlus__c' }, action: { truncate: 0.5 }, times: 1 }],
    })
    expect(await gatherIds(connection)).toBe(2001)
  })

  test('pages that always break off end the statement, whatever rows came before', async () => {
    const { connection } = await openOrg(
      { faults: [{ match: { path: NEXT_PAGE }, action: { truncate: 0.5 } }] },
      { PageSize: 500 },
    )
    const seen: unknown[] = []
    const error = await failureOf(async () => {
      for await (const row of connection.stream(TWO_PAGES)) seen.push(row)
    })
    expect(error.code).toMatch(/CERT-(8502|6004|6002)/)
    expect(seen.length).toBeLessThan(2001)
  }, 120_000)

  test('a session that expires between pages is renewed', async () => {
    const org = keep(
      await startAdversarialOrg({
        faults: [{ match: { soql: 'PagePlus__c', nth: 2 }, action: { expireSession: true }, times: 1 }],
      }),
    )
    const { username, password, securityToken } = org.credentials
    const connection = keep(
      await connect({
        User: username,
        Password: password,
        SecurityToken: securityToken,
        LoginURL: org.url,
        MetadataCache: 'off',
      }),
    )
    expect(await gatherIds(connection)).toBe(2001)
    expect(org.requests.filter(({ status }) => status === 401)).toHaveLength(1)
  })

  test('a session that expires and cannot be renewed', async () => {
    const { connection } = await openOrg({
      faults: [{ match: { soql: 'PagePlus__c', nth: 2 }, action: { expireSession: true } }],
    })
    const error = await failureOf(connection.query(TWO_PAGES))
    expect(error.code).toBe('CERT-5002')
    expect(error.hint).toBeDefined()
  })

  test('an org that says 401 to everything is not asked forever', async () => {
    const org = keep(
      await startAdversarialOrg({
        faults: [{ match: { path: '/query' }, action: { status: 401, errorCode: 'INVALID_SESSION_ID' } }],
      }),
    )
    const { username, password, securityToken } = org.credentials
    const connection = keep(
      await connect({
        User: username,
        Password: password,
        SecurityToken: securityToken,
        LoginURL: org.url,
        MetadataCache: 'off',
      }),
    )
    const before = org.requests.length
    const errors = await Promise.all(
      Array.from({ length: 5 }, () => failureOf(connection.query('SELECT Id FROM Single__c'))),
    )
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['CERT-5002']))
    const logins = org.requests.filter(({ path }) => path.includes('/Soap/')).length
    expect(logins).toBeLessThanOrEqual(6)
    expect(org.requests.length - before).toBeLessThan(60)
  }, 120_000)

  test('a locator that is lost', async () => {
    const { connection } = await openOrg({
      faults: [{ match: { path: NEXT_PAGE }, action: { dropLocator: true }, times: 1 }],
    })
    const outcome = await gatherIds(connection).catch((error) => error.code)
    expect([2001, 'CERT-6004', 'CERT-6001']).toContain(outcome)
  })

  test('an error of the org keeps its words', async () => {
    const { connection } = await openOrg({
      faults: [
        {
          match: { soql: 'Single__c' },
          action: {
            status: 400,
            body: [
              { errorCode: 'QUERY_TOO_COMPLICATED', message: 'Query is either selecting too many fields…' },
            ],
          },
        },
      ],
    })
    const error = await failureOf(connection.query('SELECT Id FROM Single__c'))
    expect(error.code).toBe('CERT-7005')
    expect(error.org?.code).toBe('QUERY_TOO_COMPLICATED')
    expect(error.render()).toContain('Query is either selecting too many fields')
  })

  test('HTML in the middle of a query', async () => {
    const { connection } = await openOrg({
      faults: [
        {
          match: { soql: 'Single__c' },
          action: {
            status: 200,
            body: '<html><body>Proxy login</body></html>',
            headers: { 'Content-Type': 'text/html' },
          },
        },
      ],
    })
    const error = await failureOf(connection.query('SELECT Id FROM Single__c'))
    expect(error.code).toBe('CERT-6002')
  })
})

describe('stopping', () => {
  test('a signal ends a statement in the middle of its pages', async () => {
    const { org, connection } = await openOrg({ latencyMs: 20 }, { PageSize: 200 })
    await connection.describe('PagePlus__c')
    const stop = new AbortController()
    let seen = 0
    const error = await failureOf(async () => {
      for await (const _ of connection.stream(TWO_PAGES, [], { signal: stop.signal })) {
        seen += 1
        if (seen === 250) stop.abort()
      }
    })
    expect(error.code).toBe('CERT-7006')
    expect(error.message).toMatch(/cancel|stop/i)
    expect(seen).toBeLessThanOrEqual(400)
    const asked = org.requests.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(org.requests.length).toBeLessThanOrEqual(asked + 1)
    expect(asked).toBeLessThan(9)
  })

  test('a signal that was given before asks nothing', async () => {
    const { org, connection } = await openOrg()
    const asked = org.requests.length
    const error = await failureOf(connection.query(TWO_PAGES, [], { signal: AbortSignal.abort() }))
    expect(error.code).toBe('CERT-7006')
    expect(org.requests.length).toBe(asked)
  })

  test('a signal ends work that is done here', async () => {
    const { connection } = await openOrg()
    const sql = `SELECT COUNT(*) FROM PagePlus__c a, PagePlus__c b, PagePlus__c c
      WHERE a.Value__c * b.Value__c < c.Value__c AND UPPER(a.Name) <> LOWER(b.Name)`
    const error = await failureOf(connection.query(sql, [], { signal: AbortSignal.timeout(1500) }))
    expect(error.code).toMatch(/CERT-700[46]/)
  }, 30_000)

  test('a time limit says so', async () => {
    const { connection } = await openOrg({ latencyMs: 1500 }, { Timeout: 1 })
    const error = await failureOf(connection.query(TWO_PAGES))
    expect(error.code).toBe('CERT-7004')
    expect(error.hint).toContain('Timeout')
  })

  test('a limit of API calls says so', async () => {
    const { connection } = await openOrg({}, { PageSize: 200, MaxApiCalls: 3 })
    const error = await failureOf(connection.query(TWO_PAGES))
    expect(error.code).toBe('CERT-7001')
    expect(error.render()).toContain('MaxApiCalls')
  })
})

/** What a proxy, a firewall or a wrong address answers. */
async function htmlServer(status: number): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((_, response) => {
    response.writeHead(status, { 'Content-Type': 'text/html' })
    response.end('<!DOCTYPE html><html><head><title>Welcome</title></head><body>Hello</body></html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, close }
}
