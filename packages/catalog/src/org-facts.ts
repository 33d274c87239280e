import type { GlobalDescribe, ObjectDescribe } from '@certsql/core'

/** What holds for the org and its user as a whole. */
export interface OrgFacts {
  /** In an org with several currencies, aggregates and order of `currency` fields are converted by the org. */
  readonly multiCurrency: boolean
  /** For example `en_GB`; empty when it is not known, and then nothing may rely on it. */
  readonly userLocale: string
  /** For example `Europe/London`; `UTC` when it is not known. */
  readonly userTimeZone: string
  /** The namespace whose objects win when a short name is ambiguous. */
  readonly defaultNamespace?: string | undefined
}

/**
 * Whether an org has several currencies, which no describe says in so many words. Only such orgs have the object
 * `CurrencyType`, and only there a standard field `CurrencyIsoCode` is on objects; either is proof. (Certinia's own
 * `c2g__…Currency…` objects and fields are there in every org and prove nothing.)
 */
export function isMultiCurrency(global: GlobalDescribe, describes: Iterable<ObjectDescribe>): boolean {
  if (global.sobjects.some((object) => object.name === 'CurrencyType')) return true
  for (const { fields } of describes) {
    if (fields.some((field) => field.name === 'CurrencyIsoCode')) return true
  }
  return false
}
