import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { EmulatorOptions, FieldSchema, OrgSchema } from '@certsql/emulator'
import { type Emulator, startEmulator } from '@certsql/emulator'
import { CertSqlError, type Connection, type ConnectOptions, connect } from '../../src/index.js'
import { loginOf } from '../support/test-org.js'

const GRANTED = {
  filterable: true,
  sortable: true,
  groupable: true,
  aggregatable: true,
  nillable: true,
  createable: true,
  updateable: true,
} as const

function field(name: string, type: FieldSchema['type'], more: Partial<FieldSchema> = {}): FieldSchema {
  return { ...GRANTED, name, label: name.replace('__c', ''), type, ...more }
}

function text(name: string, length: number, more: Partial<FieldSchema> = {}): FieldSchema {
  return field(name, 'string', { length, ...more })
}

const NAME = text('Name', 80, { nameField: true, nillable: false, idLookup: true })
const IS_DELETED = field('IsDeleted', 'boolean', {
  createable: false,
  updateable: false,
  nillable: false,
  defaultedOnCreate: true,
})
const KEY = { externalId: true, unique: true, idLookup: true }

/** Customers with a key, their contacts, and users who own them: a bit of everything that a write can meet. */
export const WRITE_SCHEMA: OrgSchema = {
  objects: [
    {
      name: 'User',
      label: 'User',
      keyPrefix: '005',
      queryable: true,
      fields: [text('Username', 80, { nillable: false }), text('LastName', 80)],
    },
    {
      name: 'Account',
      label: 'Account',
      keyPrefix: '001',
      queryable: true,
      createable: true,
      updateable: true,
      deletable: true,
      undeletable: true,
      fields: [
        NAME,
        IS_DELETED,
        text('Key__c', 20, KEY),
        field('Industry', 'picklist', {
          length: 40,
          restrictedPicklist: true,
          picklistValues: ['Energy', 'Retail'].map((value) => ({ value, label: value, active: true })),
        }),
        field('Tags__c', 'multipicklist', {
          length: 255,
          restrictedPicklist: true,
          picklistValues: ['a', 'b', 'c'].map((value) => ({ value, label: value, active: true })),
        }),
        field('Credit__c', 'currency', { precision: 18, scale: 2, groupable: false }),
        field('Employees__c', 'int', { digits: 8, groupable: false }),
        field('Share__c', 'percent', { precision: 5, scale: 1, groupable: false }),
        field('Active__c', 'boolean', { nillable: false, defaultedOnCreate: true }),
        field('Since__c', 'date'),
        field('Seen__c', 'datetime', { groupable: false }),
        field('Opens__c', 'time'),
        field('Notes__c', 'textarea', {
          length: 32_000,
          filterable: false,
          groupable: false,
          sortable: false,
        }),
        text('Number__c', 30, { createable: false, updateable: false, autoNumber: true }),
        field('OwnerId', 'reference', {
          length: 18,
          referenceTo: ['User'],
          relationshipName: 'Owner',
          defaultedOnCreate: true,
        }),
        field('ParentId', 'reference', { length: 18, referenceTo: ['Account'], relationshipName: 'Parent' }),
      ],
    },
    {
      name: 'Contact',
      label: 'Contact',
      keyPrefix: '003',
      queryable: true,
      createable: true,
      updateable: true,
      deletable: true,
      undeletable: true,
      fields: [
        text('LastName', 80, { nillable: false, nameField: true }),
        IS_DELETED,
        field('Email', 'email', { length: 80 }),
        field('AccountId', 'reference', {
          length: 18,
          referenceTo: ['Account'],
          relationshipName: 'Account',
        }),
      ],
    },
  ],
}

export const USER_ID = '005000000000001AAA'

function accountId(index: number): string {
  return `001000000000${String(index).padStart(3, '0')}`
}

/** Five customers, `A0` to `A4`, of whom the even ones are in energy. */
const RECORDS: NonNullable<EmulatorOptions['records']> = {
  User: [{ Id: USER_ID, Username: 'amy@acme.example', LastName: 'Amy' }],
  Account: Array.from({ length: 5 }, (_, index) => ({
    Id: accountId(index),
    Name: `Account ${index}`,
    Key__c: `A${index}`,
    Industry: index % 2 === 0 ? 'Energy' : 'Retail',
    Credit__c: index * 100,
    Employees__c: index,
    Active__c: true,
    OwnerId: USER_ID,
  })),
  Contact: [
    { Id: '003000000000000', LastName: 'Rose', AccountId: accountId(0) },
    { Id: '003000000000001', LastName: 'Reed', AccountId: accountId(0) },
    { Id: '003000000000002', LastName: 'Lane', AccountId: accountId(1) },
  ],
}

const opened: (Emulator | Connection)[] = []

export interface WriteOrg {
  readonly org: Emulator
  readonly connection: Connection
  /** Asked of the org itself, past all of our code. */
  soql(query: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** The requests since the last look, as `PATCH /composite/sobjects`. */
  requests(): readonly string[]
}

export async function openWriteOrg(
  options: ConnectOptions = {},
  emulator: EmulatorOptions = {},
): Promise<WriteOrg> {
  const org = await startEmulator({ schema: WRITE_SCHEMA, records: RECORDS, ...emulator })
  opened.push(org)
  const connection = await connect({ ...loginOf(org), ...options })
  opened.push(connection)
  let seen = 0
  return {
    org,
    connection,
    soql: (query) => rawQuery(org, query),
    requests() {
      const all = org.requests.map(({ method, path }) => `${method} ${path.replace(/.*\/data\/v[\d.]+/, '')}`)
      const fresh = all.slice(seen)
      seen = all.length
      return fresh
    },
  }
}

const ARRIVAL = 'http.server.request.start'

/** Tells of each request as it reaches the org, with those before it, as `POST /services/…`; gives what ends this. */
export function onArrival({ url }: Emulator, tell: (calls: readonly string[]) => void): () => void {
  const calls: string[] = []
  const hear = (message: unknown) => {
    const { request } = message as { readonly request: IncomingMessage }
    if (`http://${request.headers.host}` !== url) return
    calls.push(`${request.method} ${request.url}`)
    tell(calls)
  }
  subscribe(ARRIVAL, hear)
  return () => unsubscribe(ARRIVAL, hear)
}

async function rawQuery({ url, credentials }: Emulator, query: string) {
  const answer = await fetch(`${url}/services/data/v62.0/queryAll?q=${encodeURIComponent(query)}`, {
    headers: { authorization: `Bearer ${credentials.accessToken}` },
  })
  const body = (await answer.json()) as { readonly records?: readonly Record<string, unknown>[] }
  if (body.records === undefined) throw new Error(`${query}: ${JSON.stringify(body)}`)
  return body.records.map(({ attributes: _, ...values }) => values)
}

export async function closeWriteOrgs(): Promise<void> {
  for (const one of opened.splice(0).reverse()) await one.close()
}

export async function refused(work: Promise<unknown>): Promise<CertSqlError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof CertSqlError) return error
  throw new Error(`expected a CertSqlError, and got ${String(error)}`)
}
