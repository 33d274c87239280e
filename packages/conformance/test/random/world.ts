import type { Connection, ConnectOptions } from '@certsql/driver'
import { type Emulator, startEmulator, type Variants } from '@certsql/emulator'
import { connectTo, FLIPPED_VARIANTS, NOW } from '../support/adversarial-org.js'
import { normalizeRows } from '../support/compare-results.js'
import { Oracle } from '../support/oracle.js'
import { refusedIn } from '../support/second-opinion.js'
import { randomNumbers } from './random-numbers.js'
import { type OrgContent, randomOrg } from './random-schema.js'
import { smallAdversarialOrg } from './small-adversarial-org.js'
import { type Vocabulary, vocabularyOf } from './vocabulary.js'

/** Rows as text, or an error: its code and message. */
export type Outcome =
  | { readonly rows: readonly string[] }
  | { readonly code: string; readonly message: string }

/** An org, a way to ask it, and plain DuckDB over the same records. */
export class World {
  private constructor(
    readonly description: string,
    readonly vocabulary: Vocabulary,
    readonly emulator: Emulator,
    private readonly planned: Connection,
    private readonly off: Connection,
    private readonly copy: Oracle,
    private readonly fold: boolean,
  ) {}

  /** Every second one is the adversarial org, the others have schemas of their own. */
  static async create(seed: number): Promise<World> {
    const content = seed % 2 === 0 ? smallAdversarialOrg() : randomOrg(seed)
    const random = randomNumbers(seed ^ 0x5bd1e995)
    const { options, variants } = chooseWay(random)
    const emulator = await startEmulator({
      schema: { objects: content.objects },
      records: content.records,
      asOf: NOW.slice(0, 10),
      variants,
      bulkJobMs: 0,
    })
    const fold = options.Collation !== 'Binary'
    const copy = await Oracle.create({ now: NOW, fold, timeZone: String(options.TimeZone) })
    await copy.linkParents(content.objects, (name) => emulator.org.records(name))
    const description = JSON.stringify({ world: seed, options, variants })
    const planned = await connectTo(emulator, options)
    const off = await connectTo(emulator, { ...options, Pushdown: 'off', UseBulk: 'never' })
    return new World(description, vocabulary(content), emulator, planned, off, copy, fold)
  }

  askPlanned(sql: string): Promise<Outcome> {
    return this.#ask(async () => (await this.planned.query(sql, [], { rowMode: 'array' })).rows)
  }

  askWithoutPushdown(sql: string): Promise<Outcome> {
    return this.#ask(async () => (await this.off.query(sql, [], { rowMode: 'array' })).rows)
  }

  askOracle(sql: string): Promise<Outcome> {
    return this.#ask(() => this.copy.query(sql))
  }

  /** Queries that the org refused. */
  refusals(): readonly string[] {
    return refusedIn(this.emulator.requests)
  }

  async close(): Promise<void> {
    await this.planned.close()
    await this.off.close()
    this.copy.close()
    await this.emulator.close()
  }

  async #ask(ask: () => Promise<readonly (readonly unknown[])[]>): Promise<Outcome> {
    try {
      return { rows: normalizeRows(await ask(), { fold: this.fold }) }
    } catch (error) {
      const message = messagesOf(error)
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'DuckDB'
      return { code, message }
    }
  }
}

/** An internal error says what happened in its cause. */
function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message} ${messagesOf(error.cause)}`
}

/** The columns of the adversarial org whose numbers have up to eighteen digits. */
const WIDE = ['Credit__c', 'Total__c', 'Target__c']

function vocabulary({ objects, records }: OrgContent): Vocabulary {
  return vocabularyOf(objects, records, { wide: WIDE })
}

interface Way {
  readonly options: ConnectOptions
  readonly variants: Partial<Variants>
}

/** Collation, zone, sums, page size and transport of the connection, and how unverified facts turn out. */
function chooseWay(random: () => number): Way {
  const pick = <Option>(list: readonly Option[]): Option => list[Math.floor(random() * list.length)] as Option
  const variants = Object.fromEntries(Object.entries(FLIPPED_VARIANTS).filter(() => random() < 0.5))
  return {
    options: {
      Collation: pick(['Org', 'Org', 'Binary']),
      TimeZone: pick(['UTC', 'America/Los_Angeles', 'Europe/Berlin']),
      // In floating point, sums of eighteen digits may rightly differ.
      Sums: pick([
        'Certified',
        'Certified',
        'Local',
        variants.sumArithmetic === 'double' ? 'Local' : 'Server',
      ]),
      PageSize: pick([2000, 200]),
      GroupPageSize: pick([2000, 1, 2, 5]),
      BindJoins: pick(['always', 'always', 'auto']),
      BindKeys: pick([1, 2, 3, 4000]),
      UseBulk: pick(['never', 'never', 'never', 'never', 'always']),
      BulkPollInterval: 1,
    },
    variants,
  }
}
