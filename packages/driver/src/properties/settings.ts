import { CertSqlError } from '@certsql/core'
import { formatProperty, parseProperty } from './parse-property.js'
import { definitionOf, PROPERTY_NAMES, type PropertyName, type PropertyValues } from './properties.js'
import type { PropertyDefinition, PropertyValue } from './property-definition.js'
import { environmentName, requireProperty } from './property-name.js'

/** Texts of properties, by their proper names. */
export type GivenTexts = { readonly [Name in PropertyName]?: string }

/** What a program may give for a property. */
export type PropertyInput = string | number | boolean | Date | readonly string[] | null | undefined

/** One property as `SHOW ALL` and `certsql.settings` list it; secrets are masked. */
export interface Setting {
  readonly name: PropertyName
  readonly value: string | null
  readonly defaultValue: string | null
  readonly definition: PropertyDefinition
}

const MASK = '***'

type Values = { [Name in PropertyName]?: PropertyValue }

/**
 * The properties of a connection in force: what was given when it was made, and what `SET` has changed since.
 */
export class Settings {
  private initial: Values
  private current: Values

  /** Later ones win. */
  constructor(layers: readonly GivenTexts[]) {
    const initial: Values = {}
    for (const name of PROPERTY_NAMES) {
      const { default: fallback } = definitionOf(name)
      const given = layers.findLast((layer) => layer[name] !== undefined)?.[name]
      const text = given ?? fallback ?? undefined
      if (text !== undefined) initial[name] = parseProperty(name, text)
    }
    this.initial = initial
    this.current = { ...initial }
  }

  /** For another session: as these are now, and its own from here on. */
  copy(): Settings {
    const copy = new Settings([])
    copy.initial = this.initial
    copy.current = { ...this.current }
    return copy
  }

  /** Typed by the table of properties, which is what the values were parsed by. */
  get values(): PropertyValues {
    return this.current as PropertyValues
  }

  /** Changes a property for the statements that follow. */
  set(name: string, value: PropertyInput): void {
    const property = this.requireSessionProperty(name)
    if (value === null || value === undefined) this.reset(property)
    else this.current = { ...this.current, [property]: parseProperty(property, textOf(value)) }
  }

  /** Back to what was given when the connection was made. */
  reset(name: string): void {
    const property = this.requireSessionProperty(name)
    const { [property]: _, ...others } = this.current
    const initial = this.initial[property]
    this.current = initial === undefined ? others : { ...others, [property]: initial }
  }

  resetAll(): void {
    this.current = { ...this.initial }
  }

  show(name: string): Setting {
    return this.setting(requireProperty(name))
  }

  all(): readonly Setting[] {
    return PROPERTY_NAMES.map((name) => this.setting(name))
  }

  private setting(name: PropertyName): Setting {
    const definition = definitionOf(name)
    const value = this.current[name]
    const shown = value === undefined ? null : formatProperty(value)
    return {
      name,
      value: shown !== null && definition.secret === true ? MASK : shown,
      defaultValue: definition.default,
      definition,
    }
  }

  private requireSessionProperty(name: string): PropertyName {
    const property = requireProperty(name)
    if (definitionOf(property).session === true) return property
    throw new CertSqlError({
      code: 'CERT-8601',
      message: `${property} can only be given when connecting.`,
      hint: 'make a new connection with it',
    })
  }
}

/** Properties out of an object, whatever the case of its keys. */
export function givenByOptions(options: { readonly [name: string]: PropertyInput }): GivenTexts {
  const given: { [Name in PropertyName]?: string } = {}
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && value !== null) given[requireProperty(name)] = textOf(value)
  }
  return given
}

/** Properties out of `CERTSQL_…` variables; others of that prefix are none of ours. */
export function givenByEnvironment(environment: { readonly [name: string]: string | undefined }): GivenTexts {
  const given: { [Name in PropertyName]?: string } = {}
  for (const name of PROPERTY_NAMES) {
    const value = environment[environmentName(name)]
    if (value !== undefined && value !== '') given[name] = value
  }
  return given
}

function textOf(value: NonNullable<PropertyInput>): string {
  return formatProperty(value)
}
