// Run by many-processes.test.ts: renews a session that has ended, as a process of its own.
import { connectSalesforce } from '../../dist/index.js'

const [url, clientId, settingsLocation] = process.argv.slice(2)
const auth = { scheme: 'OAuth', initiate: 'REFRESH', clientId, loginUrl: url, settingsLocation }
const client = await connectSalesforce({ auth, apiVersion: '64.0' })
for await (const page of client.query('SELECT Name FROM Account'))
  process.stdout.write(`${page.records.length}`)
client.close()
