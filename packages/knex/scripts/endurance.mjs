// Runs many queries one after the other and many at once, and tells what has grown. Needs --expose-gc:
//
//   node --expose-gc packages/knex/scripts/endurance.mjs --queries 10000
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { certinia } from '../dist/index.js'

const { values } = parseArgs({ options: { queries: { type: 'string', default: '10000' } } })
const queries = Number(values.queries)

// A process of its own: what the org remembers is not ours.
const command = fileURLToPath(new URL('../../../bin/certsql-emulator.js', import.meta.url))
const emulator = spawn(process.execPath, [command, '--scale', '0.05'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [line] = await once(createInterface({ input: emulator.stdout }), 'line')
const { url, accessToken } = JSON.parse(line)

const db = certinia({ OAuthAccessToken: accessToken, InstanceUrl: url, MetadataCache: 'off' })
try {
  await run(Math.ceil(queries / 5))
  const before = state()
  await run(queries)
  const after = state()
  console.log(
    JSON.stringify({
      queries,
      megabytesGrown: Math.round((after.heap - before.heap) / 1e4) / 100,
      handlesBefore: before.handles,
      handlesAfter: after.handles,
      sessions: db.client.pool.numUsed() + db.client.pool.numFree(),
    }),
  )
} finally {
  await db.destroy()
  emulator.kill()
}

/** Queries of every kind: answered by the org alone, with an error, as a stream, in a transaction, several at once. */
async function run(count) {
  for (let n = 0; n < count; n++) {
    if (n % 50 === 10)
      await db('Account')
        .select('Nothing')
        .catch(() => undefined)
    else if (n % 50 === 20) for await (const _ of db('Account').select('Name').limit(5).stream()) break
    else if (n % 50 === 30)
      await db.transaction((trx) => trx('Account').where('Name', 'nobody').update({ Site: 'x' }))
    else if (n % 50 === 40)
      await Promise.all([1, 2, 3].map((limit) => db('Account').select('Name').limit(limit)))
    else
      await db('Account')
        .select('Name')
        .where('Name', `Customer ${n % 40}`)
        .timeout(60_000, { cancel: true })
  }
}

function state() {
  globalThis.gc()
  globalThis.gc()
  return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length }
}
