import { CertSqlError, ID, TEXT, TIMESTAMPTZ } from '@certsql/core'
import {
  Catalog,
  type CatalogOptions,
  METADATA_TABLES,
  type MetadataOptions,
  type MetadataTable,
} from '../src/index.js'
import { OBJECTS } from './support/describes.js'
import { FakeOrg } from './support/fake-org.js'

type NamedRow = Readonly<Record<string, unknown>>

/** Rows with the names of their columns. */
async function rowsOf(
  table: string,
  options: MetadataOptions = {},
  { org = new FakeOrg(OBJECTS), ...facts }: CatalogOptions & { org?: FakeOrg } = {},
): Promise<readonly NamedRow[]> {
  const [schema = '', name = ''] = table.split('.')
  const catalog = new Catalog(org, facts)
  const found = await catalog.resolve((view) => view.metadataTable(schema, name))
  const rows = await catalog.metadataRows(schema, name, options)
  return rows.map((row) =>
    Object.fromEntries(row.map((value, index) => [found?.columns[index]?.name, value])),
  )
}

function only(rows: readonly NamedRow[], facts: NamedRow): readonly NamedRow[] {
  return rows.filter((row) => Object.entries(facts).every(([name, value]) => row[name] === value))
}

describe('every metadata table', () => {
  const org = new FakeOrg(OBJECTS)
  const catalog = new Catalog(org, {
    metadata: {
      limits: async () => [{ name: 'DailyApiRequests', max: 100, remaining: 40 }],
      settings: () => [
        { name: 'Collation', value: 'Org', defaultValue: 'Org', description: 'how texts compare' },
      ],
      functions: () => [{ name: 'UPPER', kind: 'scalar', signature: 'UPPER(text) → text', description: '' }],
      procedures: () => [
        {
          name: 'GetUpdated',
          description: 'what changed',
          writes: false,
          parameters: [
            {
              name: 'Object',
              direction: 'IN',
              type: TEXT,
              required: true,
              fallback: null,
              description: 'which',
            },
            {
              name: 'EndDate',
              direction: 'IN',
              type: TIMESTAMPTZ,
              required: false,
              fallback: 'now',
              description: null,
            },
            { name: 'Id', direction: 'OUT', type: ID, required: false, fallback: null, description: null },
          ],
        },
      ],
      localRelations: () => [
        {
          schema: 'pg_temp',
          name: 'v',
          kind: 'view',
          columns: [{ name: 'a', type: TEXT }],
          definition: 'SELECT 1',
        },
      ],
    },
  })

  test.each(METADATA_TABLES.map((table) => [`${table.schema}.${table.name}`, table] as const))(
    '%s has rows that fit its columns',
    async (_, table) => {
      const rows = await catalog.metadataRows(table.schema, table.name)
      expect(new Set(table.columns.map((column) => column.name)).size).toBe(table.columns.length)
      for (const row of rows)
        expect(row.map(kindOf)).toEqual(row.map((value, index) => expectedKind(table, index, value)))
      expect(rows).not.toEqual([])
    },
  )

  test.each(METADATA_TABLES.map((table) => [`${table.schema}.${table.name}`, table] as const))(
    '%s is answered without a call, now that all is known',
    async (_, table) => {
      org.calls.length = 0
      await catalog.metadataRows(table.schema.toUpperCase(), table.name.toUpperCase())
      expect(org.calls).toEqual([])
    },
  )

  function kindOf(value: unknown): string {
    return value === null ? 'null' : typeof value
  }

  function expectedKind(table: MetadataTable, index: number, value: unknown): string {
    const type = table.columns[index]?.type.kind
    if (value === null) return type === 'boolean' ? 'boolean' : 'null'
    return (
      { text: 'string', integer: 'number', bigint: 'number', boolean: 'boolean' }[type as string] ??
      `${type}?`
    )
  }
})

