import type { DemoOptions } from '../../src/demo/demo-options.js'
import { generateDemoOrg } from '../../src/demo/generate-demo-org.js'
import type { FieldValue } from '../../src/org/record-sink.js'

export type DemoRecord = Readonly<Record<string, FieldValue>>

/** A demo org in plain arrays, with the look-ups that checks need. */
export class RecordedOrg {
  readonly #records = new Map<string, DemoRecord[]>()
  readonly objectsById = new Map<string, string>()

  constructor(options: DemoOptions = {}) {
    generateDemoOrg(options, {
      insert: (object, record) => {
        const known = this.#records.get(object)
        if (known === undefined) this.#records.set(object, [record])
        else known.push(record)
        this.objectsById.set(String(record.Id), object)
      },
    })
  }

  get objects(): readonly string[] {
    return [...this.#records.keys()]
  }

  /** With those in the recycle bin. */
  all(object: string): readonly DemoRecord[] {
    return this.#records.get(object) ?? []
  }

  /** Without those in the recycle bin. */
  live(object: string): readonly DemoRecord[] {
    return this.all(object).filter(({ IsDeleted }) => IsDeleted !== true)
  }

  get size(): number {
    return [...this.#records.values()].reduce((sum, records) => sum + records.length, 0)
  }
}

/** Whole cents, so that sums are exact. */
export function cents(value: FieldValue | undefined): number {
  return Math.round(Number(value ?? 0) * 100)
}

/** Sums of a field, in cents, by the value of another one. */
export function sumsBy(records: readonly DemoRecord[], key: string, field: string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const record of records) {
    const group = String(record[key] ?? '')
    sums.set(group, (sums.get(group) ?? 0) + cents(record[field]))
  }
  return sums
}
