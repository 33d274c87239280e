export { type ApiName, parseApiName, shortNames } from './api-name.js'
export {
  Catalog,
  type CatalogOptions,
  type LoadOptions,
  type MetadataOptions,
  type ResolveOptions,
} from './catalog.js'
export {
  type CatalogView,
  DescribeNeeded,
  ORG_SCHEMA,
  type StatisticsUse,
  type TableLookup,
  type TableStatistics,
} from './catalog-view.js'
export type { CacheEntry, CacheKey, DescribeCache } from './describe-cache.js'
export type { Conditional, ConditionalRequest, DescribeSource } from './describe-source.js'
export { METADATA_TABLES } from './metadata/metadata-tables.js'
export { CATALOG_NAME, CERTSQL_SCHEMA, INFORMATION_SCHEMA } from './metadata/schema-names.js'
export type {
  FunctionFigure,
  LimitFigure,
  LocalRelationFigure,
  MetadataFigures,
  MetadataSource,
  ProcedureFigure,
  ProcedureParameterFigure,
  SettingFigure,
} from './metadata-source.js'
export type { MetadataNeed, MetadataRow, MetadataSnapshot, MetadataTable } from './metadata-table.js'
export type { NameOptions } from './name-index.js'
export { type CacheIdentity, openDescribeCache } from './open-describe-cache.js'
export { type GivenOrgFacts, isMultiCurrency, type OrgFacts } from './org-facts.js'
export { sqlTypeOfField } from './sql-type-of-field.js'
export {
  type Capabilities,
  type ChildRelationship,
  type ColumnLookup,
  findColumn,
  findParent,
  type ParentLookup,
  type ParentRelationship,
  type Table,
  type TableColumn,
  type Writable,
} from './table.js'
export { tableFromDescribe } from './table-from-describe.js'
