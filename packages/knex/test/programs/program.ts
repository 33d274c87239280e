import type { Knex } from '../support/untyped-methods.js'

/** Something that a program does with Knex, whatever the database; what it gives must be the same in all of them. */
export type Program = (db: Knex) => Promise<unknown>

export type Programs = Readonly<Record<string, Program>>

export interface Count {
  readonly n?: number | string
}
