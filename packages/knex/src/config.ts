import type {} from 'knex'

/** What Knex's configuration may say beside what Knex knows. */
declare module 'knex' {
  namespace Knex {
    interface Config<SV extends {}> {
      /** Lets `truncate()` delete every record of a table; it is refused otherwise. */
      allowTruncate?: boolean
    }
    interface DMLOptions {
      /** Of `upsert`: the external id that finds the records which are there. */
      on?: string
    }
  }
}
