// Knex over a local org: read, join, write, transactions, and what it all cost.
//
//   node examples/knex.mjs
import { startEmulator } from '@certsql/emulator'
import { CertiniaClient } from '@certsql/knex'
import knex from 'knex'

// A local org with the books of a few companies. With your own org the connection is a URL:
// 'certinia:///?User=amy@acme.com&Password=…&SecurityToken=…'
const org = await startEmulator({ asOf: '2025-06-30' })
const { username, password, securityToken } = org.credentials
const db = knex({
  client: CertiniaClient,
  connection: {
    LoginURL: org.url,
    User: username,
    Password: password,
    SecurityToken: securityToken,
    MetadataCache: 'off',
    Now: '2025-06-30',
  },
})

// What each statement costs: API calls, and rows that came from the org.
let calls = 0
db.on('query-response', (_rows, query) => {
  calls += query.calls
})

try {
  // A path over a lookup needs no join; the org does all of it in one call.
  const largest = await db('c2g__codaInvoice__c as i')
    .select('i.Name as invoice', 'i.c2g__Account__r.Name as customer', 'i.c2g__InvoiceTotal__c as total')
    .where('i.c2g__InvoiceStatus__c', 'Complete')
    .orderBy([{ column: 'total', order: 'desc' }, 'invoice'])
    .limit(3)
  console.log('The largest invoices')
  console.table(largest)

  // Any join, grouping and window is possible.
  const ranking = await db('c2g__codaInvoice__c as i')
    .join('Account as a', 'a.Id', 'i.c2g__Account__c')
    .where('i.c2g__InvoiceDate__c', '>=', '2025-01-01')
    .groupBy('a.Name')
    .select('a.Name as customer')
    .sum('i.c2g__InvoiceTotal__c as total')
    .select(db.raw('rank() over (order by sum(??) desc) as place', ['i.c2g__InvoiceTotal__c']))
    .orderBy('place')
    .limit(3)
  console.log('Customers by turnover of the year')
  console.table(ranking)

  // Writes: the Ids of new records, and counts of changed ones.
  const [id] = await db('Account').insert({ Name: 'Riverside Pumps', Industry: 'Manufacturing' })
  const changed = await db('Account').where('Id', id).update({ Industry: 'Energy' })
  console.log(`a new account, ${id.length} characters of Id; ${changed} changed`)

  // All or nothing of a transaction is written, in one request. Until then a reference stands for a new Id.
  const customer = await db.transaction(async (trx) => {
    const [account] = await trx('Account').insert({ Name: 'Lakeside Valves' }).returning(['Id', 'Name'])
    await trx('Contact').insert([
      { LastName: 'Rose', AccountId: account.Id },
      { LastName: 'Reed', AccountId: account.Id },
    ])
    return account
  })
  const contacts = await db('Contact').where('AccountId', customer.Id).count({ n: '*' }).first()
  console.log(`${customer.Name} has ${contacts.n} contacts`)

  // A forgotten condition is an error, and so is everything else that cannot be meant.
  const error = await db('Account')
    .delete()
    .catch((reason) => reason)
  console.log(`${error.code}: ${error.hint}`)

  console.log(
    `the plan of a query:\n${(await db.raw('EXPLAIN SELECT Name FROM Account WHERE Name = ?', ['x'])).rows[0].plan}`,
  )
  console.log(`${calls} API calls in all`)
} finally {
  await db.destroy()
  await org.close()
}
