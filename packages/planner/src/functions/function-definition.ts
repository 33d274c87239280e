import type { SqlType } from '@certsql/core'
import type { CallParts, Expression } from '@certsql/sql'
import type { FileFormat } from '../local/local-file.js'

export type FunctionDefinition =
  | ScalarFunction
  | AggregateFunction
  | WindowFunction
  | TableFunction
  | FileFunction
  | SpecialForm

export type FunctionFamily =
  | 'text'
  | 'number'
  | 'date'
  | 'conditional'
  | 'json'
  | 'list'
  | 'aggregate'
  | 'window'
  | 'table'
  | 'salesforce'

interface Described {
  /** Canonical, in lower case. */
  readonly name: string
  readonly aliases?: readonly string[]
  readonly family: FunctionFamily
  /** `text, integer? -> text`: see `parseSignature`. The first that fits best is taken. */
  readonly signatures: readonly string[]
  /** One sentence for completion and `certsql.functions`. */
  readonly help: string
  /** What is wrong with the arguments besides their types, as a sentence. */
  readonly validate?: (types: ArgumentTypes, constants: ArgumentConstants) => string | undefined
}

/** Types of the arguments, as the binder has left them. */
export type ArgumentTypes = readonly SqlType[]

/** What the arguments are written as, where they are constants: digits, texts. */
export type ArgumentConstants = readonly (string | undefined)[]

/** One value from the values of one row. */
export interface ScalarFunction extends Described {
  readonly kind: 'scalar'
  /** Only the binder calls it, for what another form of SQL means. */
  readonly internal?: true
  /** Gives another value each time it is called. */
  readonly volatile?: true
  /** All arguments are brought to one type, and that is the type of the result. */
  readonly unifies?: true
  /** The type of the result where the signature says `*`. */
  readonly resultType?: (types: ArgumentTypes, constants: ArgumentConstants) => SqlType
  /** The call for DuckDB, with PostgreSQL's meaning. */
  readonly lower: (args: readonly Expression[], types: ArgumentTypes) => Expression
}

/** One value from many rows; with OVER also a window function. */
export interface AggregateFunction extends Described {
  readonly kind: 'aggregate'
  /** The values come from WITHIN GROUP (ORDER BY …). */
  readonly orderedSet?: true
  /** The type of the result where the signature says `*`; ordered sets see the type of the sort key last. */
  readonly resultType?: (types: ArgumentTypes) => SqlType
  /** DISTINCT, FILTER, ORDER BY and OVER come in `parts` and belong to the innermost call. */
  readonly lower: (args: readonly Expression[], types: ArgumentTypes, parts: CallParts) => Expression
}

/** One value from the rows of a window; only with OVER. */
export interface WindowFunction extends Described {
  readonly kind: 'window'
  readonly resultType?: (types: ArgumentTypes) => SqlType
  readonly lower: (args: readonly Expression[], types: ArgumentTypes, parts: CallParts) => Expression
}

/** Rows, in FROM. */
export interface TableFunction extends Described {
  readonly kind: 'table'
  readonly resultType: (types: ArgumentTypes) => SqlType
  readonly lower: (args: readonly Expression[], types: ArgumentTypes) => Expression
}

/** The rows of a file, in FROM; their columns are in the file. */
export interface FileFunction extends Described {
  readonly kind: 'file'
  /** Absent: the name of the file tells it. */
  readonly format?: FileFormat
}

/** What the binder turns into other expressions, so that nothing is left to call. */
export interface SpecialForm extends Described {
  readonly kind: 'special'
}
