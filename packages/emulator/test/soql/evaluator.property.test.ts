import fc from 'fast-check'
import type { FieldValue } from '../../src/org/record-sink.js'
import { startTestOrg } from '../support/ask.js'

// The reference below is slow and obvious on purpose: it works on parsed-by-hand conditions, one row after the other.

const TEXTS = [null, 'acme', 'ACME', 'Ácme', 'a%b', 'a_b', "o'k", 'back\\slash', 'z'] as const
const NUMBERS = [null, -1.5, 0, 0.1, 10, '123456789012345678.12', '123456789012345678.13'] as const
const DATES = [null, '2024-02-29', '2025-06-18', '2025-12-31'] as const

interface Row {
  readonly City__c: string | null
  readonly AnnualRevenue: number | string | null
  readonly Since__c: string | null
  readonly Active__c: boolean
  /** The place of the parent among the rows; -1 for none. */
  readonly parent: number
}

const rowOf = (rows: number): fc.Arbitrary<Row> =>
  fc.record({
    City__c: fc.constantFrom(...TEXTS),
    AnnualRevenue: fc.constantFrom(...NUMBERS),
    Since__c: fc.constantFrom(...DATES),
    Active__c: fc.boolean(),
    parent: fc.integer({ min: -1, max: rows - 1 }),
  })

type Reader = (row: Row, rows: readonly Row[]) => FieldValue

interface Condition {
  readonly soql: string
  readonly holds: (row: Row, rows: readonly Row[]) => boolean
}

