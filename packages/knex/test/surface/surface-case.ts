import type { Knex } from '../support/untyped-methods.js'

/** A chain of builder methods: something that runs when it is awaited, and tells its SQL as a text. */
export type Chain = PromiseLike<unknown>

export type Build = (db: Knex) => Chain

/** One row of the table of the builder's surface: a method in one of its variants. */
export interface SurfaceCase {
  readonly method: string
  readonly variant: string
  readonly build: Build
  /** Where Knex's dialect for SQLite has no such method, or means another thing: the same question in its words. */
  readonly sqlite?: Build
  /** What the refusal says, of what an org cannot do, or what is a mistake. */
  readonly refused?: string
}

/** The chain alone, or with what is particular about it. */
export type Entry = Build | Omit<SurfaceCase, 'method' | 'variant'>

/** What Knex takes at run time, and its types do not know. */
export function untyped<T>(value: unknown): T {
  return value as T
}

/** The variants of a method, by what is given to it. */
export function variantsOf(
  method: string,
  variants: Readonly<Record<string, Entry>>,
): readonly SurfaceCase[] {
  return Object.entries(variants).map(([variant, entry]) =>
    typeof entry === 'function' ? { method, variant, build: entry } : { method, variant, ...entry },
  )
}
