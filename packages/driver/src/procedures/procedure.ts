import type { Column, SourceSpan, SqlType, SqlValue } from '@certsql/core'
import type { ProcedureSignature } from '@certsql/planner'
import type { RequestOptions, SalesforceClient } from '@certsql/transport'
import type { PropertyValues } from '../properties/properties.js'
import type { Parameter } from './parameter.js'

/** What a procedure may use. */
export interface ProcedureContext {
  readonly client: SalesforceClient
  readonly settings: PropertyValues
  /** To be passed with each request: it counts them, and stops them. */
  readonly request: RequestOptions & { readonly signal: AbortSignal }
  /** The API name of an object, by any name that a statement may use. */
  objectName(name: string): Promise<string>
  /** Something to know beside the rows. */
  tell(message: string): void
  /** The CALL, for errors. */
  readonly span: SourceSpan
}

export type ResultRow = readonly SqlValue[]

interface ProcedureDefinition<Parameters extends Readonly<Record<string, Parameter<unknown>>>> {
  readonly name: string
  /** One sentence. */
  readonly description: string
  readonly parameters: Parameters
  /** The columns of its rows. */
  readonly results: Readonly<Record<string, SqlType>>
  /** Whether it changes something; ReadOnly refuses it then. */
  readonly writes: boolean | ((args: Arguments<Parameters>) => boolean)
  readonly usesFiles?: boolean
  /** The requests that it would send, for EXPLAIN: secrets left out. */
  requests(args: Arguments<Parameters>, apiVersion: string): readonly string[]
  run(args: Arguments<Parameters>, context: ProcedureContext): Promise<readonly ResultRow[]>
}

export type Arguments<Parameters extends Readonly<Record<string, Parameter<unknown>>>> = {
  readonly [Name in keyof Parameters]: Parameters[Name] extends Parameter<infer Value> ? Value : never
}

/** A procedure that CALL can run. */
export interface Procedure extends ProcedureSignature {
  readonly description: string
  readonly usesFiles: boolean
  /** Of the parameters, by name. */
  readonly notes: ReadonlyMap<string, { readonly description: string; readonly fallback: string | undefined }>
  /** Whether it ever changes something. */
  readonly mayWrite: boolean
  /** With its arguments, by the names of the parameters. */
  bind(values: ReadonlyMap<string, SqlValue>): BoundProcedure
}

export interface BoundProcedure {
  readonly writes: boolean
  requests(apiVersion: string): readonly string[]
  run(context: ProcedureContext): Promise<readonly ResultRow[]>
}

export function defineProcedure<Parameters extends Readonly<Record<string, Parameter<unknown>>>>(
  definition: ProcedureDefinition<Parameters>,
): Procedure {
  const { name, description, writes, usesFiles = false } = definition
  const parameters: readonly (readonly [string, Parameter<unknown>])[] = Object.entries(definition.parameters)
  return {
    name,
    description,
    usesFiles,
    parameters: parameters.map(([key, { type, required }]) => ({ name: key, type, required })),
    results: Object.entries(definition.results).map(([key, type]): Column => ({ name: key, type })),
    notes: new Map(
      parameters.map(([key, { description: note, fallback }]) => [key, { description: note, fallback }]),
    ),
    mayWrite: writes !== false,
    bind(values) {
      // Each value is read by its own parameter, so the shape is that of the definition.
      const args = Object.fromEntries(
        parameters.map(([key, parameter]) => [key, parameter.read(values.get(key) ?? null)]),
      ) as Arguments<Parameters>
      return {
        writes: typeof writes === 'boolean' ? writes : writes(args),
        requests: (apiVersion) => definition.requests(args, apiVersion),
        run: (context) => definition.run(args, context),
      }
    },
  }
}