describe('what the tables cost', () => {
  test.each([
    ['information_schema.schemata', []],
    ['information_schema.tables', ['global']],
    ['certsql.objects', ['global']],
    ['certsql.settings', []],
  ])('%s: %j', async (table, calls) => {
    const org = new FakeOrg(OBJECTS)
    await rowsOf(table, {}, { org })
    expect(org.calls).toEqual(calls)
  })

  test('columns of named objects need the describes of these only', async () => {
    const org = new FakeOrg(OBJECTS)
    const rows = await rowsOf('information_schema.columns', { objects: ['ACCOUNT', 'nothing'] }, { org })
    expect(org.calls).toEqual(['global', 'Account'])
    expect(new Set(only(rows, { table_schema: 'org' }).map((row) => row.table_name))).toEqual(
      new Set(['Account']),
    )
  })

  test('objects outside of Objects are not described', async () => {
    const org = new FakeOrg(OBJECTS)
    await rowsOf('certsql.fields', {}, { org, objects: ['Account', 'Task'] })
    expect(org.calls).toEqual(['global', 'Account', 'Task'])
  })

  test('record counts need one call', async () => {
    const org = new FakeOrg(OBJECTS)
    org.counts = new Map([['Account', 3]])
    const rows = await rowsOf('certsql.record_counts', {}, { org })
    expect(org.calls).toHaveLength(2)
    expect(only(rows, { object_name: 'Account' })).toEqual([{ object_name: 'Account', records: 3 }])
    expect(only(rows, { object_name: 'Task' })).toEqual([{ object_name: 'Task', records: null }])
    expect(only(rows, { object_name: 'AggregateResult' })).toEqual([])
  })
})

describe('an object that the org refuses to describe', () => {
  const refusal = (code: 'CERT-6003' | 'CERT-8502') => new CertSqlError({ code, message: 'no' })

  test('is left out with a warning', async () => {
    const org = new FakeOrg(OBJECTS)
    const warnings: string[] = []
    org.before = async (call) => {
      if (call === 'Task') throw refusal('CERT-6003')
    }
    const rows = await rowsOf('certsql.fields', {}, { org, onWarning: (message) => warnings.push(message) })
    expect(only(rows, { object_name: 'Task' })).toEqual([])
    expect(only(rows, { object_name: 'Account' })).toHaveLength(9)
    expect(warnings).toEqual(['The metadata tables leave out what the org does not describe: Task.'])
  })

  test('is the news when all of them are', async () => {
    const org = new FakeOrg(OBJECTS)
    const gone = new CertSqlError({
      code: 'CERT-6001',
      message: 'no',
      org: { code: 'NOT_FOUND', message: 'gone', httpStatus: 404 },
    })
    org.before = async (call) => {
      if (call !== 'global') throw gone
    }
    await expect(rowsOf('certsql.fields', {}, { org })).rejects.toBe(gone)
  })

  test('is no excuse for a broken connection', async () => {
    const org = new FakeOrg(OBJECTS)
    org.before = async (call) => {
      if (call === 'Task') throw refusal('CERT-8502')
    }
    await expect(rowsOf('certsql.fields', {}, { org })).rejects.toMatchObject({ code: 'CERT-8502' })
  })
})

test('a metadata table that is none is an error', async () => {
  const catalog = new Catalog(new FakeOrg([]))
  expect(await catalog.resolve((view) => view.metadataTable('certsql', 'nonsense'))).toBeUndefined()
  await expect(catalog.metadataRows('certsql', 'nonsense')).rejects.toMatchObject({ code: 'CERT-2001' })
})

