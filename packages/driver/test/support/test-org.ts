import type { EmulatorOptions, FieldSchema, OrgSchema } from '@certsql/emulator'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { type Connection, type ConnectOptions, connect } from '../../src/index.js'

const GRANTED = {
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
  nillable: true,
} as const

const NAME: FieldSchema = {
  ...GRANTED,
  name: 'Name',
  label: 'Name',
  type: 'string',
  length: 255,
  nameField: true,
}

export const SCHEMA: OrgSchema = {
  objects: [
    {
      name: 'Account',
      label: 'Account',
      keyPrefix: '001',
      queryable: true,
      fields: [
        NAME,
        { ...GRANTED, name: 'Industry', label: 'Industry', type: 'picklist', length: 255 },
        {
          ...GRANTED,
          groupable: false,
          name: 'Rating__c',
          label: 'Rating',
          type: 'double',
          precision: 18,
          scale: 2,
        },
        { ...GRANTED, name: 'Since__c', label: 'Customer since', type: 'date' },
      ],
    },
    {
      name: 'acme__Invoice__c',
      label: 'Invoice',
      keyPrefix: 'a00',
      queryable: true,
      fields: [
        NAME,
        {
          ...GRANTED,
          name: 'acme__Account__c',
          label: 'Account',
          type: 'reference',
          length: 18,
          referenceTo: ['Account'],
          relationshipName: 'acme__Account__r',
        },
        {
          ...GRANTED,
          groupable: false,
          name: 'acme__Total__c',
          label: 'Total',
          type: 'double',
          precision: 18,
          scale: 2,
        },
        { ...GRANTED, groupable: false, name: 'acme__Sent__c', label: 'Sent', type: 'datetime' },
      ],
    },
  ],
}

const INDUSTRIES = ['Energy', 'Retail', null]

function accountId(index: number): string {
  return `001000000000${String(index).padStart(3, '0')}`
}

/** 30 accounts and, of the first ten, 4,500 invoices: three pages. */
export const RECORDS: NonNullable<EmulatorOptions['records']> = {
  Account: Array.from({ length: 30 }, (_, index) => ({
    Id: accountId(index),
    Name: `Account ${String(index).padStart(2, '0')}`,
    Industry: INDUSTRIES[index % 3] ?? null,
    Rating__c: index / 4,
    Since__c: `2020-01-${String(index + 1).padStart(2, '0')}`,
  })),
  acme__Invoice__c: Array.from({ length: 4500 }, (_, index) => ({
    Name: `INV-${index}`,
    acme__Account__c: accountId(index % 10),
    acme__Total__c: 0.1,
    acme__Sent__c: '2025-01-31T10:00:00.000Z',
  })),
}

const opened: (Emulator | Connection)[] = []

/** Closed by `closeAll`. */
export async function startOrg(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ schema: SCHEMA, records: RECORDS, ...options })
  opened.push(emulator)
  return emulator
}

export function loginOf({ url, credentials }: Emulator): ConnectOptions {
  const { username, password, securityToken } = credentials
  return {
    User: username,
    Password: password,
    SecurityToken: securityToken,
    LoginURL: url,
    MetadataCache: 'off',
  }
}

export async function connectTo(emulator: Emulator, options: ConnectOptions = {}): Promise<Connection> {
  const connection = await connect({ ...loginOf(emulator), ...options })
  opened.push(connection)
  return connection
}

export async function closeAll(): Promise<void> {
  for (const one of opened.splice(0).reverse()) await one.close()
}

/** What was asked of the org by queries, in order; next pages as their addresses. */
export function queriesOf(emulator: Emulator): readonly string[] {
  return emulator.requests.filter(({ path }) => path.includes('/query')).map(({ soql, path }) => soql ?? path)
}
