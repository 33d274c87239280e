import { definitionOf, PROPERTY_NAMES, type PropertyName } from './properties.js'
import type { PropertyType } from './property-definition.js'
import { environmentName } from './property-name.js'

/** docs/properties.md, made from the table of properties. */
export function propertiesPage(): string {
  const groups = [...new Set(PROPERTY_NAMES.map((name) => definitionOf(name).group))]
  const sections = groups.map((group) => {
    const rows = PROPERTY_NAMES.filter((name) => definitionOf(name).group === group).map(propertyRow)
    return [
      `## ${group}`,
      '',
      '| property | values | default | |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n')
  })
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`
}

const INTRODUCTION = `# Connection properties

<!-- Made from packages/driver/src/properties/properties.ts by packages/driver/scripts/write-properties-page.mjs. -->

Properties are given as options of \`connect()\`, in a connection URL, or in the environment; options win over the URL, and
the URL over the environment. Names ignore case and spaces. An unknown name is an error, and so is a property whose
feature is not built yet.

\`\`\`
certinia:///?User=amy@acme.com&Password=secret&Security Token=XYZ&UseSandbox=true
certinia://acme.my.salesforce.com/?OAuthClientId=…&OAuthClientSecret=…
\`\`\`

The host of a URL is the \`LoginURL\`, or the \`InstanceUrl\` when an access token is given. In the environment a property is
written \`CERTSQL_SECURITY_TOKEN\`. Those marked ⟳ can be changed by \`SET\` while connected.`

function propertyRow(name: PropertyName): string {
  const { type, default: fallback, description, secret, session, notYet } = definitionOf(name)
  const marks = [session === true ? ' ⟳' : '', secret === true ? ' (secret)' : ''].join('')
  const text = notYet === true ? `${description} *Not supported yet.*` : description
  const variable = `\`${environmentName(name)}\``
  return `| **${name}**${marks}<br>${variable} | ${values(type)} | ${fallback === null ? '' : `\`${fallback}\``} | ${text} |`
}

function values(type: PropertyType): string {
  switch (type.kind) {
    case 'text':
      return 'text'
    case 'boolean':
      return '`true`, `false`'
    case 'integer':
      return type.most === Number.MAX_SAFE_INTEGER ? `from ${type.least}` : `${type.least} to ${type.most}`
    case 'choice': {
      const later = type.notYet.length === 0 ? '' : `; not yet: ${type.notYet.join(', ')}`
      return `${type.values.map((value) => `\`${value}\``).join(', ')}${later}`
    }
    case 'list':
      return 'names, with commas'
    case 'timeZone':
      return 'a time zone'
    case 'memory':
      return 'an amount of memory'
    case 'instant':
      return 'a date or time'
  }
}
