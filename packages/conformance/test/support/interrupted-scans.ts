import { Catalog } from '@certsql/catalog'
import { CertSqlError } from '@certsql/core'
import { type Emulator, type EmulatorOptions, type OrgSchema, startEmulator } from '@certsql/emulator'
import { execute, LocalDatabase } from '@certsql/engine'
import { type PhysicalPlan, type PlannerOptions, planStatement } from '@certsql/planner'
import { parseStatement } from '@certsql/sql'
import { connectSalesforce, type SalesforceClient } from '@certsql/transport'

type Faults = NonNullable<EmulatorOptions['faults']>

const flags = { filterable: true, sortable: true, groupable: true, aggregatable: true }
const SCHEMA: OrgSchema = {
  objects: [
    {
      name: 'Item__c',
      label: 'Item',
      keyPrefix: 'a50',
      queryable: true,
      fields: [
        { name: 'Id', label: 'Id', type: 'id', length: 18, ...flags },
        { name: 'Name', label: 'Name', type: 'string', length: 80, nameField: true, ...flags },
        {
          name: 'Amount__c',
          label: 'Amount',
          type: 'double',
          precision: 18,
          scale: 2,
          custom: true,
          ...flags,
        },
      ],
    },
  ],
}

export const ROWS = 1_100
const RECORDS = Array.from({ length: ROWS }, (_, index) => ({
  Name: `item ${String((index * 7919) % ROWS).padStart(4, '0')}`,
  Amount__c: index % 13 === 0 ? null : index / 4,
}))

/** One for each way in which the engine runs scans. */
export const STATEMENTS = {
  streamed: 'SELECT Name, Amount__c FROM Item__c WHERE Amount__c > 3 OR Amount__c IS NULL',
  pagewise: 'SELECT UPPER(Name), Amount__c FROM Item__c WHERE LENGTH(Name) = 9',
  staged: 'SELECT Amount__c, Name, ROW_NUMBER() OVER (ORDER BY Name) FROM Item__c',
  ordered: 'SELECT Name FROM Item__c ORDER BY Name',
  bulk: 'SELECT /*+ TRANSPORT(bulk) */ Name, Amount__c FROM Item__c',
  bulkStaged: 'SELECT /*+ TRANSPORT(bulk) */ Name, Amount__c, ROW_NUMBER() OVER (ORDER BY Name) FROM Item__c',
} as const

/** What may happen to a request. */
export const MISHAPS = {
  reset: { reset: true },
  brokenOffAfterwards: { applyThenReset: true },
  truncated: { truncate: 0.5 },
  unavailable: { status: 503, errorCode: 'SERVER_UNAVAILABLE' },
  maintenancePage: { status: 503, body: '<html><title>Down for maintenance</title></html>' },
  asksToWait: { status: 503, headers: { 'Retry-After': '0' } },
  expiredSession: { expireSession: true },
  lostLocator: { dropLocator: true },
  queryTimeout: { status: 400, errorCode: 'QUERY_TIMEOUT' },
  concurrentLimit: { status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED' },
  unknownTrouble: { status: 500, errorCode: 'UNKNOWN_EXCEPTION' },
} as const satisfies Readonly<Record<string, Faults[number]['action']>>

export type StatementName = keyof typeof STATEMENTS

export type Mishap = keyof typeof MISHAPS

/** What happens to the requests of a statement. */
export interface Script {
  readonly statement: StatementName
  readonly faults: readonly { readonly mishap: Mishap; readonly nth: number; readonly times: number }[]
}

const PLANNING: PlannerOptions = {
  pushdown: true,
  collation: 'Org',
  textOrder: 'Auto',
  sums: 'Certified',
  timeZone: 'UTC',
  now: new Date('2025-06-30T12:00:00Z'),
  includeDeleted: false,
  useBulk: 'auto',
  bulkThreshold: 100_000,
  pageSize: 200,
  groupPageSize: 2000,
  bindJoins: 'auto',
  bindKeys: 4000,
  parameters: [],
  user: 'amy@acme.com',
}

const database = new LocalDatabase({ allowLocalFiles: false, threads: 1 })
const plans = new Map<StatementName, PhysicalPlan>()

/** What each statement answers when nothing happens; to be asked for once, first. */
export async function undisturbedAnswers(): Promise<ReadonlyMap<StatementName, readonly string[]>> {
  const answers = new Map<StatementName, readonly string[]>()
  await withOrg([], async (client) => {
    const org = { userLocale: 'en_US', userTimeZone: 'UTC', multiCurrency: false }
    const catalog = new Catalog(client, { org })
    for (const name of Object.keys(STATEMENTS) as StatementName[]) {
      const planned = await catalog.resolve((view) =>
        planStatement(parseStatement(STATEMENTS[name]), view, PLANNING),
      )
      if (planned.kind !== 'Query') throw new Error('A query was planned as something else.')
      plans.set(name, planned.plan)
      const outcome = await run(name, client)
      if (outcome instanceof CertSqlError) throw outcome
      answers.set(name, outcome.rows)
    }
  })
  return answers
}

export function closeDatabase(): void {
  database.close()
}

/** Rows, or the error of a statement that did not survive its script. */
export type Outcome = { readonly rows: readonly string[]; readonly notices: readonly string[] } | CertSqlError

export function outcomeOf(script: Script): Promise<Outcome> {
  return withOrg(faultsOf(script), (client) => run(script.statement, client))
}

/** Faults on the n-th request for data and those behind it. */
function faultsOf({ faults }: Script): Faults {
  return faults.flatMap(({ mishap, nth, times }) =>
    Array.from({ length: times }, (_, index) => ({
      match: { path: '/query', nth: nth + index },
      action: MISHAPS[mishap],
    })),
  )
}

async function run(name: StatementName, client: SalesforceClient): Promise<Outcome> {
  const plan = plans.get(name)
  if (plan === undefined) throw new Error(`There is no plan of ${name}.`)
  const result = execute(plan, {
    source: client,
    database,
    metadataRows: () => Promise.reject(new Error('No metadata here.')),
    options: {
      decimals: 'String',
      timeZone: 'UTC',
      pageSize: 200,
      maxConcurrency: 2,
      bulkPollMilliseconds: 100,
    },
  })
  const rows: string[] = []
  try {
    for await (const batch of result) rows.push(...batch.rows.map((row) => JSON.stringify(row)))
  } catch (error) {
    if (error instanceof CertSqlError) return error
    throw error
  }
  const notices = result.notices.map(({ kind }) => kind)
  return { rows: name === 'ordered' ? rows : rows.sort(), notices }
}

async function withOrg<Result>(
  faults: Faults,
  work: (client: SalesforceClient, emulator: Emulator) => Promise<Result>,
): Promise<Result> {
  const emulator = await startEmulator({
    schema: SCHEMA,
    records: { Item__c: RECORDS },
    asOf: '2025-06-30',
    bulkJobMs: 0,
    bulkPageRows: 150,
    faults,
  })
  const { clientId, clientSecret } = emulator.credentials
  const client = await connectSalesforce({
    auth: { scheme: 'OAuthClient', clientId, clientSecret, loginUrl: emulator.url },
    apiVersion: '67.0',
    retry: { firstWaitMilliseconds: 1, slowFirstWaitMilliseconds: 2 },
  })
  try {
    return await work(client, emulator)
  } finally {
    client.close()
    await emulator.close()
  }
}
