export { type ApiName, parseApiName, shortNames } from './api-name.js'
export {
  type CatalogView,
  DescribeNeeded,
  ORG_SCHEMA,
  type TableLookup,
  type TableStatistics,
} from './catalog-view.js'
export type {
  FunctionFigure,
  LimitFigure,
  MetadataFigures,
  MetadataSource,
  SettingFigure,
} from './metadata-source.js'
export type { MetadataNeed, MetadataRow, MetadataSnapshot, MetadataTable } from './metadata-table.js'
export type { NameOptions } from './name-index.js'
export { isMultiCurrency, type OrgFacts } from './org-facts.js'
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
