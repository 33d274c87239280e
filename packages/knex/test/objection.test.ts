import { Model, type Page, raw, ref } from 'objection'
import { startTestOrg, type TestOrg } from './support/test-org.js'

class Account extends Model {
  static override tableName = 'Account'
  static override idColumn = 'Id'
  declare Id: string
  declare Name: string
  declare City__c: string | null
  declare Industry: string | null
  declare Employees__c: number | null
  declare parent?: Account
  declare invoices?: Invoice[]

  static override relationMappings = () => ({
    invoices: {
      relation: Model.HasManyRelation,
      modelClass: Invoice,
      join: { from: 'Account.Id', to: 'Invoice__c.Account__c' },
    },
    parent: {
      relation: Model.BelongsToOneRelation,
      modelClass: Account,
      join: { from: 'Account.ParentId', to: 'Account.Id' },
    },
    lines: {
      relation: Model.ManyToManyRelation,
      modelClass: Line,
      join: {
        from: 'Account.Id',
        through: { from: 'Invoice__c.Account__c', to: 'Invoice__c.Id' },
        to: 'Line__c.Invoice__c',
      },
    },
  })

  static override modifiers = {
    energetic: (query: import('objection').AnyQueryBuilder) => void query.where('Industry', 'Energy'),
    name: (query: import('objection').AnyQueryBuilder) => void query.select('Name'),
  }
}

class Invoice extends Model {
  static override tableName = 'Invoice__c'
  static override idColumn = 'Id'
  declare Id: string
  declare Name: string
  declare Total__c: number | null
  declare Account__c: string | null
  declare account?: Account
  declare lines?: Line[]

  static override relationMappings = () => ({
    account: {
      relation: Model.BelongsToOneRelation,
      modelClass: Account,
      join: { from: 'Invoice__c.Account__c', to: 'Account.Id' },
    },
    lines: {
      relation: Model.HasManyRelation,
      modelClass: Line,
      join: { from: 'Invoice__c.Id', to: 'Line__c.Invoice__c' },
    },
  })
}

class Line extends Model {
  static override tableName = 'Line__c'
  static override idColumn = 'Id'
  declare Id: string
  declare Name: string
  declare Amount__c: number | null
  declare Invoice__c: string | null
}

let org: TestOrg

beforeEach(async () => {
  org = await startTestOrg()
  Model.knex(org.db)
})

afterEach(() => org.close())

