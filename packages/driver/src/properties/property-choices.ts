import { definitionOf } from './properties.js'
import { findProperty } from './property-name.js'

/** The values that a property may have, where they can be counted; for completion. */
export function propertyChoices(name: string): readonly string[] {
  const property = findProperty(name)
  if (property === undefined) return []
  const { type } = definitionOf(property)
  switch (type.kind) {
    case 'boolean':
      return ['true', 'false']
    case 'choice':
      return type.values
    case 'timeZone':
      return ['UTC', ...Intl.supportedValuesOf('timeZone')]
    case 'text':
    case 'integer':
    case 'list':
    case 'memory':
    case 'instant':
      return []
  }
}
