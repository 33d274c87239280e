import { type Connection, type ConnectOptions, connect } from '@certsql/driver'
import {
  DEFAULT_VARIANTS,
  type Emulator,
  type EmulatorOptions,
  startEmulator,
  type Variants,
} from '@certsql/emulator'
import { adversarialRecords } from './adversarial-records.js'
import { ADVERSARIAL_SCHEMA } from './adversarial-schema.js'
import { Oracle, type OracleOptions } from './oracle.js'

/** The moment that every statement calls now: a Sunday evening in America, Monday in Europe. */
export const NOW = '2025-03-31T01:30:00Z'

/** Every unverified fact of the platform, the other way round. */
export const FLIPPED_VARIANTS: Partial<Variants> = {
  nullsMatchNotIn: !DEFAULT_VARIANTS.nullsMatchNotIn,
  nullsMatchNotLike: !DEFAULT_VARIANTS.nullsMatchNotLike,
  nullsMatchExcludes: !DEFAULT_VARIANTS.nullsMatchExcludes,
  nullsMatchNotRange: !DEFAULT_VARIANTS.nullsMatchNotRange,
  groupByFoldsCase: !DEFAULT_VARIANTS.groupByFoldsCase,
  countDistinctFoldsCase: !DEFAULT_VARIANTS.countDistinctFoldsCase,
  antiJoinKeepsNullLeft: !DEFAULT_VARIANTS.antiJoinKeepsNullLeft,
  sumArithmetic: 'double',
  refNullEmptyString: !DEFAULT_VARIANTS.refNullEmptyString,
  nullsLastOnParentFields: !DEFAULT_VARIANTS.nullsLastOnParentFields,
  numberFormat: 'scientific',
  tieOrder: 'shuffled',
  resultPagesShape: 'nextRecordUrl',
  bulkRefusesAt: 'job',
  bulkErrorMessage: !DEFAULT_VARIANTS.bulkErrorMessage,
  bulkZeroRows: 'empty',
  bulkDatetimes: 'offset',
}

export function startAdversarialOrg(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({
    schema: ADVERSARIAL_SCHEMA,
    records: adversarialRecords(),
    asOf: NOW.slice(0, 10),
    bulkJobMs: 0,
    // So that some results have several pages.
    bulkPageRows: 500,
    ...options,
  })
}

/** A connection as all conformance tests want it: exact digits, a stopped clock, nothing remembered on disk. */
export function connectTo({ url, credentials }: Emulator, options: ConnectOptions = {}): Promise<Connection> {
  return connect({
    OAuthAccessToken: credentials.accessToken,
    InstanceUrl: url,
    MetadataCache: 'off',
    Decimals: 'String',
    Now: NOW,
    ...options,
  })
}

/** Plain DuckDB over a copy of all that an adversarial org holds. */
export async function adversarialOracle(org: Emulator['org'], options: Omit<OracleOptions, 'now'>) {
  const oracle = await Oracle.create({ now: NOW, ...options })
  for (const object of ADVERSARIAL_SCHEMA.objects) await oracle.load(object, org.records(object.name))
  return oracle
}
