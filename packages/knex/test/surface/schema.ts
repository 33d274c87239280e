import type { Knex } from 'knex'
import { type SurfaceCase, variantsOf } from './surface-case.js'

/** Each way to change a schema is refused in the same words. */
function refusedChange(
  method: string,
  build: (schema: Knex.SchemaBuilder) => PromiseLike<unknown>,
  variant = method,
): SurfaceCase {
  return {
    method: 'schema',
    variant,
    build: (db) => build(db.schema),
    refused: `${method} cannot be done: objects and fields of an org are made in its setup`,
  }
}

const ignore = () => undefined

export const SCHEMA_CASES: readonly SurfaceCase[] = [
  ...variantsOf('schema', {
    'hasTable, that is there': (db) => db.schema.hasTable('Account'),
    'hasTable, that is not': (db) => db.schema.hasTable('Nothing__c'),
    'hasColumn, that is there': (db) => db.schema.hasColumn('Account', 'City__c'),
    'hasColumn, that is not': (db) => db.schema.hasColumn('Account', 'Nothing__c'),
    'raw, a query': (db) => db.schema.raw('select count(*) as n from "Account" where "Rating__c" > 5'),
  }),
  refusedChange('createTable', (schema) => schema.createTable('x', ignore)),
  refusedChange('createTableLike', (schema) => schema.createTableLike('x', 'Account')),
  refusedChange('alterTable', (schema) => schema.alterTable('Account', ignore)),
  refusedChange('alterTable', (schema) => schema.table('Account', ignore), 'table'),
  refusedChange('dropTable', (schema) => schema.dropTable('Account')),
  refusedChange('dropTableIfExists', (schema) => schema.dropTableIfExists('Account')),
  refusedChange('renameTable', (schema) => schema.renameTable('Account', 'x')),
  refusedChange('createView', (schema) => schema.createView('x', ignore)),
  refusedChange('createViewOrReplace', (schema) => schema.createViewOrReplace('x', ignore)),
  refusedChange('createMaterializedView', (schema) => schema.createMaterializedView('x', ignore)),
  refusedChange('refreshMaterializedView', (schema) => schema.refreshMaterializedView('x')),
  refusedChange('dropView', (schema) => schema.dropView('x')),
  refusedChange('dropViewIfExists', (schema) => schema.dropViewIfExists('x')),
  refusedChange('renameView', (schema) => schema.renameView('x', 'y')),
  refusedChange('createSchema', (schema) => schema.createSchema('x')),
  refusedChange('createSchemaIfNotExists', (schema) => schema.createSchemaIfNotExists('x')),
  refusedChange('dropSchema', (schema) => schema.dropSchema('x')),
  refusedChange('dropSchemaIfExists', (schema) => schema.dropSchemaIfExists('x')),
]
