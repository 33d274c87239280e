import knex, { type Knex } from 'knex'
import { certiniaClientFor } from './certinia-client.js'
import type { ConnectionSettings } from './connection-settings.js'

/**
 * The dialect for Knex.
 *
 * ```ts
 * import knex from 'knex'
 * import { CertiniaClient } from '@certsql/knex'
 *
 * const db = knex({ client: CertiniaClient, connection: 'certinia:///?User=amy@acme.com&Password=…' })
 * const open = await db('c2g__codaInvoice__c').where('c2g__InvoiceStatus__c', 'Complete').limit(10)
 * ```
 */
export const CertiniaClient = certiniaClientFor(knex)
export type CertiniaClient = InstanceType<typeof CertiniaClient>

/** As Knex's configuration, without what is settled. */
export type CertiniaConfig = Omit<Knex.Config, 'client' | 'connection'>

/** As Knex types it: what is found must be one of the connections that it knows. */
type Provider = NonNullable<Knex.Config['connection']>

/** What a connection is given as: a URL, properties, or a function that finds them when they are needed. */
export type CertiniaConnection = ConnectionSettings | (() => ConnectionSettings | Promise<ConnectionSettings>)

/**
 * Knex over an org, in one call. The URL is read by the driver, where `knex()` would take `+` for a space; and what
 * statements cost is told as an event of Knex itself.
 *
 * ```ts
 * const db = certinia('certinia:///?User=amy@acme.com&Password=…', { pool: { max: 4 } })
 * db.on('certsql:stats', ({ sql, stats }) => console.log(sql, stats.apiCalls))
 * ```
 */
export function certinia(connection: CertiniaConnection = {}, config: CertiniaConfig = {}): Knex {
  const find = typeof connection === 'function' ? connection : () => connection
  const db = knex({ ...config, client: CertiniaClient, connection: find as unknown as Provider })
  db.client.on('certsql:stats', (event: unknown) => db.emit('certsql:stats', event))
  return db
}
