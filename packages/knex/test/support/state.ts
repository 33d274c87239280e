import type { Emulator } from '@certsql/emulator'
import type { Knex } from 'knex'
import { inAnyOrder, normalize } from './normalize.js'
import { SCHEMA } from './schema.js'

/** All records by object, in a form that is the same for both databases; empty fields are left out. */
export type State = Readonly<Record<string, unknown>>

/** What the org holds, past all of our code. */
export function orgState({ org }: Emulator): State {
  return stateOf((name) => org.records(name).filter(({ IsDeleted }) => IsDeleted !== true))
}

export async function sqliteState(db: Knex): Promise<State> {
  const tables = new Map<string, readonly object[]>()
  for (const { name } of SCHEMA.objects) tables.set(name, await db(name))
  return stateOf((name) => tables.get(name) ?? [])
}

function stateOf(recordsOf: (name: string) => readonly object[]): State {
  return Object.fromEntries(
    SCHEMA.objects.map(({ name, fields }) => {
      const moments = fields.filter(({ type }) => type === 'datetime').map((field) => field.name)
      const records = recordsOf(name).map((record) =>
        Object.fromEntries(
          Object.entries(record)
            .filter(([, value]) => value !== null)
            .map(([key, value]) => [key, moments.includes(key) ? new Date(value) : value]),
        ),
      )
      return [name, inAnyOrder(normalize(records))]
    }),
  )
}
