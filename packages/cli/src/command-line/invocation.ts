import type { ExportInvocation } from '../export/export-invocation.js'
import type { FileFormat, ResultFormat } from '../format/result-format.js'
import type { ImportInvocation } from '../import/import-invocation.js'
import type { GivenParameters } from './given-parameters.js'

/** What a command line asks for. */
export type Invocation =
  | QueryInvocation
  | {
      readonly kind: 'describe'
      readonly table: string
      readonly session: SessionOptions
      readonly result: ResultOptions
    }
  | TypesInvocation
  | { readonly kind: 'emulator'; readonly arguments: readonly string[] }
  | LoginInvocation
  | LogoutInvocation
  | ConfigInvocation
  | DoctorInvocation
  | ExportInvocation
  | ImportInvocation
  | CompletionInvocation
  /** Help or the version has been printed. */
  | { readonly kind: 'nothing' }

export interface QueryInvocation {
  readonly kind: 'query'
  readonly script: ScriptOptions
  /** In the order in which they were given; empty: from stdin, or by hand. */
  readonly sources: readonly SourceOption[]
  readonly parameters: GivenParameters
  readonly session: SessionOptions
  readonly result: ResultOptions
}

/** `certsql types --out certinia.d.ts` */
export interface TypesInvocation {
  readonly kind: 'types'
  readonly session: SessionOptions
  /** Absent: stdout. */
  readonly output?: string
}

/** How statements are run that nobody watches. */
export interface ScriptOptions {
  /** Whether the statements after one that fails are run as well. */
  readonly goesOn: boolean
  /** Whether a line of JSON about each statement goes to stderr. */
  readonly tellsStats: boolean
  /** `quiet`: nothing but errors on stderr; `verbose`: time, calls and rows moved of each statement. */
  readonly talk: 'quiet' | 'normal' | 'verbose'
}

/** `-c SQL` or `-f FILE`. */
export type SourceOption =
  | { readonly kind: 'command'; readonly sql: string }
  | { readonly kind: 'file'; readonly path: string }

export interface SessionOptions {
  readonly url?: string
  readonly profile?: string
  readonly demo: boolean
  /** As given: the driver knows the names. */
  readonly properties: Readonly<Record<string, string>>
}

export interface ResultOptions {
  readonly format: ResultFormat | FileFormat
  /** Whether nobody asked for a format, so that a table may become records to fit the screen. */
  readonly fitsScreen: boolean
  /** Absent: stdout. */
  readonly output?: string
}

export interface LoginInvocation {
  readonly kind: 'login'
  readonly profile?: string
  /** Of the URL and of `--property`. */
  readonly properties: Readonly<Record<string, string>>
  readonly isDefault: boolean
}

export interface LogoutInvocation {
  readonly kind: 'logout'
  readonly profile?: string
}

export const CONFIG_ACTIONS = ['list', 'names', 'path', 'default', 'set', 'unset'] as const

export interface ConfigInvocation {
  readonly kind: 'config'
  readonly action: (typeof CONFIG_ACTIONS)[number]
  readonly words: readonly string[]
}

export interface DoctorInvocation {
  readonly kind: 'doctor'
  readonly session: SessionOptions
}

export const COMPLETED_SHELLS = ['bash', 'zsh', 'fish'] as const

/** `certsql completion bash` */
export interface CompletionInvocation {
  readonly kind: 'completion'
  readonly shell: (typeof COMPLETED_SHELLS)[number]
}
