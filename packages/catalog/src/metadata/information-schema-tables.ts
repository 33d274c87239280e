import type { ObjectSummary } from '@certsql/core'
import { ORG_SCHEMA } from '../catalog-view.js'
import type { LocalRelationFigure } from '../metadata-source.js'
import type { MetadataSnapshot } from '../metadata-table.js'
import { constant, defineMetadataTable, nothing, text, yesOrNo } from './define-metadata-table.js'
import { CATALOG_NAME, CERTSQL_SCHEMA, INFORMATION_SCHEMA } from './schema-names.js'

export const schemata = defineMetadataTable<string>({
  schema: INFORMATION_SCHEMA,
  name: 'schemata',
  needs: 'nothing',
  items: ({ localRelations }) => {
    const local = new Set(localRelations.map(({ schema }) => schema))
    return [ORG_SCHEMA, INFORMATION_SCHEMA, CERTSQL_SCHEMA, ...local]
  },
  columns: {
    catalog_name: constant(CATALOG_NAME),
    schema_name: text((schema) => schema),
    schema_owner: nothing(),
    default_character_set_catalog: nothing(),
    default_character_set_schema: nothing(),
    default_character_set_name: constant('UTF8'),
    sql_path: nothing(),
  },
})

interface TableRow {
  readonly schema: string
  readonly name: string
  readonly type: 'BASE TABLE' | 'LOCAL TEMPORARY' | 'VIEW' | 'SYSTEM VIEW'
  readonly insertable: boolean
}

export const tables = defineMetadataTable<TableRow>({
  schema: INFORMATION_SCHEMA,
  name: 'tables',
  needs: 'global',
  items: tableRows,
  columns: {
    table_catalog: constant(CATALOG_NAME),
    table_schema: text((table) => table.schema),
    table_name: text((table) => table.name),
    table_type: text((table) => table.type),
    self_referencing_column_name: nothing(),
    reference_generation: nothing(),
    user_defined_type_catalog: nothing(),
    user_defined_type_schema: nothing(),
    user_defined_type_name: nothing(),
    is_insertable_into: yesOrNo((table) => table.insertable),
    is_typed: constant('NO'),
    commit_action: nothing(),
  },
})

/**
 * Views that users defined: temporary ones, as an org has none. The metadata tables are of the type `SYSTEM VIEW` and not
 * here.
 */
export const views = defineMetadataTable<LocalRelationFigure>({
  schema: INFORMATION_SCHEMA,
  name: 'views',
  needs: 'nothing',
  items: ({ localRelations }) => localRelations.filter(({ kind }) => kind === 'view'),
  columns: {
    table_catalog: constant(CATALOG_NAME),
    table_schema: text((view) => view.schema),
    table_name: text((view) => view.name),
    view_definition: text((view) => view.definition),
    check_option: constant('NONE'),
    is_updatable: constant('NO'),
    is_insertable_into: constant('NO'),
  },
})

function tableRows({ objects, localRelations, metadataTables }: MetadataSnapshot): readonly TableRow[] {
  const ofOrg = objects.filter(isTable).map(
    ({ name, createable }): TableRow => ({
      schema: ORG_SCHEMA,
      name,
      type: 'BASE TABLE',
      insertable: createable === true,
    }),
  )
  const ofMetadata = metadataTables.map(
    ({ schema, name }): TableRow => ({ schema, name, type: 'SYSTEM VIEW', insertable: false }),
  )
  const ofConnection = localRelations.map(
    ({ schema, name, kind }): TableRow => ({
      schema,
      name,
      type: kind === 'view' ? 'VIEW' : 'LOCAL TEMPORARY',
      insertable: false,
    }),
  )
  return [...ofOrg, ...ofConnection, ...ofMetadata]
}

/**
 * What can be read or written. The platform also lists objects that are neither, such as `AggregateResult`.
 */
function isTable({ queryable, createable }: ObjectSummary): boolean {
  return queryable === true || createable === true
}
