import { readFileSync } from 'node:fs'
import type { OrgSchema } from '../org/org-schema.js'

let schema: OrgSchema | undefined

/**
 * The schema of the demo org: 69 objects of the platform and of Certinia's packages. It is read once.
 *
 * ```ts
 * demoSchema().objects.find(({ name }) => name === 'c2g__codaInvoice__c')?.fields.length  // 97
 * ```
 */
export function demoSchema(): OrgSchema {
  schema ??= JSON.parse(
    readFileSync(new URL('../../data/certinia-schema.json', import.meta.url), 'utf8'),
  ) as OrgSchema
  return schema
}
