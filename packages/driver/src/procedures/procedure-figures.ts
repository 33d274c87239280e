import type { ProcedureFigure, ProcedureParameterFigure } from '@certsql/catalog'
import type { Procedure } from './procedure.js'
import { PROCEDURES } from './procedures.js'

/** The rows of certsql.procedures. */
export function procedureFigures(): readonly ProcedureFigure[] {
  return PROCEDURES.map((procedure) => ({
    name: procedure.name,
    description: procedure.description,
    writes: procedure.mayWrite,
    parameters: [...parametersOf(procedure), ...resultsOf(procedure)],
  }))
}

function parametersOf({ parameters, notes }: Procedure): readonly ProcedureParameterFigure[] {
  return parameters.map(({ name, type, required }) => ({
    name,
    direction: 'IN',
    type,
    required,
    fallback: notes.get(name)?.fallback ?? null,
    description: notes.get(name)?.description ?? null,
  }))
}

function resultsOf({ results }: Procedure): readonly ProcedureParameterFigure[] {
  return results.map(({ name, type }) => ({
    name,
    direction: 'OUT',
    type,
    required: false,
    fallback: null,
    description: null,
  }))
}
