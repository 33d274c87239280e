import type { Org } from '../org/org.js'
import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'

const DEFAULT_FORMAT = '{00000000}'

/** The next number of each automatic number; those that records have already are never given again. */
const counters = new WeakMap<Org, Map<OrgField, number>>()

/**
 * The text of the next automatic number: the number behind the greatest one so far, in the format of the field.
 *
 * ```ts
 * nextAutoNumber(org, invoice, name)  // 'SIN000412'
 * ```
 */
export function nextAutoNumber(org: Org, object: OrgObject, field: OrgField): string {
  const own = counters.get(org) ?? new Map<OrgField, number>()
  counters.set(org, own)
  const next = (own.get(field) ?? greatestSoFar(org, object, field)) + 1
  // Numbers of records that were taken back are lost, as on the platform.
  own.set(field, next)
  const format = field.schema.displayFormat ?? DEFAULT_FORMAT
  const day = new Date(org.now()).toISOString().slice(0, 10)
  return format.replace(/\{([^}]*)\}/g, (_, part: string) => filledPart(part, next, day))
}

/** The part of a format between braces: `0000` is the number, letters are parts of the date. */
function filledPart(part: string, number: number, day: string): string {
  if (part.startsWith('0')) return String(number).padStart(part.length, '0')
  const [year = '', month = '', dayOfMonth = ''] = day.split('-')
  return part
    .replace('YYYY', year)
    .replace('YY', year.slice(2))
    .replace('MM', month)
    .replace('DD', dayOfMonth)
}

/** The number is the last run of digits in the text. */
function greatestSoFar(org: Org, object: OrgObject, field: OrgField): number {
  let greatest = 0
  for (const value of org.table(object).column(field)) {
    const [, digits] = /(\d{1,15})\D*$/.exec(typeof value === 'string' ? value : '') ?? []
    if (digits !== undefined) greatest = Math.max(greatest, Number(digits))
  }
  return greatest
}
