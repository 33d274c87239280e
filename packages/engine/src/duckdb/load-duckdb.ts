import type * as api from '@duckdb/node-api'
import type bindings from '@duckdb/node-bindings'

/** The two layers of DuckDB's client: the objects, and the C functions under them that move whole vectors. */
export interface DuckDb {
  readonly api: typeof api
  readonly bindings: typeof bindings
}

let loaded: Promise<DuckDb> | undefined

/** Loads the native library when it is first needed; a query that the org answers alone never comes here. */
export function loadDuckDb(): Promise<DuckDb> {
  loaded ??= Promise.all([import('@duckdb/node-api'), import('@duckdb/node-bindings')]).then(
    ([nodeApi, nodeBindings]) => ({ api: nodeApi, bindings: nodeBindings.default }),
  )
  return loaded
}

/** For tests: whether the library is in this process. */
export function isDuckDbLoaded(): boolean {
  return loaded !== undefined
}

/** `v1.5.6`; an error where the library cannot be loaded. */
export async function duckDbVersion(): Promise<string> {
  const { api: nodeApi } = await loadDuckDb()
  return nodeApi.version()
}
