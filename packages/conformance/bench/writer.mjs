// Writes so many accounts in one way, and prints what it took. Started by writing.mjs.
import { timed } from './measure.mjs'

const [client, road, count, url, accessToken] = process.argv.slice(2)
const rows = Number(count)

const WRITERS = { certsql: certsqlWriter, jsforce: jsforceWriter }
const write = await WRITERS[client]()
const { cpuSeconds: firstCpuSeconds } = await timed(() => write(1))
const callsBefore = await callsOfDay()
const { result: written, seconds, cpuSeconds } = await timed(() => write(rows))
const calls = (await callsOfDay()) - callsBefore - 1
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ written, seconds, cpuSeconds, firstCpuSeconds, peakMegabytes, calls }))
process.exit()

/** Calls of the day so far, this one included. */
async function callsOfDay() {
  const answer = await fetch(`${url}/services/data/v62.0/limits`, {
    headers: { Authorization: `Bearer ${accessToken}` },
  })
  const { DailyApiRequests } = await answer.json()
  return DailyApiRequests.Max - DailyApiRequests.Remaining
}

async function certsqlWriter() {
  const { connect } = await import('@certsql/driver')
  const connection = await connect({
    OAuthAccessToken: accessToken,
    InstanceUrl: url,
    MetadataCache: 'off',
    BulkIngestThreshold: road === 'bulk' ? 1 : 0,
  })
  const insert = (
    rows,
  ) => `INSERT INTO Account (Name, Site, Phone, BillingCity, NumberOfEmployees, Description)
    SELECT 'Acme ' || i, 'HQ', '+49 30 ' || i, 'Berlin', i, 'Customer number ' || i || ', "new"'
    FROM generate_series(1, ${rows}) AS t(i)`
  return async (rows) => {
    const { rowCount } = await connection.query(insert(rows))
    return rowCount
  }
}

async function jsforceWriter() {
  const { default: jsforce } = await import('jsforce')
  const connection = new jsforce.Connection({ instanceUrl: url, accessToken, version: '62.0' })
  const records = (rows) =>
    Array.from({ length: rows }, (_, index) => ({
      Name: `Acme ${index + 1}`,
      Site: 'HQ',
      Phone: `+49 30 ${index + 1}`,
      BillingCity: 'Berlin',
      NumberOfEmployees: index + 1,
      Description: `Customer number ${index + 1}, "new"`,
    }))
  if (road === 'bulk') {
    connection.bulk2.pollInterval = 250
    connection.bulk2.pollTimeout = 600_000
    return async (rows) => {
      const options = { object: 'Account', operation: 'insert', input: records(rows) }
      const { successfulResults } = await connection.bulk2.loadAndWaitForResults(options)
      return successfulResults.length
    }
  }
  return async (rows) => {
    const results = await connection
      .sobject('Account')
      .create(records(rows), { allowRecursive: true, allOrNone: true })
    return results.filter(({ success }) => success).length
  }
}
