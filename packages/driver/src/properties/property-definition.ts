/** The kinds of values that a property may have, as data. */
export type PropertyType =
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly notYet: readonly string[] }
  /** Comma-separated. */
  | { readonly kind: 'list' }
  | { readonly kind: 'timeZone' }
  /** `2GB`, `500 MB` */
  | { readonly kind: 'memory' }
  | { readonly kind: 'instant' }

export type PropertyGroup =
  | 'Authentication'
  | 'OAuth'
  | 'JWT and single sign-on'
  | 'Queries'
  | 'Writes'
  | 'Schema'
  | 'Network and logs'

export interface PropertyDefinition {
  readonly group: PropertyGroup
  readonly type: PropertyType
  /** As it would be written; null: nothing. */
  readonly default: string | null
  /** One or two sentences. */
  readonly description: string
  /** Never shown. */
  readonly secret?: true
  /** May be changed by SET while connected. */
  readonly session?: true
  /** Known, but not built: a value other than the default is refused rather than ignored. */
  readonly notYet?: true
}

/** A value as code uses it. */
export type PropertyValue = string | boolean | number | readonly string[] | Date

/** What values of a type are to TypeScript. */
export type ValueOf<Type extends PropertyType> = Type extends { readonly kind: 'boolean' }
  ? boolean
  : Type extends { readonly kind: 'integer' }
    ? number
    : Type extends { readonly kind: 'list' }
      ? readonly string[]
      : Type extends { readonly kind: 'instant' }
        ? Date
        : Type extends { readonly kind: 'choice'; readonly values: readonly (infer Value)[] }
          ? Value
          : string
