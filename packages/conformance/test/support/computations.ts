import type { Connection, ConnectOptions } from '@certsql/driver'
import type { Emulator } from '@certsql/emulator'
import { adversarialOracle, connectTo, FLIPPED_VARIANTS, startAdversarialOrg } from './adversarial-org.js'
import { ADVERSARIAL_SCHEMA } from './adversarial-schema.js'
import { normalizeRows } from './compare-results.js'
import type { Oracle } from './oracle.js'
import type { TestStatement } from './statement-file.js'

/** One way of computing a statement with CertSQL. */
interface Way {
  readonly name: string
  readonly options: ConnectOptions
  /** Asks the org in which every unverified fact is the other way round. */
  readonly flipped?: boolean
  /** Puts a temporary table or view over all rows in the place of each object. */
  readonly stand?: 'TABLE' | 'VIEW'
}

/** All of these give one answer. */
export const FOLDED_WAYS: readonly Way[] = [
  { name: 'planned', options: {} },
  { name: 'off', options: { Pushdown: 'off' } },
  { name: 'flipped', options: {}, flipped: true },
  { name: 'page', options: { PageSize: 200, GroupPageSize: 3, BindJoins: 'always', BindKeys: 40 } },
  { name: 'server', options: { Sums: 'Server', GroupPageSize: 40 } },
  { name: 'local', options: { Sums: 'Local' } },
  { name: 'bulk', options: { UseBulk: 'always', BulkPollInterval: 1 } },
  {
    name: 'bulk off flipped',
    options: { UseBulk: 'always', BulkPollInterval: 1, Pushdown: 'off' },
    flipped: true,
  },
]

/** And these, with text compared byte for byte, another one. */
export const BINARY_WAYS: readonly Way[] = [
  { name: 'binary', options: { Collation: 'Binary' } },
  { name: 'binary off', options: { Collation: 'Binary', Pushdown: 'off' } },
  {
    name: 'binary flipped',
    options: { Collation: 'Binary', GroupPageSize: 7, BindJoins: 'always', BindKeys: 3 },
    flipped: true,
  },
]

/** Copies of all objects, and views over them: the same answers where no lookup is followed. */
export const STANDING_WAYS: readonly Way[] = [
  { name: 'temporary tables', options: {}, stand: 'TABLE' },
  { name: 'views', options: {}, stand: 'VIEW' },
  { name: 'views off', options: { Pushdown: 'off' }, stand: 'VIEW' },
]

/** Rows as text, or the code of the error. */
export type Outcome = readonly string[] | string

/** Two orgs with the same records, and everything that is connected to them. */
export class Computations {
  readonly #connections = new Map<string, Promise<Connection>>()
  readonly #oracles = new Map<string, Promise<Oracle>>()

  private constructor(
    readonly org: Emulator,
    readonly flippedOrg: Emulator,
  ) {}

  static async start(): Promise<Computations> {
    return new Computations(
      await startAdversarialOrg(),
      await startAdversarialOrg({ variants: FLIPPED_VARIANTS }),
    )
  }

  async run(way: Way, statement: TestStatement, zone: string): Promise<Outcome> {
    const connection = await this.#connection(way, zone)
    const fold = way.options.Collation !== 'Binary'
    try {
      const { rows } = await connection.query(statement.sql, statement.parameters, { rowMode: 'array' })
      return normalizeRows(rows, { fold })
    } catch (error) {
      return describeFailure(error)
    }
  }

  /** What plain DuckDB says, or undefined where it has no opinion. */
  async oracle(
    statement: TestStatement,
    zone: string,
    fold: boolean,
  ): Promise<readonly string[] | undefined> {
    if (statement.noOracle !== undefined || statement.fails !== undefined) return undefined
    const exact = fold ? statement.exactOracle : undefined
    const oracle = await this.#oracle(zone, fold && exact === undefined)
    return normalizeRows(await oracle.query(exact || statement.oracle || statement.sql), { fold })
  }

  /** The rows that an open LIMIT chooses from. */
  async oracleWithoutLimit(
    statement: TestStatement,
    zone: string,
    fold: boolean,
  ): Promise<readonly string[]> {
    const oracle = await this.#oracle(zone, fold)
    return normalizeRows(await oracle.queryWithoutLimit(statement.oracle ?? statement.sql), { fold })
  }

  async close(): Promise<void> {
    for (const connection of this.#connections.values()) await (await connection).close()
    for (const oracle of this.#oracles.values()) (await oracle).close()
    await this.org.close()
    await this.flippedOrg.close()
  }

  #connection({ name, options, flipped = false, stand }: Way, zone: string): Promise<Connection> {
    return remembered(this.#connections, `${name} ${zone}`, async () => {
      const org = flipped ? this.flippedOrg : this.org
      const connection = await connectTo(org, { ...options, TimeZone: zone })
      for (const { name: object } of stand === undefined ? [] : ADVERSARIAL_SCHEMA.objects) {
        await connection.query(`CREATE TEMP ${stand} ${object} AS SELECT * FROM org.${object}`)
      }
      return connection
    })
  }

  #oracle(timeZone: string, fold: boolean): Promise<Oracle> {
    return remembered(this.#oracles, `${timeZone} ${fold}`, () =>
      adversarialOracle(this.org.org, { timeZone, fold }),
    )
  }
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? `${error.code}: ${error.message}` : `${error.name}: ${error.message}`
}
