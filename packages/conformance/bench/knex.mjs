import { certinia } from '@certsql/knex'
import { race } from './measure.mjs'

/** One after the other, so that what each costs more is not hidden behind waiting. */
const QUERIES = 300

const SQL = 'SELECT Name, Industry FROM Account WHERE Name = ? LIMIT 5'

/** What the dialect adds to a small query that the org answers alone. */
export async function benchKnex(connection, connectOptions, runs) {
  const db = certinia(connectOptions)
  try {
    const results = await race(runs, {
      driver: () => repeat((name) => connection.query(SQL, [name])),
      knex: () => repeat((name) => db('Account').select('Name', 'Industry').where('Name', name).limit(5)),
    })
    const perQuery = ({ seconds }) => (seconds / QUERIES) * 1000
    const perQueryCpu = ({ cpuSeconds }) => (cpuSeconds / QUERIES) * 1000
    return {
      driverMilliseconds: round(perQuery(results.driver)),
      knexMilliseconds: round(perQuery(results.knex)),
      overheadMilliseconds: round(perQuery(results.knex) - perQuery(results.driver)),
      overheadCpuMilliseconds: round(perQueryCpu(results.knex) - perQueryCpu(results.driver)),
    }
  } finally {
    await db.destroy()
  }
}

async function repeat(query) {
  for (let n = 0; n < QUERIES; n++) await query(`Customer ${n}`)
}

function round(value) {
  return Math.round(value * 1000) / 1000
}
