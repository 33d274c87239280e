import { CertSqlError } from '@certsql/core'

/** A statement holds its records to check all of them first, and to tell of each in the end: about 1 kB for each. */
const MOST_RECORDS = 1_000_000

/** Called while the rows are read, so that memory does not run out before anything is said. */
export function requireHoldable(records: number, most: number = MOST_RECORDS): void {
  if (records <= most) return
  throw new CertSqlError({
    code: 'CERT-7003',
    message: `The statement would write more than ${most.toLocaleString('en')} records, and a statement holds all of them until it has told of each.`,
    hint: "nothing was sent; COPY (SELECT …) TO 'rows.csv' and COPY … FROM 'rows.csv' take any number, in the memory of two Bulk jobs; or write them in parts, with WHERE",
  })
}
