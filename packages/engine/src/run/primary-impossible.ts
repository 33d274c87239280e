import { CertSqlError } from '@certsql/core'

export type FallbackCause = 'tooManyGroups' | 'sumNotCertified'

/** A sum that the org sent could not be proved exact. */
export class SumNotCertified extends Error {
  constructor() {
    super('A sum of the org could not be proved exact.')
    this.name = 'SumNotCertified'
  }
}

/** There are more groups than one answer of the org holds, and they cannot be had page by page. */
export class GroupsNotInPages extends Error {
  constructor() {
    super('The groups of an aggregate query could not be had page by page.')
    this.name = 'GroupsNotInPages'
  }
}

/** What the org says of an aggregate query with more than 2,000 groups. */
const TOO_MANY_GROUPS = 'EXCEEDED_ID_LIMIT'

/** Why a plan turned out to be impossible, if another way round may be tried. */
export function fallbackCause(error: unknown): FallbackCause | undefined {
  if (error instanceof SumNotCertified) return 'sumNotCertified'
  if (error instanceof GroupsNotInPages) return 'tooManyGroups'
  if (error instanceof CertSqlError && error.org?.code === TOO_MANY_GROUPS) return 'tooManyGroups'
  return undefined
}
