import { CertSqlError, didYouMean, type SourceSpan } from '@certsql/core'
import { AGGREGATE_FUNCTIONS } from './aggregate-functions.js'
import { CONDITIONAL_FUNCTIONS } from './conditional-functions.js'
import { DATE_FUNCTIONS } from './date-functions.js'
import { DATE_RANGE_FUNCTIONS } from './date-range-functions.js'
import { FILE_FUNCTIONS } from './file-functions.js'
import type { FunctionDefinition } from './function-definition.js'
import { JSON_FUNCTIONS } from './json-functions.js'
import { LIST_FUNCTIONS } from './list-functions.js'
import { NUMBER_FUNCTIONS } from './number-functions.js'
import { SALESFORCE_FUNCTIONS } from './salesforce-functions.js'
import { formatSignature } from './signature.js'
import { TABLE_FUNCTIONS } from './table-functions.js'
import { TEXT_FUNCTIONS } from './text-functions.js'
import { WINDOW_FUNCTIONS } from './window-functions.js'

/** Every function there is. What is not in it never reaches DuckDB. */
export const FUNCTIONS: readonly FunctionDefinition[] = [
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...DATE_RANGE_FUNCTIONS,
  ...CONDITIONAL_FUNCTIONS,
  ...JSON_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...AGGREGATE_FUNCTIONS,
  ...WINDOW_FUNCTIONS,
  ...TABLE_FUNCTIONS,
  ...FILE_FUNCTIONS,
  ...SALESFORCE_FUNCTIONS,
]

const byName = new Map<string, FunctionDefinition>(
  FUNCTIONS.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name): [string, FunctionDefinition] => [
      name.toLowerCase(),
      definition,
    ]),
  ),
)

/**
 * The function of a name, in any case; an error with suggestions when there is none.
 *
 * ```ts
 * lookUpFunction('CEILING').name   // 'ceil'
 * lookUpFunction('uper')           // CERT-2005: There is no function "uper". Hint: did you mean "upper"?
 * ```
 */
export function lookUpFunction(name: string, span?: SourceSpan): FunctionDefinition {
  const definition = findFunction(name)
  if (definition !== undefined && isPublic(definition)) return definition
  throw new CertSqlError({
    code: 'CERT-2005',
    message: `There is no function "${name}".`,
    hint: didYouMean(name.toLowerCase(), publicNames()) ?? 'SELECT * FROM certsql.functions lists them all',
    span,
  })
}

export function findFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name.toLowerCase())
}

function isPublic(definition: FunctionDefinition): boolean {
  return definition.kind !== 'scalar' || definition.internal !== true
}

function publicNames(): readonly string[] {
  return [...byName].filter(([, definition]) => isPublic(definition)).map(([name]) => name)
}

/** What kinds of function are to those who call them. */
const KINDS = {
  scalar: 'scalar',
  special: 'scalar',
  aggregate: 'aggregate',
  window: 'window',
  table: 'table',
  file: 'table',
} as const satisfies Record<FunctionDefinition['kind'], string>

/** One line of `certsql.functions`; its shape is the catalog's `FunctionFigure`. */
export interface FunctionLine {
  readonly name: string
  readonly kind: string
  readonly signature: string
  readonly description: string
}

/** All functions with all their signatures, for `certsql.functions`, help and completion. */
export function functionLines(): readonly FunctionLine[] {
  return FUNCTIONS.filter(isPublic).flatMap((definition) =>
    definition.signatures.map((signature) => ({
      name: definition.name,
      kind: KINDS[definition.kind],
      signature: formatSignature(definition.name, signature),
      description: definition.help,
    })),
  )
}