describe('information_schema', () => {
  test('schemata lists the three schemas', async () => {
    const rows = await rowsOf('information_schema.schemata')
    expect(rows.map((row) => row.schema_name)).toEqual(['org', 'information_schema', 'certsql'])
  })

  test('tables lists what can be read or written, and itself', async () => {
    const rows = await rowsOf('information_schema.tables')
    expect(only(rows, { table_name: 'Account' })).toMatchObject([
      { table_catalog: 'certinia', table_schema: 'org', table_type: 'BASE TABLE', is_insertable_into: 'YES' },
    ])
    expect(only(rows, { table_name: 'User' })).toMatchObject([{ is_insertable_into: 'NO' }])
    expect(only(rows, { table_name: 'AggregateResult' })).toEqual([])
    expect(only(rows, { table_schema: 'information_schema', table_name: 'tables' })).toMatchObject([
      { table_type: 'SYSTEM VIEW', is_insertable_into: 'NO' },
    ])
  })

  test.each([
    [
      'Account',
      'Id',
      {
        ordinal_position: 1,
        is_nullable: 'NO',
        data_type: 'character varying',
        character_maximum_length: 18,
        is_identity: 'YES',
        is_updatable: 'NO',
      },
    ],
    [
      'Account',
      'Name',
      {
        ordinal_position: 2,
        is_nullable: 'YES',
        data_type: 'text',
        character_maximum_length: 255,
        character_octet_length: 1020,
        numeric_precision: null,
        is_updatable: 'YES',
      },
    ],
    ['Account', 'BillingAddress', { data_type: 'json', udt_name: 'json', character_maximum_length: null }],
    [
      'Account',
      'AnnualRevenue',
      { data_type: 'numeric', numeric_precision: 18, numeric_precision_radix: 10, numeric_scale: 0 },
    ],
    [
      'c2g__codaInvoice__c',
      'c2g__Margin__c',
      {
        data_type: 'double precision',
        numeric_precision: 53,
        numeric_precision_radix: 2,
        numeric_scale: null,
        is_generated: 'ALWAYS',
      },
    ],
    ['c2g__codaInvoice__c', 'Name', { is_generated: 'ALWAYS' }],
    [
      'c2g__codaInvoice__c',
      'c2g__Paid__c',
      { data_type: 'boolean', is_nullable: 'NO', is_generated: 'NEVER' },
    ],
    ['Task', 'ActivityDate', { data_type: 'date', udt_name: 'date', datetime_precision: 0 }],
    [
      'columns',
      'ordinal_position',
      { table_schema: 'information_schema', data_type: 'integer', numeric_precision: 32, numeric_scale: 0 },
    ],
  ])('columns describes %s.%s', async (table, name, expected) => {
    const rows = await rowsOf('information_schema.columns')
    expect(only(rows, { table_name: table, column_name: name })).toMatchObject([expected])
  })

  test('constraints: a primary key, unique fields, and lookups with one target', async () => {
    const rows = await rowsOf('information_schema.table_constraints', {
      objects: ['c2g__codaInvoice__c', 'Account', 'Task'],
    })
    const named = rows.map((row) => `${row.constraint_type} ${row.constraint_name}`)
    expect(named).toEqual([
      'PRIMARY KEY Account_pkey',
      'UNIQUE Account_ERP_Key__c_key',
      'PRIMARY KEY c2g__codaInvoice__c_pkey',
      'PRIMARY KEY Task_pkey',
      'FOREIGN KEY Account_ParentId_fkey',
      'FOREIGN KEY Account_OwnerId_fkey',
      'FOREIGN KEY c2g__codaInvoice__c_c2g__Account__c_fkey',
      'FOREIGN KEY c2g__codaInvoice__c_c2g__Company__c_fkey',
      'FOREIGN KEY c2g__codaInvoice__c_ffin__Company__c_fkey',
      'FOREIGN KEY c2g__codaInvoice__c_c2g__Shadow__c_fkey',
    ])
  })

  test('the usual join finds where a foreign key leads', async () => {
    const name = { constraint_name: 'c2g__codaInvoice__c_c2g__Company__c_fkey' }
    const [keys, usage, references] = await Promise.all([
      rowsOf('information_schema.key_column_usage'),
      rowsOf('information_schema.constraint_column_usage'),
      rowsOf('information_schema.referential_constraints'),
    ])
    expect(only(keys, name)).toMatchObject([
      { table_name: 'c2g__codaInvoice__c', column_name: 'c2g__Company__c', position_in_unique_constraint: 1 },
    ])
    expect(only(usage, name)).toMatchObject([{ table_name: 'c2g__codaCompany__c', column_name: 'Id' }])
    expect(only(references, name)).toMatchObject([
      { unique_constraint_name: 'c2g__codaCompany__c_pkey', delete_rule: 'CASCADE' },
    ])
    expect(only(keys, { constraint_name: 'c2g__codaCompany__c_pkey' })).toMatchObject([{ column_name: 'Id' }])
    expect(only(references, { constraint_name: 'Account_ParentId_fkey' })).toMatchObject([
      { delete_rule: 'NO ACTION' },
    ])
  })

  test('foreign keys lead to listed tables only', async () => {
    const rows = await rowsOf('information_schema.referential_constraints', {}, { objects: ['Account'] })
    expect(rows.map((row) => row.constraint_name)).toEqual(['Account_ParentId_fkey'])
  })
})

