import { CertSqlError } from '@certsql/core'
import { definitionOf, type PropertyName } from './properties.js'
import type { PropertyType, PropertyValue } from './property-definition.js'

/**
 * The value of a property out of its text. Throws CERT-8601 with what would have been right.
 *
 * ```ts
 * parseProperty('UseSandbox', 'yes')   // true
 * ```
 */
export function parseProperty(name: PropertyName, text: string): PropertyValue {
  const definition = definitionOf(name)
  if (definition.notYet === true && text !== definition.default) throw notYet(name, undefined)
  // A password may begin or end with a space.
  const value = definition.type.kind === 'text' ? text : parseValue(name, definition.type, text.trim())
  if (value === undefined) throw badValue(name, definition.type, text)
  return value
}

const TRUTHS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  on: true,
  off: false,
  yes: true,
  no: false,
  '1': true,
  '0': false,
}

/** Undefined: the text is no such value. */
function parseValue(name: PropertyName, type: PropertyType, text: string): PropertyValue | undefined {
  switch (type.kind) {
    case 'text':
      return text
    case 'boolean':
      return TRUTHS[text.toLowerCase()]
    case 'integer': {
      const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN
      return value >= type.least && value <= type.most ? value : undefined
    }
    case 'choice': {
      const isMeant = (value: string) => value.toLowerCase() === text.toLowerCase()
      const later = type.notYet.find(isMeant)
      if (later !== undefined) throw notYet(name, later)
      return type.values.find(isMeant)
    }
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
    case 'timeZone':
      return canonicalTimeZone(text)
    case 'memory':
      return MEMORY.test(text) ? text : undefined
    case 'instant':
      return parseInstant(text)
  }
}

function canonicalTimeZone(text: string): string | undefined {
  // The default: to ask for it takes as long as to plan a statement, the first time.
  if (text === 'UTC') return text
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

const MEMORY = /^\d+(?:\.\d+)?\s*[KMGT]i?B$/i

const INSTANT = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

/** A time without a zone is UTC. */
function parseInstant(text: string): Date | undefined {
  if (!INSTANT.test(text)) return undefined
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) && text.length > 10
  const date = new Date(text.length === 10 || hasZone ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function notYet(name: PropertyName, value: string | undefined): CertSqlError {
  return new CertSqlError({
    code: 'CERT-4001',
    message: `${name}${value === undefined ? '' : `=${value}`} is not supported yet.`,
    hint: value === undefined ? 'leave the property out' : `possible are: ${choicesOf(name)}`,
  })
}

function choicesOf(name: PropertyName): string {
  const { type } = definitionOf(name)
  return type.kind === 'choice' ? type.values.join(', ') : ''
}

function badValue(name: PropertyName, type: PropertyType, text: string): CertSqlError {
  const shown = definitionOf(name).secret === true ? 'This value' : `"${text}"`
  return new CertSqlError({
    code: 'CERT-8601',
    message: `${shown} is no value of the property ${name}.`,
    hint: `it must be ${wanted(type)}`,
  })
}

function wanted(type: PropertyType): string {
  switch (type.kind) {
    case 'boolean':
      return 'true or false'
    case 'integer':
      return type.most === Number.MAX_SAFE_INTEGER
        ? `a whole number from ${type.least}`
        : `a whole number from ${type.least} to ${type.most}`
    case 'choice':
      return `one of ${type.values.join(', ')}`
    case 'timeZone':
      return 'the name of a time zone, such as Europe/London or UTC'
    case 'memory':
      return 'an amount of memory, such as 500MB or 2GB'
    case 'instant':
      return 'a date or a time, such as 2025-03-31 or 2025-03-31T12:00:00Z'
    case 'text':
    case 'list':
      return 'text'
  }
}

/** The text that gives the value again. */
export function formatProperty(value: PropertyValue): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return value.join(',')
  return String(value)
}
