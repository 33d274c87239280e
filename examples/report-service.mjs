// A service of reports over an org: one pool for all requests, rows streamed as they come, and nothing goes on for a
// client that has gone away. Run as it is, it asks itself a few questions and ends; with --serve it stays.
//
//   node examples/report-service.mjs --serve
import { once } from 'node:events'
import { createServer } from 'node:http'
import { startEmulator } from '@certsql/emulator'
import { certinia } from '@certsql/knex'

const org = await startEmulator({ asOf: '2025-06-30' })
const { username, password, securityToken } = org.credentials
const db = certinia(
  {
    LoginURL: org.url,
    User: username,
    Password: password,
    SecurityToken: securityToken,
    MetadataCache: 'off',
    Now: '2025-06-30',
    // No request may use up the org's calls of the day.
    MaxApiCalls: 20,
  },
  { pool: { max: 8 } },
)

const INVOICE = 'c2g__codaInvoice__c as i'

/** A path, and the query that answers it. */
const REPORTS = {
  '/overdue': () =>
    db(INVOICE)
      .join('Account as a', 'a.Id', 'i.c2g__Account__c')
      .where('i.c2g__OutstandingValue__c', '>', 0)
      .where('i.c2g__DueDate__c', '<', db.raw('current_date'))
      .groupBy('a.Name')
      .select('a.Name as customer')
      .sum('i.c2g__OutstandingValue__c as overdue')
      .min('i.c2g__DueDate__c as oldest')
      .orderBy('overdue', 'desc')
      .limit(10),
  '/turnover': ({ year = '2025' }) =>
    db(INVOICE)
      .select(db.raw('extract(month from ??) as month', ['i.c2g__InvoiceDate__c']))
      .sum('i.c2g__InvoiceTotal__c as total')
      .whereBetween('i.c2g__InvoiceDate__c', [`${year}-01-01`, `${year}-12-31`])
      .groupByRaw('1')
      .orderBy('month'),
  '/invoices': ({ customer }) =>
    db(INVOICE)
      .select('i.Name as invoice', 'i.c2g__InvoiceTotal__c as total')
      .modify((query) => {
        if (customer !== undefined) query.where('i.c2g__Account__r.Name', customer)
      })
      .orderBy('i.Name'),
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  const report = REPORTS[url.pathname]
  if (report === undefined) return void response.writeHead(404).end()
  // Whoever closes the connection stops the query, its requests and its rows.
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    const rows = report(Object.fromEntries(url.searchParams)).stream({ signal: gone.signal })
    for await (const row of rows) {
      if (!response.write(`${JSON.stringify(row)}\n`)) await once(response, 'drain', { signal: gone.signal })
    }
    response.end()
  } catch (error) {
    if (gone.signal.aborted) return
    if (!response.headersSent) response.writeHead(400)
    response.end(`${error.code}: ${error.hint ?? 'the report failed'}\n`)
  }
})

server.listen(0, '127.0.0.1', async () => {
  const address = `http://127.0.0.1:${server.address().port}`
  if (process.argv.includes('--serve'))
    return console.log(`reports at ${address}/overdue, /turnover?year=2025, /invoices`)
  const ask = async (path) => (await fetch(`${address}${path}`)).text()
  const [overdue, turnover, invoices] = await Promise.all([
    ask('/overdue'),
    ask('/turnover?year=2025'),
    ask('/invoices'),
  ])
  console.log(`the customer who owes most: ${overdue.split('\n')[0]}`)
  console.log(`${turnover.trim().split('\n').length} months of turnover`)
  console.log(`${invoices.trim().split('\n').length} invoices`)
  console.log(`a report for nobody: ${await ask('/turnover?year=twenty')}`.trim())
  server.close()
  await db.destroy()
  await org.close()
})