describe('certsql', () => {
  test('objects speaks of all objects in the words of the platform', async () => {
    const rows = await rowsOf('certsql.objects')
    expect(rows).toHaveLength(OBJECTS.length)
    expect(only(rows, { name: 'c2g__codaInvoice__c' })).toMatchObject([
      { namespace: 'c2g', is_custom: true, is_queryable: true, is_insertable: true },
    ])
    expect(only(rows, { name: 'Account' })).toMatchObject([
      { label: 'Customer', namespace: null, key_prefix: '001' },
    ])
    expect(only(rows, { name: 'AggregateResult' })).toMatchObject([{ is_queryable: false }])
  })

  test('fields tells types, what can be done, and what an insert needs', async () => {
    const rows = await rowsOf('certsql.fields', { objects: ['c2g__codaInvoice__c'] })
    expect(only(rows, { name: 'c2g__InvoiceTotal__c' })).toMatchObject([
      {
        position: 3,
        field_type: 'double',
        sql_type: 'DECIMAL(18,2)',
        precision: 18,
        scale: 2,
        is_groupable: false,
      },
    ])
    expect(only(rows, { is_required: true }).map((row) => row.name)).toEqual([
      'c2g__InvoiceStatus__c',
      'c2g__Account__c',
    ])
    expect(only(rows, { name: 'OwnerId' })).toMatchObject([
      { reference_to: 'Group, User', relationship_name: 'Owner', sql_type: 'ID' },
    ])
  })

  test('picklist_values keeps the order of the set-up', async () => {
    const rows = await rowsOf('certsql.picklist_values', { objects: ['c2g__codaInvoice__c'] })
    expect(
      rows.map(({ position, value, label, is_active, is_default }) => [
        position,
        value,
        label,
        is_active,
        is_default,
      ]),
    ).toEqual([
      [1, 'In Progress', 'In progress', true, true],
      [2, 'Complete', 'Complete', true, false],
      [3, 'Discarded', null, false, false],
    ])
  })

  test('relationships has both directions, and a row per target of a polymorphic one', async () => {
    const rows = await rowsOf('certsql.relationships', { objects: ['Account', 'Task'] })
    const lines = rows.map((row) =>
      [
        row.object_name,
        row.direction,
        row.relationship_name,
        row.field_name,
        row.related_object,
        row.is_polymorphic,
      ].join(' '),
    )
    expect(lines).toEqual([
      'Account parent Parent ParentId Account false',
      'Account parent Owner OwnerId User false',
      'Account child ChildAccounts ParentId Account false',
      'Account child c2g__Invoices__r c2g__Account__c c2g__codaInvoice__c false',
      'Account child  AccountId EventRelation false',
      'Task parent What WhatId Account true',
      'Task parent What WhatId c2g__codaInvoice__c true',
    ])
  })

  test('what the session has of its own goes first', async () => {
    const setting = (value: string) => ({ name: 'Collation', value, defaultValue: null, description: '' })
    const metadata = { settings: () => [setting('Org')] }
    const session = { settings: () => [setting('Binary')] }
    expect(await rowsOf('certsql.settings', { session }, { metadata })).toMatchObject([{ value: 'Binary' }])
  })

  test('limits, settings, functions and procedures come from the driver, and are empty without it', async () => {
    const signal = new AbortController().signal
    const metadata = {
      limits: async (options: { readonly signal?: AbortSignal }) => {
        expect(options.signal).toBe(signal)
        return [{ name: 'DailyApiRequests', max: 100, remaining: 40 }]
      },
    }
    expect(await rowsOf('certsql.limits', { signal }, { metadata })).toEqual([
      { name: 'DailyApiRequests', max: 100, remaining: 40, used: 60 },
    ])
    for (const table of ['limits', 'settings', 'functions', 'procedures', 'procedure_parameters'])
      expect(await rowsOf(`certsql.${table}`)).toEqual([])
  })
})
