import knex, { type Knex } from 'knex'
import knex30 from 'knex-3-0'
import knex31 from 'knex-3-1'
import knex32 from 'knex-3-2'
import { certiniaClientFor } from '../src/index.js'
import { LOOKUPS } from './programs/lookups.js'
import type { Program } from './programs/program.js'
import { STREAMS } from './programs/streams.js'
import { WRITING } from './programs/writing.js'
import { normalize } from './support/normalize.js'
import { openSqlite } from './support/sqlite.js'
import { loginOf, startOrg } from './support/test-org.js'
import { READS } from './surface/surface.js'
import type { SurfaceCase } from './surface/surface-case.js'
import { WRITES } from './surface/write.js'

/** Their types differ in what does not matter here. */
const VERSIONS: readonly [string, typeof knex, readonly string[]][] = [
  // There it is we who refuse a delete with a limit, in other words.
  ['3.0', knex30 as unknown as typeof knex, ['delete: a limit']],
  ['3.1', knex31 as unknown as typeof knex, ['delete: a limit']],
  ['3.2', knex32 as unknown as typeof knex, []],
]

const PROGRAMS = [
  'thirty questions at once',
  'a callback',
  'a mistake is caught',
  'a stream that is left',
  'a stream with a mistake',
  'pipe()',
  'a batch within a transaction',
  'three levels in a transaction',
  'a transaction that fails',
  'a transaction ended by hand',
  'an inner transaction that fails',
  'a transaction after its end',
  'transacting',
  'an event for each statement',
]

const QUIET = { warn: () => undefined }

function compilerOf(one: typeof knex): Knex {
  return one({ client: certiniaClientFor(one), log: QUIET })
}

/** The SQL of a chain, or why there is none. */
function sqlOf(db: Knex, { build }: SurfaceCase): string {
  try {
    const chain = build(db)
    if (chain instanceof Promise) {
      chain.catch(() => undefined)
      return 'run'
    }
    // Before Knex 3.2 the alias of a window stands without quotes.
    return String(chain).replaceAll('"place"', 'place')
  } catch (error) {
    return (error as Error).message
  }
}

const newest = compilerOf(knex)

describe.each(VERSIONS)('Knex %s', (_, one, changed) => {
  const older = compilerOf(one)
  // SQL that is the same has been judged with the newest.
  const different = [...READS, ...WRITES].filter((chain) => sqlOf(older, chain) !== sqlOf(newest, chain))

  test('compiles the whole surface as the newest does, but for what Knex itself has changed', () => {
    expect(different.map(({ method, variant }) => `${method}: ${variant}`)).toEqual(changed)
  })

  test.each(programs())('%s', async (_name, program) => {
    const emulator = await startOrg()
    const db = one({ client: certiniaClientFor(one), connection: loginOf(emulator), log: QUIET })
    try {
      expect(normalize(await program(db))).toEqual(await resultOnSqlite(program))
    } finally {
      await db.destroy()
      await emulator.close()
    }
  })
})

const resultsOnSqlite = new Map<Program, Promise<unknown>>()

/** Each program runs there once, with the newest Knex. */
function resultOnSqlite(program: Program): Promise<unknown> {
  const known = resultsOnSqlite.get(program)
  if (known !== undefined) return known
  const result = openSqlite().then(async (sqlite) => {
    try {
      return normalize(await program(sqlite))
    } finally {
      // A stream that has failed gives its connection back a moment later.
      await new Promise((resolve) => setImmediate(resolve))
      await sqlite.destroy()
    }
  })
  resultsOnSqlite.set(program, result)
  return result
}

/** What goes through runners, transactions, streams and events, where versions differ most. */
function programs(): readonly [string, Program][] {
  const all = { ...LOOKUPS, ...STREAMS, ...WRITING }
  return PROGRAMS.map((name) => {
    const program = all[name]
    if (program === undefined) throw new Error(`there is no program "${name}"`)
    return [name, program]
  })
}
