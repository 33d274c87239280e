import { CertSqlError, type Connection, type ConnectOptions, connect } from '@certsql/driver'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { rawRows } from './raw-org.js'
import { WRITE_SCHEMA } from './write-schema.js'

/** Hostile texts in every place where a text can stand: they change the data that they belong to, and nothing else. */

const VICTIM = '001000000000777'
const OTHER = '001000000000778'

const HOSTILE = [
  "'; DELETE FROM Account; --",
  "' OR '1'='1",
  "\\' OR Name != \\'",
  '\\',
  "x\\' --",
  "') OR (Name LIKE '%",
  '%',
  '_%',
  '*',
  '@{part0.id}',
  '@{r1.id}',
  `${VICTIM},${OTHER}`,
  '..',
  '../Contact',
  './..//',
  '?ids=x&allOrNone=false',
  '</urn:ids><urn:ids>001000000000777',
  ']]><!--',
  '"},{"Name":"injected',
  '\\u0027 OR Name != \\u0027',
  '"\n"injected","injected"',
  '"",""',
  '#N/A',
  '\r\n--boundary\r\n\r\n',
  '#{7*7} {{7*7}} $1 ? :name',
  '/* x */ -- y',
  '"; DROP TABLE x; --',
  '" FROM Account; --',
  '`',
  '[x]',
]

const ROADS = {
  collections: {},
  bulk: { BulkIngestThreshold: 1, BulkPollInterval: 1 },
  withoutPushdown: { Pushdown: 'off' },
} as const satisfies Readonly<Record<string, ConnectOptions>>

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({
    schema: WRITE_SCHEMA,
    records: {
      User: [{ LastName: 'Amy', Username: 'amy@acme.example' }],
      Account: [
        { Id: VICTIM, Name: 'victim', Site: 'same', Key__c: 'victim' },
        { Id: OTHER, Name: "O'Neill", Site: 'same', Key__c: 'other' },
      ],
      Contact: [{ LastName: 'Rose', AccountId: VICTIM }],
    },
    bulkJobMs: 0,
  })
})
afterAll(() => emulator.close())

async function open(options: ConnectOptions): Promise<Connection> {
  const { url, credentials } = emulator
  const login = { OAuthAccessToken: credentials.accessToken, InstanceUrl: url, MetadataCache: 'off' }
  return await connect({ ...login, ...options })
}

type Row = Readonly<Record<string, unknown>>

async function accounts(): Promise<ReadonlyMap<string, Row>> {
  const rows = await rawRows(emulator, 'SELECT Id, Name, Site, Key__c, Description, IsDeleted FROM Account')
  return new Map(rows.map(({ attributes: _, ...row }) => [String(row.Id), row]))
}

async function contacts(): Promise<readonly Row[]> {
  return await rawRows(emulator, 'SELECT Id, LastName, AccountId, Account.Key__c, IsDeleted FROM Contact')
}

/** The records that work has changed or made, and no contact besides. */
async function changesOf(work: () => Promise<unknown>): Promise<readonly Row[]> {
  const [before, contactsBefore] = [await accounts(), await contacts()]
  await work()
  expect(await contacts()).toEqual(contactsBefore)
  const after = await accounts()
  return [...after.values()].filter(
    (row) => JSON.stringify(row) !== JSON.stringify(before.get(String(row.Id))),
  )
}

/** As the org keeps it. */
const stored = (text: string) => text.trim()

