import type { AuthOptions } from './auth/auth-options.js'
import type { OrgSchema } from './org/org-schema.js'
import type { FieldValue } from './org/record-sink.js'
import type { ApexRest } from './server/apex-rest.js'
import type { Fault } from './server/faults.js'
import type { Variants } from './variants.js'

export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** The objects of the org; without it the demo org's. */
  readonly schema?: OrgSchema
  /** Records by object. Without it, and without `dataDirectory` and `schema`, the demo org is generated. */
  readonly records?: Readonly<Record<string, readonly Readonly<Record<string, FieldValue>>[]>>
  /** A folder of `OBJECT.csv` files with field names in the first line. */
  readonly dataDirectory?: string
  /** Of the demo org: another seed makes another org. */
  readonly seed?: number
  /** Of the demo org: 1 is about 50,000 records. */
  readonly scale?: number
  /** The day of today; without it the day that the demo org's data ends, 2025-06-30, or in other orgs the real one. */
  readonly asOf?: string
  readonly faults?: readonly Fault[]
  readonly variants?: Partial<Variants>
  /** Added to every answer. */
  readonly latencyMs?: number
  /** Records on a page, 200 to 2,000. */
  readonly pageSize?: number
  /** Bulk jobs take at least so long, half of it in the queue; 4 by default. */
  readonly bulkJobMs?: number
  /** Records on a page of a Bulk result where the request names no number; 50,000 by default. */
  readonly bulkPageRows?: number
  /** Bulk jobs may delete records past the recycle bin, which needs a permission on the platform; true by default. */
  readonly bulkHardDelete?: boolean
  /** API calls in a day; 100,000 by default. */
  readonly apiLimit?: number
  /** A file that gets a line of JSON for every request. */
  readonly queryLog?: string
  /** Passwords need no security token behind them. */
  readonly trustedNetwork?: boolean
  /** More users, the ways to log in, and what stands in the way. */
  readonly auth?: AuthOptions
  /** Sessions end after so long without use; 7,200 by default. */
  readonly sessionSeconds?: number
  /** Services of the org itself, by their addresses behind `/services/apexrest`. */
  readonly apexRest?: ApexRest
  /**
   * The org has the platform's objects for files: ContentVersion, ContentDocument, ContentDocumentLink, Attachment.
   * True by default where no schema is given.
   */
  readonly files?: boolean
  /** The running user's zone, an IANA name; `America/Los_Angeles` by default. */
  readonly timeZone?: string
  /** The running user's locale, such as `de_DE`: order of texts, first day of weeks, FORMAT; `en_US` by default. */
  readonly locale?: string
  /** The first month of the org's fiscal year, 1 to 12; 1 by default. */
  readonly fiscalYearStartMonth?: number
}
