import type { FunctionFigure, LimitFigure, SettingFigure } from '../metadata-source.js'
import { count, defineMetadataTable, nothing, text } from './define-metadata-table.js'
import { CERTSQL_SCHEMA } from './schema-names.js'

/** The org's limits as they stand; asked for each time. */
export const limits = defineMetadataTable<LimitFigure>({
  schema: CERTSQL_SCHEMA,
  name: 'limits',
  needs: 'limits',
  items: (snapshot) => snapshot.limits,
  columns: {
    name: text((limit) => limit.name),
    max: count((limit) => limit.max),
    remaining: count((limit) => limit.remaining),
    used: count((limit) => limit.max - limit.remaining),
  },
})

/** The properties of the connection, as they are in force. */
export const settings = defineMetadataTable<SettingFigure>({
  schema: CERTSQL_SCHEMA,
  name: 'settings',
  needs: 'settings',
  items: (snapshot) => snapshot.settings,
  columns: {
    name: text((setting) => setting.name),
    value: text((setting) => setting.value),
    default_value: text((setting) => setting.defaultValue),
    description: text((setting) => setting.description),
  },
})

/** The functions that statements may call. */
export const functions = defineMetadataTable<FunctionFigure>({
  schema: CERTSQL_SCHEMA,
  name: 'functions',
  needs: 'functions',
  items: (snapshot) => snapshot.functions,
  columns: {
    name: text((one) => one.name),
    kind: text((one) => one.kind),
    signature: text((one) => one.signature),
    description: text((one) => one.description),
  },
})

/** What `CALL` can run. Nothing yet, so there are columns and no rows. */
export const procedures = defineMetadataTable<never>({
  schema: CERTSQL_SCHEMA,
  name: 'procedures',
  needs: 'nothing',
  items: () => [],
  columns: {
    name: nothing(),
    parameters: nothing(),
    description: nothing(),
  },
})
