import type { BuilderValue, QueryBuilderClass } from './knex-internals.js'

/** How an upsert finds the records that are there already. */
export interface UpsertOptions {
  /** The external id: `Ext__c`. */
  readonly on?: string
}

/** Adds to Knex's builder what only some of its dialects have. */
export function queryBuilderFor(Base: QueryBuilderClass) {
  return class CertiniaQueryBuilder extends Base {
    /**
     * Inserts records, or updates those that have the same external id.
     *
     * ```ts
     * await knex('Account').upsert([{ Ext__c: 'A-1', Name: 'Acme' }], ['Id'], { on: 'Ext__c' })
     * ```
     */
    upsert(values: BuilderValue, returning?: BuilderValue, options: UpsertOptions = {}): this {
      this._method = 'upsert'
      if (returning !== undefined && returning !== null && returning !== '') this.returning(returning)
      this._single.upsert = values
      this._single.upsertKey = options.on
      return this
    }
  }
}
