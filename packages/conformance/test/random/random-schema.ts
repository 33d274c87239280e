import type { FieldDescribe, ObjectDescribe } from '@certsql/core'
import type { OrgRecord, RecordValue } from '../support/adversarial-records.js'
import { boolean, field, lookup, number, object, picklist, text } from '../support/adversarial-schema.js'
import { recordId } from '../support/record-id.js'
import { randomNumbers } from './random-numbers.js'

export interface OrgContent {
  readonly objects: readonly ObjectDescribe[]
  readonly records: Readonly<Record<string, readonly OrgRecord[]>>
}

/** Values that meet each other often. */
interface FieldKind {
  readonly make: (name: string) => FieldDescribe
  readonly values: readonly RecordValue[]
}

const KINDS: readonly FieldKind[] = [
  { make: (name) => text(name), values: ['a', 'A', 'b', 'é', 'a%b', '_', null] },
  { make: (name) => picklist(name, ['Open', 'Won', 'Lost']), values: ['Open', 'Won', 'Lost', null] },
  { make: (name) => number(name, 12, 2), values: [0, 0.1, 0.2, -1.5, 100, null] },
  {
    make: (name) => field(name, 'int', { digits: 6, groupable: true, aggregatable: true }),
    values: [0, 1, 2, -5, null],
  },
  { make: (name) => boolean(name), values: [true, false] },
  {
    make: (name) => field(name, 'date', { groupable: true, aggregatable: true }),
    values: ['2025-01-01', '2024-02-29', '2025-03-31', null],
  },
  {
    make: (name) => field(name, 'datetime', { aggregatable: true }),
    values: ['2025-01-01T00:00:00.000Z', '2024-12-31T23:59:59.000Z', '2025-03-30T01:00:00.000Z', null],
  },
  {
    make: (name) => field(name, 'currency', { precision: 12, scale: 2, aggregatable: true }),
    values: [1, 2.5, null],
  },
]

const MOST_OBJECTS = 4
const MOST_RECORDS = 9

/** One to four objects with a few fields, lookups and records; the seed decides all of it. */
export function randomOrg(seed: number): OrgContent {
  const random = randomNumbers(seed)
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <Option>(options: readonly Option[]): Option => options[below(options.length)] as Option
  const counts = Array.from({ length: 1 + below(MOST_OBJECTS) }, () => below(MOST_RECORDS))
  const nameOf = (index: number): string => `T${index}__c`
  const prefixOf = (index: number): string => `a3${index}`
  const records: Record<string, readonly OrgRecord[]> = {}
  const objects = counts.map((count, index) => {
    const kinds = Array.from({ length: 2 + below(5) }, (_, column) => ({
      name: `F${column}__c`,
      kind: pick(KINDS),
    }))
    const lookups = Array.from({ length: below(3) }, (_, column) => ({
      name: `L${column}__c`,
      target: below(counts.length),
    }))
    records[nameOf(index)] = Array.from({ length: count }, (_, row) => ({
      Id: recordId(prefixOf(index), row + 1),
      Name: pick(['x', 'X', 'y', `n${row}`]),
      IsDeleted: below(12) === 0,
      ...Object.fromEntries(kinds.map(({ name, kind }) => [name, pick(kind.values)])),
      ...Object.fromEntries(
        lookups.map(({ name, target }) => {
          const parents = counts[target] ?? 0
          return [
            name,
            parents === 0 || below(4) === 0 ? null : recordId(prefixOf(target), 1 + below(parents)),
          ]
        }),
      ),
    }))
    return object(nameOf(index), prefixOf(index), [
      ...kinds.map(({ name, kind }) => kind.make(name)),
      ...lookups.map(({ name, target }) => lookup(name, [nameOf(target)])),
    ])
  })
  return { objects, records }
}
