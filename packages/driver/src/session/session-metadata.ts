import type { LocalRelationFigure, MetadataSource, SettingFigure } from '@certsql/catalog'
import { LOCAL_SCHEMA, type LocalRelation } from '@certsql/planner'
import { printQuery } from '@certsql/sql'
import type { TemporaryRelations } from '../local/temporary-relations.js'
import type { Setting, Settings } from '../properties/settings.js'

/** What the tables of `information_schema` and `certsql` show of a session. */
export function sessionMetadata(settings: Settings, temporary: TemporaryRelations): MetadataSource {
  return {
    settings: () => settings.all().map(settingFigure),
    localRelations: () => temporary.all().map(localFigure),
  }
}

function settingFigure({ name, value, defaultValue, definition }: Setting): SettingFigure {
  return { name, value, defaultValue, description: definition.description }
}

function localFigure(relation: LocalRelation): LocalRelationFigure {
  const { name, columns } = relation
  const isView = relation.kind === 'LocalView'
  return {
    schema: LOCAL_SCHEMA,
    name,
    kind: isView ? 'view' : 'table',
    columns,
    definition: isView ? printQuery(relation.query) : null,
  }
}