const fold = (text: string) => text.toUpperCase()
const quote = (text: string) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`

/** Digits on both sides of the point, so that texts compare like numbers. */
function scaled(value: FieldValue): bigint {
  const [whole = '0', fraction = ''] = String(value).replace('-', '').split('.')
  const units = BigInt(whole + fraction.padEnd(4, '0'))
  return String(value).startsWith('-') ? -units : units
}

const own = (name: 'City__c' | 'AnnualRevenue' | 'Since__c'): readonly [string, Reader] => [
  name,
  (row) => row[name],
]
const ofParent = (name: 'City__c' | 'AnnualRevenue' | 'Since__c'): readonly [string, Reader] => [
  `Parent.${name}`,
  (row, rows) => rows[row.parent]?.[name] ?? null,
]

const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const

function holds(operator: (typeof OPERATORS)[number], sign: number): boolean {
  if (operator === '=') return sign === 0
  if (operator === '!=') return sign !== 0
  if (operator === '<') return sign < 0
  if (operator === '<=') return sign <= 0
  return operator === '>' ? sign > 0 : sign >= 0
}

function compared<Value extends FieldValue>(
  [name, read]: readonly [string, Reader],
  wanted: Value,
  literal: (value: Value) => string,
  compare: (a: FieldValue, b: FieldValue) => number,
): fc.Arbitrary<Condition> {
  return fc.constantFrom(...OPERATORS).map((operator) => ({
    soql: `${name} ${operator} ${literal(wanted)}`,
    holds: (row, rows) => {
      const value = read(row, rows)
      // Null equals no value, differs from every value, and has no order.
      return value === null ? operator === '!=' : holds(operator, compare(value, wanted))
    },
  }))
}

const byText = (a: FieldValue, b: FieldValue) => {
  const [left, right] = [fold(String(a)), fold(String(b))]
  return left < right ? -1 : left > right ? 1 : 0
}
const byNumber = (a: FieldValue, b: FieldValue) => {
  const difference = scaled(a) - scaled(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
const byDate = (a: FieldValue, b: FieldValue) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)

const textField = fc.constantFrom(own('City__c'), ofParent('City__c'))
const someText = fc.constantFrom(...TEXTS.filter((text) => text !== null))
const numberField = fc.constantFrom(own('AnnualRevenue'), ofParent('AnnualRevenue'))
const someNumber = fc.constantFrom(...NUMBERS.filter((number) => number !== null))
const dateField = fc.constantFrom(own('Since__c'), ofParent('Since__c'))
const someDate = fc.constantFrom(...DATES.filter((date) => date !== null))

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(textField, someText).chain(([field, text]) => compared(field, text, quote, byText)),
  fc.tuple(numberField, someNumber).chain(([field, number]) => compared(field, number, String, byNumber)),
  fc.tuple(dateField, someDate).chain(([field, date]) => compared(field, date, String, byDate)),
  fc.tuple(fc.oneof(textField, numberField, dateField), fc.boolean()).map(([[name, read], isNull]) => ({
    soql: `${name} ${isNull ? '=' : '!='} null`,
    holds: (row: Row, rows: readonly Row[]) => (read(row, rows) === null) === isNull,
  })),
  fc
    .tuple(textField, fc.array(someText, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([[name, read], texts, isIn]) => ({
      soql: `${name} ${isIn ? 'IN' : 'NOT IN'} (${texts.map(quote).join(', ')})`,
      holds: (row: Row, rows: readonly Row[]) => {
        const value = read(row, rows)
        return texts.some((text) => value !== null && fold(text) === fold(String(value))) === isIn
      },
    })),
  fc.tuple(textField, fc.constantFrom('%', 'a%', '%E', '_cm_', '%m%', 'Z')).map(([[name, read], like]) => ({
    soql: `${name} LIKE '${like}'`,
    holds: (row: Row, rows: readonly Row[]) => {
      const value = read(row, rows)
      const pattern = new RegExp(`^${like.replaceAll('%', '[^]*').replaceAll('_', '[^]')}$`, 'iu')
      return value !== null && pattern.test(String(value))
    },
  })),
  fc.tuple(fc.boolean(), fc.boolean()).map(([wanted, isOwn]) => ({
    soql: `${isOwn ? '' : 'Parent.'}Active__c = ${wanted}`,
    holds: (row: Row, rows: readonly Row[]) =>
      (isOwn ? row.Active__c : (rows[row.parent]?.Active__c ?? false)) === wanted,
  })),
)

const condition = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    tie('any').map(({ soql, holds }) => ({
      soql: `(NOT ${soql})`,
      holds: (row: Row, rows: readonly Row[]) => !holds(row, rows),
    })),
    fc.tuple(fc.constantFrom('AND', 'OR'), tie('any'), tie('any')).map(([word, a, b]) => ({
      soql: `(${a.soql} ${word} ${b.soql})`,
      holds: (row: Row, rows: readonly Row[]) =>
        word === 'AND' ? a.holds(row, rows) && b.holds(row, rows) : a.holds(row, rows) || b.holds(row, rows),
    })),
  ),
})).any

const rowsOf = fc
  .integer({ min: 1, max: 12 })
  .chain((count) => fc.array(rowOf(count), { minLength: count, maxLength: count }))

const idOf = (index: number) => `0015f000000000${'abcdefghijkl'[index]}`

test('random conditions over random records select what the reference selects', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.array(condition, { minLength: 1, maxLength: 8 }),
      async (rows, conditions) => {
        const accounts = rows.map(({ parent, ...values }, index) => ({
          ...values,
          Id: idOf(index),
          Name: String(index),
          ParentId: parent < 0 ? null : idOf(parent),
        }))
        const org = await startTestOrg({ records: { Account: accounts } })
        try {
          for (const { soql, holds } of conditions) {
            const found = await org.values(`SELECT Name FROM Account WHERE ${soql}`, 'Name')
            const wanted = rows.flatMap((row, index) => (holds(row, rows) ? [String(index)] : []))
            expect({ soql, found }).toEqual({ soql, found: wanted })
          }
        } finally {
          await org.close()
        }
      },
    ),
    { numRuns: 150, seed: 20250618 },
  )
})

test('random groups have the counts, sums and extremes of the reference', async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf, async (rows) => {
      const accounts = rows.map(({ parent: _, ...values }, index) => ({ ...values, Name: String(index) }))
      const org = await startTestOrg({ records: { Account: accounts } })
      try {
        const found = await org.records(
          'SELECT City__c k, COUNT(Id) n, COUNT(AnnualRevenue) c, MIN(Since__c) lo, MAX(Since__c) hi, COUNT_DISTINCT(Since__c) d FROM Account GROUP BY City__c',
        )
        const keys = [...new Set(rows.map(({ City__c }) => (City__c === null ? null : fold(City__c))))]
        const wanted = keys.map((key) => {
          const members = rows.filter(({ City__c }) => (City__c === null ? null : fold(City__c)) === key)
          const dates = members.flatMap(({ Since__c }) => (Since__c === null ? [] : [Since__c])).sort()
          return {
            k: key,
            n: members.length,
            c: members.filter(({ AnnualRevenue }) => AnnualRevenue !== null).length,
            lo: dates[0] ?? null,
            hi: dates.at(-1) ?? null,
            d: new Set(dates).size,
          }
        })
        const folded = found.map(({ attributes: _, ...record }) => ({
          ...record,
          k: record.k === null ? null : fold(String(record.k)),
        }))
        expect(folded).toEqual(wanted)
      } finally {
        await org.close()
      }
    }),
    { numRuns: 60, seed: 20250618 },
  )
})
