import './config.js'

export { CertiniaClient, type CertiniaConfig, type CertiniaConnection, certinia } from './certinia.js'
export { certiniaClientFor } from './certinia-client.js'
export type { ColumnInfo } from './column-info.js'
export type { ConnectionSettings } from './connection-settings.js'
export type { UpsertOptions } from './query-builder.js'
export type { StatsEvent } from './session.js'
