import { type Emulator, type EmulatorOptions, startEmulator } from '@certsql/emulator'
import knex, { type Knex } from 'knex'
import { CertiniaClient } from '../../src/index.js'
import { RECORDS, SCHEMA } from './schema.js'

/** A local org and Knex over it. */
export interface TestOrg {
  readonly emulator: Emulator
  readonly db: Knex
  close(): Promise<void>
}

export const NOW = '2025-06-30'

export function loginOf({ url, credentials }: Emulator): Readonly<Record<string, string>> {
  const { username, password, securityToken } = credentials
  return {
    User: username,
    Password: password,
    SecurityToken: securityToken,
    LoginURL: url,
    MetadataCache: 'off',
    Now: NOW,
  }
}

export function startOrg(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({ schema: SCHEMA, records: RECORDS, ...options })
}

export async function startTestOrg(
  options: EmulatorOptions = {},
  config: Partial<Knex.Config> = {},
): Promise<TestOrg> {
  const emulator = await startOrg(options)
  const db = knex({ client: CertiniaClient, connection: loginOf(emulator), ...config })
  return {
    emulator,
    db,
    async close() {
      await db.destroy()
      await emulator.close()
    },
  }
}

/** What was asked of the org by queries, in order. */
export function queriesOf({ requests }: Emulator): readonly string[] {
  return requests.filter(({ path }) => path.includes('/query')).map(({ soql, path }) => soql ?? path)
}

export function loginsOf({ requests }: Emulator): number {
  return requests.filter(({ path }) => path.includes('/Soap/') || path.includes('/oauth2/token')).length
}
