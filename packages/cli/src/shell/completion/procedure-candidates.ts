import { formatSqlType } from '@certsql/core'
import { procedureDescriptions } from '@certsql/driver'
import type { NamedCandidate } from './match-names.js'

type ProcedureDescription = ReturnType<typeof procedureDescriptions>[number]

/** What CALL can run, with what each takes. */
export function procedureCandidates(): readonly NamedCandidate[] {
  return procedureDescriptions().map((procedure) => {
    const parameters = parametersOf(procedure)
    const words = parameters.map(({ name, required }) => (required === true ? name : `[${name}]`))
    return {
      text: parameters.length === 0 ? procedure.name : `${procedure.name}(`,
      detail: `(${words.join(', ')}) · ${procedure.description}`,
    }
  })
}

/** The arguments of a procedure by their names, but for those that are given already. */
export function argumentCandidates(procedure: string, given: readonly string[]): readonly NamedCandidate[] {
  const wanted = bareName(procedure)
  const found = procedureDescriptions().find(({ name }) => bareName(name) === wanted)
  if (found === undefined) return []
  const taken = given.map(bareName)
  return parametersOf(found)
    .filter(({ name }) => !taken.includes(bareName(name)))
    .map(({ name, type, required, description }) => ({
      text: `${name} => `,
      detail: `${formatSqlType(type)}${required === true ? '' : ', may be left out'} · ${description ?? ''}`,
    }))
}

function parametersOf({ parameters }: ProcedureDescription): ProcedureDescription['parameters'] {
  return parameters.filter(({ direction }) => direction === 'IN')
}

/** Names ignore case and underscores. */
function bareName(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