/** The requests that write, since a moment. */
function writesAfter(start: number): readonly string[] {
  return org.emulator.requests
    .slice(start)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/.*\/data\/v[\d.]+/, '')}`)
}

describe('queries', () => {
  test('give models', async () => {
    const [first] = await Account.query().where('Industry', 'Retail').orderBy('Name').limit(1)
    expect(first).toBeInstanceOf(Account)
    expect(first?.Name).toBe('Acme 01')
  })

  test('findById, findOne, findByIds, throwIfNotFound', async () => {
    expect((await Account.query().findById('001000000000003AAA'))?.Name).toBe('Acme 03')
    expect((await Account.query().findOne({ Ext__c: 'A-4' }))?.Name).toBe('Acme 04')
    expect(await Account.query().findByIds(['001000000000001AAA', '001000000000002AAA']).resultSize()).toBe(2)
    await expect(Account.query().findById('001000000000099AAA').throwIfNotFound()).rejects.toThrow(
      'NotFoundError',
    )
  })

  test('modifiers, pages, ranges, refs and raws', async () => {
    expect(await Account.query().modify('energetic').resultSize()).toBe(3)
    const page: Page<Account> = await Account.query().select('Name').orderBy('Name').page(1, 5)
    expect(page.total).toBe(12)
    expect(page.results.map(({ Name }) => Name)).toEqual([
      'Acme 04',
      'Acme 05',
      'Acme 06',
      'Acme 07',
      'Acme 08',
    ])
    expect(await Account.query().where('Rating__c', '>', ref('Employees__c')).resultSize()).toBeGreaterThan(0)
    expect(
      await Account.query().select(raw('upper(??)', 'Name').as('big')).findOne({ Name: 'Acme 01' }),
    ).toMatchObject({
      big: 'ACME 01',
    })
  })

  test('joinRelated and whereExists over relations', async () => {
    const names = await Invoice.query()
      .joinRelated('account')
      .where('account.Industry', 'Energy')
      .select('Invoice__c.Name')
    expect(names.length).toBeGreaterThan(0)
    const without = await Account.query().whereNotExists(Account.relatedQuery('invoices')).select('Name')
    expect(without.map(({ Name }) => Name).sort()).toEqual(['Acme 10', 'acme 03'])
  })
})

describe('relations', () => {
  test('withGraphFetched asks once for each level', async () => {
    await Account.query().limit(1)
    await Invoice.query().limit(1)
    await Line.query().limit(1)
    const start = org.emulator.requests.length
    const accounts = await Account.query()
      .where('Industry', 'Energy')
      .withGraphFetched('[parent(name), invoices.lines]')
      .orderBy('Name')
    expect(org.emulator.requests.length - start).toBe(4)
    const lines = accounts.flatMap(({ invoices = [] }) => invoices.flatMap((invoice) => invoice.lines ?? []))
    expect(lines.every((line) => line instanceof Line)).toBe(true)
    const sum = lines.reduce((total, { Amount__c }) => total + (Amount__c ?? 0), 0)
    const direct: { total?: number } | undefined = await org
      .db('Line__c as l')
      .join('Invoice__c as i', 'i.Id', 'l.Invoice__c')
      .join('Account as a', 'a.Id', 'i.Account__c')
      .where('a.Industry', 'Energy')
      .sum('l.Amount__c as total')
      .first()
    expect(sum).toBeCloseTo(Number(direct?.total), 6)
    expect(accounts.find(({ Name }) => Name === 'Acme 04')?.parent).toMatchObject({ Name: 'Acme 01' })
  })

  test('withGraphJoined gives the same as withGraphFetched', async () => {
    const sorted = (list: readonly Invoice[]) =>
      [...list].sort((a, b) => a.Name.localeCompare(b.Name)).map((one) => one.toJSON())
    const fetched = await Invoice.query().whereNotNull('Total__c').withGraphFetched('account')
    const joined = await Invoice.query().whereNotNull('Invoice__c.Total__c').withGraphJoined('account')
    expect(sorted(joined)).toEqual(sorted(fetched))
    const deep = await Account.query().findById('001000000000005AAA').withGraphJoined('invoices.lines')
    const shallow = await Account.query().findById('001000000000005AAA').withGraphFetched('invoices.lines')
    expect(deep?.invoices?.length).toBe(shallow?.invoices?.length)
  })

  test('through another table', async () => {
    const lines = await Account.relatedQuery<Line>('lines').for('001000000000005AAA')
    const expected = await org
      .db('Line__c')
      .whereIn('Invoice__c', org.db('Invoice__c').select('Id').where('Account__c', '001000000000005AAA'))
      .pluck('Id')
    expect(lines.map(({ Id }) => Id).sort()).toEqual(expected.sort())
  })

  test('$relatedQuery and $fetchGraph of a model', async () => {
    const account = await Account.query().findById('001000000000005AAA').throwIfNotFound()
    const invoices = await account.$relatedQuery<Invoice>('invoices').orderBy('Name')
    await account.$fetchGraph('invoices')
    expect(account.invoices?.map(({ Id }) => Id).sort()).toEqual(invoices.map(({ Id }) => Id).sort())
  })
})

describe('writes', () => {
  test('insert, insertAndFetch, patch, patchAndFetchById, delete', async () => {
    const inserted = await Account.query().insert({ Name: 'New' })
    expect(inserted.Id).toMatch(/^001/)
    expect(await Account.query().insertAndFetch({ Name: 'New 2', City__c: 'Oslo' })).toMatchObject({
      City__c: 'Oslo',
      Industry: null,
    })
    expect(await Account.query().patch({ City__c: 'Oslo' }).where('Name', 'New')).toBe(1)
    expect((await Account.query().patchAndFetchById(inserted.Id, { City__c: 'Bergen' })).City__c).toBe(
      'Bergen',
    )
    await inserted.$query().patch({ Employees__c: 5 })
    expect((await inserted.$query()).Employees__c).toBe(5)
    expect(await Account.query().deleteById(inserted.Id)).toBe(1)
    expect(await Account.query().delete().where('Name', 'New 2')).toBe(1)
  })

  test('of a relation', async () => {
    const account = await Account.query().findById('001000000000003AAA').throwIfNotFound()
    const invoice = await account.$relatedQuery<Invoice>('invoices').insert({ Name: 'NEW', Total__c: 5 })
    expect(invoice.Account__c).toBe(account.Id)
    await account.$relatedQuery('invoices').patch({ Total__c: 6 }).where('Name', 'NEW')
    expect((await Invoice.query().findOne({ Name: 'NEW' }))?.Total__c).toBe(6)
    await account.$relatedQuery('invoices').unrelate().where('Name', 'NEW')
    expect((await Invoice.query().findOne({ Name: 'NEW' }))?.Account__c).toBeNull()
    await account.$relatedQuery('invoices').relate(invoice.Id)
    expect((await Invoice.query().findOne({ Name: 'NEW' }))?.Account__c).toBe(account.Id)
    expect(await account.$relatedQuery('invoices').delete().where('Name', 'NEW')).toBe(1)
  })

  test('insertGraph in a transaction is one composite graph, and its models have their Ids', async () => {
    await Account.query().withGraphFetched('invoices.lines')
    const start = org.emulator.requests.length
    const graph = await Account.transaction(async (trx) =>
      Account.query(trx).insertGraph({
        Name: 'New',
        invoices: [
          {
            Name: 'NEW-1',
            Total__c: 1,
            lines: [
              { Name: 'NL-1', Amount__c: 1 },
              { Name: 'NL-2', Amount__c: 2 },
            ],
          },
          { Name: 'NEW-2', Total__c: 2 },
        ],
      } as object),
    )
    expect(writesAfter(start)).toEqual(['POST /composite/graph'])
    expect(graph.Id).toMatch(/^001/)
    expect(graph.invoices?.[0]?.Account__c).toBe(graph.Id)
    expect(graph.invoices?.[0]?.lines?.[1]).toMatchObject({
      Id: expect.stringMatching(/^a01/),
      Invoice__c: graph.invoices?.[0]?.Id,
    })
    const found = await Account.query().findById(graph.Id).withGraphFetched('invoices.lines')
    expect(found?.invoices?.flatMap(({ lines = [] }) => lines.map(({ Name }) => Name)).sort()).toEqual([
      'NL-1',
      'NL-2',
    ])
  })

  test('insertGraph that the org refuses leaves nothing', async () => {
    const twice = { Name: 'New', Ext__c: 'one', invoices: [{ Name: 'NEW-1', Ref__c: 'R-1' }] } as object
    await expect(
      Account.transaction(async (trx) => Account.query(trx).insertGraph(twice)),
    ).rejects.toMatchObject({
      code: 'CERT-8002',
    })
    expect(await Account.query().where('Name', 'New').resultSize()).toBe(0)
  })

  test('upsertGraph changes, adds and takes away', async () => {
    const account = await Account.query()
      .findById('001000000000005AAA')
      .withGraphFetched('invoices')
      .throwIfNotFound()
    const [kept, ...others] = account.invoices ?? []
    await Account.transaction(async (trx) =>
      Account.query(trx).upsertGraph(
        {
          Id: account.Id,
          Name: 'Changed',
          invoices: [{ Id: kept?.Id, Name: 'KEPT' }, { Name: 'ADDED' }],
        } as object,
        { relate: false },
      ),
    )
    const after = await Account.query().findById(account.Id).withGraphFetched('invoices').throwIfNotFound()
    expect(after.Name).toBe('Changed')
    expect(after.invoices?.map(({ Name }) => Name).sort()).toEqual(['ADDED', 'KEPT'])
    expect(others.length).toBeGreaterThan(0)
  })

  test('onConflict', async () => {
    await Account.query()
      .insert({ Ext__c: 'A-1', Name: 'Changed' } as object)
      .onConflict('Ext__c')
      .merge()
    expect((await Account.query().findById('001000000000001AAA'))?.Name).toBe('Changed')
  })

  test('several records in one insert, where Objection is told that the dialect is like PostgreSQL', async () => {
    await expect(Account.query().insert([{ Name: 'New 1' }, { Name: 'New 2' }])).rejects.toThrow(
      'batch insert only works',
    )
    const own = await startTestOrg({}, { dialect: 'postgresql' })
    const made = await Account.query(own.db).insert([{ Name: 'New 1' }, { Name: 'New 2' }])
    expect(made.map(({ Id }) => Id)).toEqual([expect.stringMatching(/^001/), expect.stringMatching(/^001/)])
    await own.close()
  })
})
