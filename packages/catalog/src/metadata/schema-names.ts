/** What `table_catalog` says: one connection sees one org. */
export const CATALOG_NAME = 'certinia'
export const INFORMATION_SCHEMA = 'information_schema'
export const CERTSQL_SCHEMA = 'certsql'
