// Connects to a local org, asks it business questions in SQL, and prints the answers.
//
//   node examples/driver.mjs
import { CertSqlError, connect } from '@certsql/driver'
import { startEmulator } from '@certsql/emulator'

// A local org with the books of a few companies. With your own org you need only connect().
const org = await startEmulator({ asOf: '2025-06-30' })
const connection = await connect({
  LoginURL: org.url,
  User: org.credentials.username,
  Password: org.credentials.password,
  SecurityToken: org.credentials.securityToken,
  MetadataCache: 'off',
  Now: '2025-06-30',
})

try {
  // Values travel as parameters, never inside the text.
  const largest = await connection.query(
    `SELECT i.Name AS invoice, i.c2g__Account__r.Name AS customer, i.c2g__InvoiceTotal__c AS total
     FROM c2g__codaInvoice__c i
     WHERE i.c2g__InvoiceStatus__c = ?
     ORDER BY total DESC, invoice LIMIT 3`,
    ['Complete'],
  )
  console.log('The largest invoices')
  console.table(largest.rows)
  console.log(`${largest.stats.apiCalls} API call, ${largest.stats.rowsFetched} rows from the org`)

  // A join, grouping and a window function: what SOQL cannot say runs here.
  const ranking = await connection.query(
    `SELECT a.Name AS customer, SUM(i.c2g__InvoiceTotal__c) AS total,
            RANK() OVER (ORDER BY SUM(i.c2g__InvoiceTotal__c) DESC) AS place
     FROM codaInvoice i JOIN Account a ON a.Id = i.c2g__Account__c
     WHERE i.c2g__InvoiceDate__c >= :from
     GROUP BY a.Name
     ORDER BY place, customer LIMIT 3`,
    { from: '2025-01-01' },
  )
  console.log('Customers by turnover of the year')
  console.table(ranking.rows)

  // An error says where and what to do.
  await connection.query('SELECT Nmae FROM Account').catch((error) => {
    if (!(error instanceof CertSqlError)) throw error
    console.log(error.render())
  })
} finally {
  await connection.close()
  await org.close()
}
