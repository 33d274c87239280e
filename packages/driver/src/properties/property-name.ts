import { CertSqlError, didYouMean } from '@certsql/core'
import { definitionOf, PROPERTY_NAMES, type PropertyName } from './properties.js'

/** `Security Token`, `securitytoken` and `SECURITY_TOKEN` are one name. */
function bareName(name: string): string {
  return name.replace(/[\s_]/g, '').toLowerCase()
}

const NAMES: ReadonlyMap<string, PropertyName> = new Map(PROPERTY_NAMES.map((name) => [bareName(name), name]))

/** The property that a name means, whatever its case and spaces. */
export function findProperty(name: string): PropertyName | undefined {
  return NAMES.get(bareName(name))
}

/** Whether a name, in any spelling, means a property whose value nobody should see. */
export function isSecretProperty(name: string): boolean {
  const property = findProperty(name)
  return property !== undefined && definitionOf(property).secret === true
}

export function requireProperty(name: string): PropertyName {
  const found = findProperty(name)
  if (found !== undefined) return found
  throw new CertSqlError({
    code: 'CERT-2006',
    message: `There is no property "${name}".`,
    hint: didYouMean(name.replace(/\s/g, ''), PROPERTY_NAMES) ?? 'SHOW ALL lists the properties',
  })
}

/** `CERTSQL_SECURITY_TOKEN` for `SecurityToken`. */
export function environmentName(name: PropertyName): string {
  const words = name
    .replace(/OAuth/g, 'Oauth')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
  return `CERTSQL_${words.toUpperCase()}`
}