describe.each(Object.entries(ROADS))('%s', (_, options) => {
  let connection: Connection
  beforeAll(async () => {
    connection = await open(options)
  })
  afterAll(() => connection.close())

  test.each(HOSTILE)('%j as a value and in conditions', async (text) => {
    const inserted = await changesOf(() =>
      connection.query('INSERT INTO Account (Name, Site) VALUES (?, ?)', [text, 'first']),
    )
    expect(inserted).toMatchObject([{ Name: stored(text), Site: 'first' }])
    const id = inserted[0]?.Id
    const literal = stored(text).replaceAll("'", "''")
    const updated = await changesOf(() =>
      connection.query(`UPDATE Account SET Site = ? WHERE Name = '${literal}'`, ['second']),
    )
    expect(updated).toMatchObject([{ Id: id, Site: 'second' }])
    const again = await changesOf(() =>
      connection.query('UPDATE Account SET Site = :to WHERE Name IN (:name)', {
        to: text,
        name: stored(text),
      }),
    )
    expect(again).toMatchObject([{ Id: id, Site: stored(text) }])
    const deleted = await changesOf(() =>
      connection.query('DELETE FROM Account WHERE Name = $1', [stored(text)]),
    )
    expect(deleted).toMatchObject([{ Id: id, IsDeleted: true }])
    const undeleted = await changesOf(() =>
      connection.query('UNDELETE FROM Account WHERE Name = ?', [stored(text)]),
    )
    expect(undeleted).toMatchObject([{ Id: id, IsDeleted: false }])
    purge('Account', String(id))
  })

  test.each(HOSTILE)('%j as an external id', async (text) => {
    const upsert = (site: string) =>
      connection.query('UPSERT INTO Account (Key__c, Name, Site) VALUES (?, ?, ?) ON (Key__c)', [
        text,
        'keyed',
        site,
      ])
    const [made, ...others] = await changesOf(() => upsert('first'))
    expect([made, others]).toMatchObject([{ Key__c: stored(text), Site: 'first' }, []])
    expect(await changesOf(() => upsert('second'))).toMatchObject([{ Id: made?.Id, Site: 'second' }])
    await connection.query('INSERT INTO Contact (LastName, "Account.Key__c") VALUES (?, ?)', ['child', text])
    const children = (await contacts()).filter(({ LastName }) => LastName === 'child')
    expect(children).toMatchObject([{ AccountId: made?.Id }])
    await connection.query("DELETE FROM Contact WHERE LastName = 'child'")
    for (const row of emulator.org.records('Contact'))
      if (row.LastName === 'child') purge('Contact', String(row.Id))
    purge('Account', String(made?.Id))
  })

  test.each(HOSTILE)('%j as an Id', async (text) => {
    const changes = await changesOf(async () => {
      for (const sql of [
        'DELETE FROM Account WHERE Id = ?',
        'UPDATE Account SET Site = ? WHERE Id = ?',
        'UNDELETE FROM Account WHERE Id = ?',
      ]) {
        await quietly(connection.query(sql, sql.startsWith('UPDATE') ? ['hit', text] : [text]))
      }
      await quietly(connection.query('INSERT INTO Account (Name, ParentId) VALUES (?, ?)', ['child', text]))
    })
    expect(changes).toEqual([])
  })

  test.each(HOSTILE)('%j as a name', async (text) => {
    const quoted = `"${text.replaceAll('"', '""')}"`
    const changes = await changesOf(async () => {
      await quietly(connection.query(`INSERT INTO Account (Name, ${quoted}) VALUES ('a', 'b')`))
      await quietly(connection.query(`INSERT INTO ${quoted} (Name) VALUES ('a')`))
      await quietly(connection.query(`UPDATE Account SET ${quoted} = 'x' WHERE Name = 'victim'`))
      await quietly(connection.query(`DELETE FROM ${quoted} WHERE Name = 'victim'`))
      await quietly(
        connection.query(
          `INSERT INTO Contact (LastName, "Account.${text.replaceAll('"', '""')}") VALUES ('a', 'b')`,
        ),
      )
    })
    expect(changes).toEqual([])
  })
})

test.each(HOSTILE)('%j in a transaction', async (text) => {
  const connection = await open({})
  const changes = await changesOf(async () => {
    await connection.query('BEGIN')
    const insert = connection.query('INSERT INTO Account (Name, Site) VALUES (?, ?)', [text, 'tx'])
    if (text.includes('@{')) {
      await expect(insert).rejects.toMatchObject({ code: 'CERT-8004' })
      await connection.query('ROLLBACK')
      return
    }
    await insert
    await connection.query('COMMIT')
  })
  expect(changes).toMatchObject(text.includes('@{') ? [] : [{ Name: stored(text), Site: 'tx' }])
  for (const { Id } of changes) purge('Account', String(Id))
  await connection.close()
})

/** Whatever is wrong with it must be our own error. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof CertSqlError)) throw error
    expect(error.code).not.toBe('CERT-9001')
  }
}

function purge(name: string, id: string): void {
  const object = emulator.org.object(name)
  const table = object && emulator.org.table(object)
  const row = table?.row(id)
  if (row !== undefined) table?.purge(row)
}
