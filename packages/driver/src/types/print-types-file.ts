import type { TableTypes } from './print-table-types.js'

const HEADER = `// The tables of an org, made by "certsql types". Make it anew instead of editing it.
import type { Knex } from "knex"`

/** The ending lets Node's own resolution find the module; others find it too. */
const TABLES_OF_KNEX = 'knex/types/tables.js'

/** The whole file: the declarations, and the tables made known to Knex. */
export function printTypesFile(tables: readonly TableTypes[]): string {
  const entries = tables.map(
    ({ name }) => `    ${name}: Knex.CompositeTableType<${name}, ${name}Insert, ${name}Update>`,
  )
  const known = [`declare module "${TABLES_OF_KNEX}" {`, '  interface Tables {', ...entries, '  }', '}']
  return `${[HEADER, ...tables.map(({ declarations }) => declarations), known.join('\n')].join('\n\n')}\n`
}
