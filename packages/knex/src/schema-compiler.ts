import type { QueryResult } from '@certsql/driver'
import type { CompiledStatement, DialectClient, SchemaBuilder, SchemaStep } from './knex-internals.js'
import { refuse } from './refuse.js'

const HAS_TABLE = 'select 1 as found from information_schema.tables where table_name = ? limit 1'
const HAS_COLUMN =
  'select 1 as found from information_schema.columns where table_name = ? and column_name = ? limit 1'

/** `knex.schema`: what there is can be asked; what there should be is decided in the org's setup. */
export class CertiniaSchemaCompiler {
  constructor(
    private readonly client: DialectClient,
    private readonly builder: SchemaBuilder,
  ) {}

  toSQL(): readonly CompiledStatement[] {
    return this.builder._sequence.map((step) => this.compile(step))
  }

  generateDdlCommands(): never {
    throw noSchemaChange('generateDdlCommands')
  }

  private compile({ method, args }: SchemaStep): CompiledStatement {
    switch (method) {
      case 'hasTable':
        return { sql: HAS_TABLE, bindings: [this.nameOf(args[0])], output: hasRows }
      case 'hasColumn':
        return {
          sql: HAS_COLUMN,
          bindings: args.slice(0, 2).map((name) => this.nameOf(name)),
          output: hasRows,
        }
      case 'raw':
        return this.client.raw(args[0], args[1]).toSQL()
      default:
        throw noSchemaChange(method)
    }
  }

  private nameOf(name: unknown): string {
    return this.client.customWrapIdentifier(String(name), (same) => same, undefined)
  }
}

function hasRows({ rows }: QueryResult): boolean {
  return rows.length > 0
}

function noSchemaChange(method: string) {
  return refuse(
    `${method} cannot be done: objects and fields of an org are made in its setup, not by SQL.`,
    'change them in Setup or deploy them as metadata (sf project deploy start); migrations have no place here',
  )
}
