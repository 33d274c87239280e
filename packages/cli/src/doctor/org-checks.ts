import type { SqlSession } from '../session/sql-session.js'
import { bad, doubtful, type Finding, good } from './check.js'

/** Below this part of the day's calls, a large query may end in the middle. */
const LOW_CALLS = 0.1

/** More than this, and time stamps of the org and of this machine cannot be compared. */
const MOST_CLOCK_SKEW_SECONDS = 300

export async function checkLimits(session: SqlSession): Promise<Finding> {
  const [row] = await rowsOf(
    session,
    "SELECT max, remaining FROM certsql.limits WHERE name = 'DailyApiRequests'",
  )
  const [max, remaining] = [Number(row?.[0]), Number(row?.[1])]
  if (!(max > 0)) return doubtful('the org does not tell its limits', 'ask for the permission "API Enabled"')
  const words = `${remaining.toLocaleString('en-US')} of ${max.toLocaleString('en-US')} API calls of the day are left`
  return remaining > max * LOW_CALLS ? good(words) : doubtful(words, 'set ApiReserve, or wait for tomorrow')
}

export async function checkTables(session: SqlSession): Promise<Finding> {
  const tables = (await session.tables()).filter(({ queryable }) => queryable)
  const packages = ['c2g', 'pse', 'fferpcore', 'ffpsai'].filter((namespace) =>
    tables.some(({ name }) => name.toLowerCase().startsWith(`${namespace}__`)),
  )
  if (tables.length === 0) return bad('no table can be read', 'ask for the permission to read objects')
  const words = `${tables.length.toLocaleString('en-US')} tables can be read`
  return packages.length === 0
    ? doubtful(`${words}, and none of Certinia`, 'ask for a permission set of Certinia, or check the org')
    : good(`${words}; Certinia: ${packages.join(', ')}`)
}

export async function checkQuery(session: SqlSession): Promise<Finding> {
  const names = (await session.tables()).filter(({ queryable }) => queryable).map(({ name }) => name)
  const table = names.includes('User') ? 'User' : names[0]
  if (table === undefined) return bad('there is nothing to ask', 'ask for the permission to read objects')
  await session.describe(table)
  const started = performance.now()
  await rowsOf(session, `SELECT Id FROM "${table}" LIMIT 1`)
  return good(`a query takes ${Math.round(performance.now() - started)} ms`)
}

/** Tokens and incremental exports go by time. */
export function checkClock(serverDate: string | undefined, now: Date): Finding {
  if (serverDate === undefined) return good('not told by the org')
  const seconds = Math.round(Math.abs(now.getTime() - Date.parse(serverDate)) / 1_000)
  return seconds <= MOST_CLOCK_SKEW_SECONDS
    ? good(`within ${Math.max(1, seconds)} s of the org's`)
    : bad(`${seconds} s away from the org's`, 'set the clock of this machine: JWT logins fail without')
}

async function rowsOf(session: SqlSession, sql: string): Promise<readonly (readonly unknown[])[]> {
  const rows: (readonly unknown[])[] = []
  for await (const batch of session.stream(sql).batches()) rows.push(...batch.rows)
  return rows
}
