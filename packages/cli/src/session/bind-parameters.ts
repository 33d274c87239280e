import { CertSqlError } from '@certsql/core'
import type { ParameterValues } from '@certsql/driver'
import { findParameters, type Parameter, parseStatement } from '@certsql/sql'
import type { GivenParameters } from '../command-line/given-parameters.js'

/** Values for the parameters that a statement has; the others may belong to the statements around it. */
export function bindParameters(sql: string, given: GivenParameters): ParameterValues {
  if (given.positional.size === 0 && given.named.size === 0) return []
  const parameters = findParameters(parseStatement(sql))
  if (parameters.some(({ name }) => name !== undefined)) {
    const names = new Set(parameters.flatMap(({ name }) => name ?? []))
    return Object.fromEntries([...given.named].filter(([name]) => names.has(name)))
  }
  const length = Math.max(0, ...parameters.map(({ index }) => index + 1))
  return Array.from({ length }, (_, index) => {
    const value = given.positional.get(index)
    if (value === undefined) throw missing(sql, parameters, index)
    return value
  })
}

function missing(sql: string, parameters: readonly Parameter[], index: number): CertSqlError {
  return new CertSqlError({
    code: 'CERT-1005',
    message: `There is no value for parameter ${index + 1}.`,
    hint: `give it with --param ${index + 1}=VALUE`,
    span: parameters.find((parameter) => parameter.index === index)?.span,
    sql,
  })
}

/**
 * Parameters whose values were given and that no statement has: a typing mistake that must not pass. None when a
 * statement cannot be parsed, which will be said when it is its turn.
 */
export function unusedParameters(statements: readonly string[], given: GivenParameters): string[] {
  const names = [...given.named.keys(), ...[...given.positional.keys()].map((index) => String(index + 1))]
  if (names.length === 0) return []
  const used = new Set<string>()
  try {
    for (const sql of statements) {
      for (const { name, index } of findParameters(parseStatement(sql))) used.add(name ?? String(index + 1))
    }
  } catch (error) {
    if (error instanceof CertSqlError) return []
    throw error
  }
  return names.filter((name) => !used.has(name))
}
