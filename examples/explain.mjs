// Shows what the org does and what is done here, before and after a statement has run.
//
//   node examples/explain.mjs
import { connect } from '@certsql/driver'
import { startEmulator } from '@certsql/emulator'

const org = await startEmulator({ asOf: '2025-06-30' })
const connection = await connect({
  LoginURL: org.url,
  User: org.credentials.username,
  Password: org.credentials.password,
  SecurityToken: org.credentials.securityToken,
  MetadataCache: 'off',
})

const sql = `
  SELECT a.Name AS customer, COUNT(*) AS invoices, SUM(i.c2g__OutstandingValue__c) AS open
  FROM c2g__codaInvoice__c i JOIN Account a ON a.Id = i.c2g__Account__c
  WHERE i.c2g__InvoiceStatus__c = 'Complete' AND i.c2g__OutstandingValue__c > 0
  GROUP BY a.Name
  ORDER BY open DESC LIMIT 5`

try {
  // Before: the SOQL, each condition with where it runs and why, and the estimates.
  console.log(await connection.explain(sql))

  // After: what it really cost.
  console.log(await connection.explain(sql, [], { analyze: true }))

  // For programs.
  const plan = JSON.parse(await connection.explain(sql, [], { format: 'json' }))
  console.log(plan.scans.map(({ object, soql }) => `${object}: ${soql}`).join('\n'))
} finally {
  await connection.close()
  await org.close()
}
