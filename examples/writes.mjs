// Writes to a local org: new records, changes, upserts, and what is found before anything is sent.
//
//   node examples/writes.mjs
import { CertSqlError, connect, WriteError } from '@certsql/driver'
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
  // New records, all or none of them, and what the org has made of them.
  const created = await connection.query(
    `INSERT INTO Account (Name, Industry, ERP_Customer_Key__c) VALUES (?, 'Energy', 'C-1'), (?, 'Retail', 'C-2')
     RETURNING Id, Name, CreatedDate`,
    ['North Wind Power', "O'Neill & Sons"],
  )
  console.log(`${created.rowCount} customers are new`)
  console.table(created.rows)

  // A change finds its rows by a query, and can show what was there before.
  const changed = await connection.query(
    `UPDATE Account SET Name = Name || ' Ltd', Rating = 'Hot' WHERE ERP_Customer_Key__c IN ('C-1', 'C-2')
     RETURNING old.Name AS before, Name AS after`,
  )
  console.table(changed.rows)

  // The key decides what is new. Contacts name their customer by its key, too.
  const upserted = await connection.query(
    `UPSERT INTO Account (ERP_Customer_Key__c, Name) VALUES ('C-2', 'O''Neill Group'), ('C-3', 'Third Time Lucky')
     ON (ERP_Customer_Key__c) RETURNING merge_action() AS action, Name`,
  )
  console.table(upserted.rows)
  await connection.query(
    `INSERT INTO Contact (LastName, Account.ERP_Customer_Key__c) VALUES ('Rose', 'C-1'), ('Reed', 'C-3')`,
  )

  // How a write would go, before it does.
  console.log(await connection.explain(`DELETE FROM Contact WHERE LastName IN ('Rose', 'Reed')`))

  // What cannot be right is found before anything is sent, all of it at once …
  const wrong = `INSERT INTO Contact (LastName, AccountId, Birthdate)
                 VALUES (NULL, '003000000000001', '1990-02-30'), ('Long', NULL, '1990-02-28')`
  await connection.query(wrong).catch((error) => {
    if (!(error instanceof CertSqlError)) throw error
    console.log(error.render())
  })

  // … and what the org refuses is told row by row.
  const refused = `INSERT INTO Contact (LastName, Account.ERP_Customer_Key__c) VALUES ('Fine', 'C-1'), ('Lost', 'C-9')`
  await connection.query(refused).catch((error) => {
    if (!(error instanceof WriteError)) throw error
    for (const { row, status, errors } of error.report.rows()) console.log(row, status, errors[0]?.code ?? '')
  })

  const { rowCount } = await connection.query(`DELETE FROM Contact WHERE LastName IN ('Rose', 'Reed')`)
  console.log(`${rowCount} contacts are deleted`)
} finally {
  await connection.close()
  await org.close()
}
