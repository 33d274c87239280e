// Reads a large table row by row and page by page: memory holds pages, not the result.
//
//   node examples/streaming.mjs
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

try {
  // Row by row. The next page is on its way while this one is read; leaving the loop stops that.
  const lines = connection.stream('SELECT Name, c2g__HomeValue__c FROM c2g__codaTransactionLineItem__c')
  let debits = 0
  let read = 0
  for await (const line of lines) {
    read++
    if (line.c2g__HomeValue__c > 0) debits++
    if (read === 2500) break
  }
  console.log(`read ${read} lines, ${debits} of them debits, in ${lines.stats.apiCalls} API calls`)

  // Page by page, rows as arrays: the fastest way.
  const accounts = connection.stream('SELECT Id, UPPER(Name) AS name FROM Account WHERE LENGTH(Name) > 5')
  for await (const { columns, rows } of accounts.batches()) {
    console.log(`${rows.length} rows of ${columns.map(({ name }) => name).join(', ')}`)
  }

  // Stopped from outside.
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 50)
  try {
    const everything = connection.stream('SELECT * FROM c2g__codaTransactionLineItem__c', [], {
      signal: stop.signal,
    })
    for await (const _ of everything);
    console.log('read everything before it was stopped')
  } catch (error) {
    console.log(`${error.code}: ${error.message}`)
  }
} finally {
  await connection.close()
  await org.close()
}
