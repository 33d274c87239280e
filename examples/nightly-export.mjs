// What changed since the last night, into a file for each night. The state is the moment up to which all was exported; it
// moves on only when the file is complete, so a night that fails is made up for in the next.
//
//   node examples/nightly-export.mjs
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { startEmulator } from '@certsql/emulator'
import { certinia } from '@certsql/knex'

/** One night: every invoice line that was changed in `(last export, now]`. */
async function exportChanges(db, folder) {
  const stateFile = join(folder, 'exported-until.txt')
  const since = await readFile(stateFile, 'utf8').catch(() => '1970-01-01T00:00:00.000Z')
  const { rows } = await db.raw('SELECT CURRENT_TIMESTAMP AS now')
  const until = rows[0].now
  const file = join(folder, `lines-${until.toISOString().replaceAll(':', '-')}.ndjson`)
  let count = 0
  const changes = db('c2g__codaInvoiceLineItem__c')
    .select('Id', 'c2g__Invoice__c', 'c2g__NetValue__c', 'SystemModstamp')
    .where('SystemModstamp', '>', new Date(since))
    .where('SystemModstamp', '<=', until)
  const toLines = new Transform({
    writableObjectMode: true,
    transform(row, _encoding, done) {
      count++
      done(null, `${JSON.stringify(row)}\n`)
    },
  })
  // Pages come one by one; memory never holds the whole table.
  await pipeline(changes.stream(), toLines, createWriteStream(`${file}.part`))
  await rename(`${file}.part`, file)
  await writeFile(stateFile, until.toISOString())
  return count
}

const org = await startEmulator({ asOf: '2025-06-30' })
const folder = await mkdtemp(join(tmpdir(), 'nightly-export-'))
const { username, password, securityToken } = org.credentials
const connect = (Now) =>
  certinia({
    LoginURL: org.url,
    User: username,
    Password: password,
    SecurityToken: securityToken,
    MetadataCache: 'off',
    Now,
  })

try {
  const firstNight = connect('2025-06-30T12:00:00Z')
  console.log(`first night: ${await exportChanges(firstNight, folder)} lines`)
  console.log(`again: ${await exportChanges(firstNight, folder)} lines`)

  // During the day some lines are changed.
  const some = await firstNight('c2g__codaInvoiceLineItem__c').orderBy('Name').limit(3).pluck('Id')
  await firstNight('c2g__codaInvoiceLineItem__c')
    .whereIn('Id', some)
    .update({ c2g__LineDescription__c: 'checked' })
  await firstNight.destroy()

  const secondNight = connect(new Date(Date.now() + 60_000).toISOString())
  console.log(`second night: ${await exportChanges(secondNight, folder)} lines`)
  await secondNight.destroy()
} finally {
  await rm(folder, { recursive: true })
  await org.close()
}
