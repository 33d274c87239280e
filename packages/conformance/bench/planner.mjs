import { Catalog } from '@certsql/catalog'
import { planStatement } from '@certsql/planner'
import { connectSalesforce } from '@certsql/transport'

/** As a connection plans that nothing was set on. */
const OPTIONS = {
  pushdown: true,
  collation: 'Org',
  textOrder: 'Auto',
  sums: 'Certified',
  timeZone: 'UTC',
  now: new Date('2025-06-30T12:00:00Z'),
  includeDeleted: false,
  useBulk: 'auto',
  bulkThreshold: 100_000,
  pageSize: 2000,
  groupPageSize: 2000,
  bindJoins: 'auto',
  bindKeys: 4000,
  parameters: [],
  user: 'bench',
}

/** Binds and plans trees, and runs nothing, over a catalog that knows all tables and their record counts already. */
export async function openPlanner({ url, accessToken }) {
  const client = await connectSalesforce({ auth: { scheme: 'Token', accessToken, instanceUrl: url } })
  const { locale, timeZone, multiCurrency } = await client.userInfo()
  const catalog = new Catalog(client, {
    org: { userLocale: locale, userTimeZone: timeZone, multiCurrency },
  })
  const tables = await catalog.allTables()
  await catalog.loadStatistics(tables.filter(({ queryable }) => queryable).map(({ name }) => name))
  return {
    plan: (statement) => catalog.resolve((view) => planStatement(statement, view, OPTIONS)),
    close: () => client.close(),
  }
}

/** Microseconds of the processor that work takes, those of the garbage collector and the compiler included. */
export async function cpuMicroseconds(repetitions, work) {
  const before = process.cpuUsage()
  for (let repetition = 0; repetition < repetitions; repetition++) await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
