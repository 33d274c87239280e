import type { Knex } from 'knex'

/** Methods that Knex's builder has and its types leave out. */
declare module 'knex' {
  namespace Knex {
    interface QueryInterface<TRecord extends {}, TResult> {
      whereColumn(...columns: readonly string[]): Knex.QueryBuilder
      orWhereColumn(...columns: readonly string[]): Knex.QueryBuilder
      whereNotColumn(...columns: readonly string[]): Knex.QueryBuilder
      orWhereNotColumn(...columns: readonly string[]): Knex.QueryBuilder
      havingExists(build: (query: Knex.QueryBuilder) => unknown): Knex.QueryBuilder
      havingNotExists(build: (query: Knex.QueryBuilder) => unknown): Knex.QueryBuilder
      orHavingExists(build: (query: Knex.QueryBuilder) => unknown): Knex.QueryBuilder
      orHavingNotExists(build: (query: Knex.QueryBuilder) => unknown): Knex.QueryBuilder
      orHavingIn(column: string, values: readonly unknown[]): Knex.QueryBuilder
      fromJS(clauses: Readonly<Record<string, unknown>>): Knex.QueryBuilder
    }
  }
}

export type { Knex }
