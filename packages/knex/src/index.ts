import knex from 'knex'
import { certiniaClientFor } from './certinia-client.js'

export { certiniaClientFor } from './certinia-client.js'
export type { ColumnInfo } from './column-info.js'
export type { UpsertOptions } from './query-builder.js'
export type { StatsEvent } from './session.js'

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
