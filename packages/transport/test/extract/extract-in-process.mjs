// Run by kill.test.ts: begins an extract, or goes on with it, as a process of its own.
import { connectSalesforce } from '../../dist/index.js'

const [instanceUrl, accessToken, directory, soql] = process.argv.slice(2)
const auth = { scheme: 'Token', accessToken, instanceUrl }
const client = await connectSalesforce({ auth, apiVersion: '67.0' })
let rows = 0
for await (const page of client.extract(soql, { directory, resume: true, pollMilliseconds: 50 })) {
  rows += page.rows
}
client.close()
process.stdout.write(`${rows}`)
