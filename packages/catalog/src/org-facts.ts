import type { GlobalDescribe } from '@certsql/core'
import type { Table } from './table.js'

/** What holds for the org and its user as a whole. */
export interface OrgFacts {
  /**
   * In an org with several currencies, aggregates and order of `currency` fields are converted by the org.
   */
  readonly multiCurrency: boolean
  /** For example `en_GB`; empty when it is not known, and then nothing may rely on it. */
  readonly userLocale: string
  /** For example `Europe/London`; `UTC` when it is not known. */
  readonly userTimeZone: string
  /** The namespace whose objects win when a short name is ambiguous. */
  readonly defaultNamespace?: string | undefined
}

/** As much of it as somebody knows. */
export type GivenOrgFacts = { readonly [Fact in keyof OrgFacts]?: OrgFacts[Fact] | undefined }

/**
 * Whether an org has several currencies, which no describe says in so many words. Only such orgs have the
 * object `CurrencyType`, and only there a standard field `CurrencyIsoCode` is on objects; either is proof.
 * (Certinia's own `c2g__…Currency…` objects and fields are there in every org and prove nothing.)
 *
 * The tables known so far are enough: one with `currency` fields brings the proof itself.
 */
export function isMultiCurrency(global: GlobalDescribe, tables: Iterable<Table>): boolean {
  if (global.sobjects.some((object) => object.name === 'CurrencyType')) return true
  for (const { columns } of tables) {
    if (columns.some((column) => column.name === 'CurrencyIsoCode')) return true
  }
  return false
}
