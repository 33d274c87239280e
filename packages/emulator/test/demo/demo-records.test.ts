import { demoSchema } from '../../src/demo/demo-schema.js'
import type { FieldSchema } from '../../src/org/org-schema.js'
import { withChecksum } from '../../src/org/record-id.js'
import type { FieldValue } from '../../src/org/record-sink.js'
import { type DemoRecord, RecordedOrg } from './recorded-org.js'

const org = new RecordedOrg()
const { objects } = demoSchema()

/** Fields that the platform fills when they are not given. */
const SYSTEM_FIELDS = new Set([
  'Id',
  'IsDeleted',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
])

/** At most so many complaints are shown. */
const SHOWN = 10

/** What is wrong with the values of each field, as `Object.Field: value`. */
function complaints(
  isWrong: (field: FieldSchema, value: FieldValue, record: DemoRecord) => boolean,
): string[] {
  const found: string[] = []
  for (const { name, fields } of objects) {
    for (const record of org.all(name)) {
      for (const field of fields) {
        const value = record[field.name] ?? null
        if (isWrong(field, value, record)) found.push(`${name}.${field.name}: ${String(value)}`)
      }
    }
  }
  return [...new Set(found)].slice(0, SHOWN)
}

describe('records of the demo org', () => {
  test('have fields of the schema only', () => {
    const unknown: string[] = []
    for (const { name, fields } of objects) {
      const known = new Set(fields.map((field) => field.name))
      for (const field of new Set(org.all(name).flatMap((record) => Object.keys(record)))) {
        if (!known.has(field)) unknown.push(`${name}.${field}`)
      }
    }
    expect(unknown).toEqual([])
  })

  test('have Ids of their own, with the prefix of their object and the right checksum', () => {
    const seen = new Set<string>()
    for (const { name, keyPrefix } of objects) {
      for (const record of org.all(name)) {
        const id = String(record.Id)
        if (seen.has(id) || !id.startsWith(keyPrefix ?? '?') || withChecksum(id.slice(0, 15)) !== id) {
          throw new Error(`${name} has the Id ${id}`)
        }
        seen.add(id)
      }
    }
    expect(seen.size).toBe(org.size)
  })

  test('are inserted in the order of their Ids', () => {
    for (const { name } of objects) {
      const ids = org.all(name).map((record) => String(record.Id))
      expect([...ids].sort((a, b) => (a < b ? -1 : 1))).toEqual(ids)
    }
  })

  test('have values of the types of their fields', () => {
    expect(complaints((field, value) => value !== null && !hasType(field, value))).toEqual([])
  })

  test('fit the lengths of text fields, and are never empty texts', () => {
    expect(
      complaints(
        ({ length = 0 }, value) =>
          typeof value === 'string' && (value === '' || (length > 0 && value.length > length)),
      ),
    ).toEqual([])
  })

  test('fit the precision and scale of numbers', () => {
    expect(complaints((field, value) => typeof value === 'number' && !fits(field, value))).toEqual([])
  })

  test('have no null in booleans and required fields', () => {
    expect(
      complaints(
        ({ name, type, nillable, autoNumber }, value) =>
          value === null &&
          !SYSTEM_FIELDS.has(name) &&
          (type === 'boolean' || (nillable !== true && autoNumber !== true) || autoNumber === true),
      ),
    ).toEqual([])
  })

  test('use active values of picklists only', () => {
    const allowed = new Map<FieldSchema, ReadonlySet<string>>()
    for (const field of objects.flatMap(({ fields }) => fields)) {
      const active = (field.picklistValues ?? []).filter((value) => value.active !== false)
      if (active.length > 0) allowed.set(field, new Set(active.map(({ value }) => value)))
    }
    expect(
      complaints((field, value) => {
        if (value === null || (field.type !== 'picklist' && field.type !== 'multipicklist')) return false
        const values = field.type === 'multipicklist' ? String(value).split(';') : [String(value)]
        const legal = allowed.get(field)
        return legal !== undefined && values.some((one) => !legal.has(one))
      }),
    ).toEqual([])
  })

  test('have each value of a unique field once', () => {
    const twice: string[] = []
    for (const { name, fields } of objects) {
      for (const field of fields.filter(({ unique }) => unique === true)) {
        const seen = new Set<string>()
        for (const record of org.all(name)) {
          const value = record[field.name] ?? null
          if (value === null) continue
          const key = field.caseSensitive === true ? String(value) : String(value).toUpperCase()
          if (seen.has(key)) twice.push(`${name}.${field.name}: ${key}`)
          seen.add(key)
        }
      }
    }
    expect(twice).toEqual([])
  })

  test('refer to records that exist, of an allowed object, and not in the recycle bin', () => {
    const deleted = new Set(
      objects
        .flatMap(({ name }) => org.all(name).filter(({ IsDeleted }) => IsDeleted === true))
        .map(({ Id }) => String(Id)),
    )
    expect(
      complaints(({ type, referenceTo = [] }, value, record) => {
        if (type !== 'reference' || value === null) return false
        const target = org.objectsById.get(String(value))
        const leadsToBin = deleted.has(String(value)) && record.IsDeleted !== true
        return target === undefined || !referenceTo.includes(target) || leadsToBin
      }),
    ).toEqual([])
  })

  test('are created before they change, and neither in the future', () => {
    expect(
      complaints(({ name }, value, record) => {
        if (name !== 'CreatedDate') return false
        const changed = String(record.LastModifiedDate)
        return value === null || String(value) > changed || changed.slice(0, 10) > '2025-06-30'
      }),
    ).toEqual([])
  })

  test('are in the recycle bin now and then, for the main objects', () => {
    for (const name of [
      'Account',
      'Contact',
      'Opportunity',
      'c2g__codaInvoice__c',
      'c2g__codaPurchaseInvoice__c',
      'c2g__codaJournal__c',
    ]) {
      const deleted = org.all(name).length - org.live(name).length
      expect([name, deleted > 0]).toEqual([name, true])
      expect(deleted).toBeLessThan(org.all(name).length / 20 + 5)
    }
  })

  test('have names that try what names can be', () => {
    const names = org.live('Account').map(({ Name }) => String(Name))
    expect(names).toEqual(
      expect.arrayContaining([
        'Müller & Söhne GmbH',
        'MÜLLER & SÖHNE GMBH',
        "O'Brien Freight Ltd",
        '株式会社青葉モーター',
        '100% Auto Parts',
        'North_Shore Logistics',
      ]),
    )
    expect(new Set(names).size).toBe(names.length)
  })
})

function hasType({ type }: FieldSchema, value: FieldValue): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'int':
      return Number.isInteger(value)
    case 'double':
    case 'currency':
    case 'percent':
      return typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
    case 'datetime':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/.test(value)
    case 'time':
      return typeof value === 'string' && /^\d\d:\d\d:\d\d\.000Z$/.test(value)
    case 'address':
    case 'location':
      return false
    default:
      return typeof value === 'string'
  }
}

function fits({ type, precision, scale }: FieldSchema, value: number): boolean {
  if (type === 'int' || precision === undefined || scale === undefined) return true
  const [whole = '', decimals = ''] = String(Math.abs(value)).split('.')
  return decimals.length <= scale && whole.replace(/^0+/, '').length <= precision - scale
}
