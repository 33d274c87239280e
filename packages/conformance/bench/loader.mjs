// Loads one file of accounts, and prints what it took. Started by loading.mjs.
import { connect } from '@certsql/driver'
import { timed } from './measure.mjs'

const [path, url, accessToken] = process.argv.slice(2)

const connection = await connect({
  OAuthAccessToken: accessToken,
  InstanceUrl: url,
  MetadataCache: 'off',
  AllowLocalFiles: true,
  BulkPollInterval: 1,
})
// What is loaded once is not counted as growing.
await connection.query('SELECT COUNT(*) FROM Account')
const startMegabytes = residentMegabytes()
const samples = []
const timer = setInterval(() => samples.push(residentMegabytes()), 100)
const { result, seconds, cpuSeconds } = await timed(() => connection.query(`COPY Account FROM '${path}'`))
clearInterval(timer)
await connection.close()
const peakMegabytes = Math.max(...samples)
const laterMegabytes = Math.max(...samples.slice(samples.length / 2))
const { rowCount: written, stats } = result
console.log(
  JSON.stringify({
    written,
    seconds,
    cpuSeconds,
    apiCalls: stats.apiCalls,
    startMegabytes,
    peakMegabytes,
    laterMegabytes,
  }),
)

function residentMegabytes() {
  return Math.round(process.memoryUsage().rss / 1e6)
}
