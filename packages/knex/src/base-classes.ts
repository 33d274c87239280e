import type { KnexModule, QueryBuilderClass, QueryCompilerClass } from './knex-internals.js'

/** Knex's own classes that the dialect extends. */
export interface BaseClasses {
  readonly QueryBuilder: QueryBuilderClass
  readonly QueryCompiler: QueryCompilerClass
}

/**
 * The classes behind the hooks of a client: Knex does not export them, but gives an instance to whoever asks. CertSQL
 * reads PostgreSQL's SQL, so they are those of Knex's dialect for it, which loads no driver without a connection.
 */
export function baseClasses(knex: KnexModule): BaseClasses {
  const { client } = knex({ client: 'pg' })
  const builder: object = client.queryBuilder()
  const compiler: object = client.queryCompiler(builder)
  return {
    QueryBuilder: builder.constructor as QueryBuilderClass,
    QueryCompiler: compiler.constructor as QueryCompilerClass,
  }
}
