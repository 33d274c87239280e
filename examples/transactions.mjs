// A journal with its lines as one transaction: all of it is posted, or nothing.
//
//   node examples/transactions.mjs
import { connect, WriteError } from '@certsql/driver'
import { startEmulator } from '@certsql/emulator'

const org = await startEmulator({ asOf: '2025-06-30' })
const connection = await connect({
  LoginURL: org.url,
  User: org.credentials.username,
  Password: org.credentials.password,
  SecurityToken: org.credentials.securityToken,
  MetadataCache: 'off',
  Now: '2025-06-30',
})

/** A journal: its lines refer to it before it is there. */
async function addJournal(tx, description, lines) {
  const { rows } = await tx.query(
    `INSERT INTO codaJournal (c2g__JournalDate__c, c2g__JournalDescription__c, c2g__Type__c)
     VALUES (CURRENT_DATE, ?, 'Manual Journal') RETURNING Id`,
    [description],
  )
  const journal = rows[0].Id
  for (const [account, value] of lines) {
    await tx.query(
      `INSERT INTO codaJournalLineItem (c2g__Journal__c, c2g__LineType__c, c2g__GeneralLedgerAccount__c, c2g__Value__c)
       VALUES (?, 'General Ledger Account', ?, ?)`,
      [journal, account, value],
    )
  }
  return journal
}

async function countJournals() {
  const { rows } = await connection.query('SELECT COUNT(*) AS n FROM codaJournal')
  return rows[0].n
}

try {
  const before = await countJournals()
  const accounts = await connection.query('SELECT Id FROM codaGeneralLedgerAccount ORDER BY Name LIMIT 2')
  const [debit, credit] = accounts.rows.map(({ Id }) => Id)

  // transaction() commits when the work is done. Until then an Id is a reference.
  const committed = await connection.transaction(async (tx) => {
    const journal = await addJournal(tx, 'Accruals June', [
      [debit, 1250.5],
      [credit, -1250.5],
    ])
    console.log(`in the transaction the journal is ${journal}`)
    return { tx, journal }
  })
  const id = committed.tx.idOf(committed.journal)
  const posted = await connection.query(
    `SELECT j.c2g__JournalDescription__c AS journal, COUNT(*) AS lines, SUM(l.c2g__Value__c) AS total
     FROM codaJournal j JOIN codaJournalLineItem l ON l.c2g__Journal__c = j.Id WHERE j.Id = ? GROUP BY 1`,
    [id],
  )
  console.table(posted.rows)

  // By hand, with a savepoint to go back to.
  const tx = await connection.beginTransaction()
  await addJournal(tx, 'Kept', [[debit, 1]])
  await tx.savepoint('before')
  await addJournal(tx, 'Dropped', [[debit, 2]])
  await tx.rollback('before')
  const { report } = await tx.commit()
  await tx.close()
  console.log(`${report.written} records were written`)

  // One line that the org refuses, and nothing of it is there.
  const gone = 'a0E000000000000'
  await connection
    .transaction((session) =>
      addJournal(session, 'Never', [
        [debit, 5],
        [gone, -5],
      ]),
    )
    .catch((error) => {
      if (!(error instanceof WriteError)) throw error
      for (const { row, object, status, errors } of error.report.rows()) {
        console.log(row, object, status, errors[0]?.code ?? '')
      }
    })
  console.log(`${(await countJournals()) - before} journals are new`)
} finally {
  await connection.close()
  await org.close()
}
