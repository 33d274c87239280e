import { formatSqlType } from '@certsql/core'
import type {
  FunctionFigure,
  LimitFigure,
  ProcedureFigure,
  ProcedureParameterFigure,
  SettingFigure,
} from '../metadata-source.js'
import { count, defineMetadataTable, flag, integer, text } from './define-metadata-table.js'
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

/** What `CALL` can run. */
export const procedures = defineMetadataTable<ProcedureFigure>({
  schema: CERTSQL_SCHEMA,
  name: 'procedures',
  needs: 'procedures',
  items: (snapshot) => snapshot.procedures,
  columns: {
    name: text((procedure) => procedure.name),
    parameters: text((procedure) => inOneLine(procedure, 'IN')),
    results: text((procedure) => inOneLine(procedure, 'OUT')),
    is_write: flag((procedure) => procedure.writes),
    description: text((procedure) => procedure.description),
  },
})

interface ParameterRow {
  readonly procedure: ProcedureFigure
  readonly parameter: ProcedureParameterFigure
  /** Among those of its direction. */
  readonly position: number
}

/** What each procedure takes (`IN`), and the columns of its rows (`OUT`). */
export const procedureParameters = defineMetadataTable<ParameterRow>({
  schema: CERTSQL_SCHEMA,
  name: 'procedure_parameters',
  needs: 'procedures',
  items: (snapshot) => snapshot.procedures.flatMap(parametersOf),
  columns: {
    procedure_name: text(({ procedure }) => procedure.name),
    direction: text(({ parameter }) => parameter.direction),
    position: integer(({ position }) => position),
    name: text(({ parameter }) => parameter.name),
    data_type: text(({ parameter }) => formatSqlType(parameter.type)),
    is_required: flag(({ parameter }) => parameter.required),
    fallback: text(({ parameter }) => parameter.fallback),
    description: text(({ parameter }) => parameter.description),
  },
})

function parametersOf(procedure: ProcedureFigure): readonly ParameterRow[] {
  return (['IN', 'OUT'] as const).flatMap((direction) =>
    procedure.parameters
      .filter((parameter) => parameter.direction === direction)
      .map((parameter, index) => ({ procedure, parameter, position: index + 1 })),
  )
}

/** `Object TEXT, StartDate TIMESTAMPTZ, [EndDate TIMESTAMPTZ]` */
function inOneLine({ parameters }: ProcedureFigure, wanted: 'IN' | 'OUT'): string {
  return parameters
    .filter(({ direction }) => direction === wanted)
    .map(({ name, type, required }) => {
      const typed = `${name} ${formatSqlType(type)}`
      return required || wanted === 'OUT' ? typed : `[${typed}]`
    })
    .join(', ')
}
