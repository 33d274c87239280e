import type { JsonRecord } from '@certsql/core'

/** Ids have 18 characters over the API. */
const ID_LENGTH = 18

/**
 * The Ids of the records that a scan has handed out, kept in case that it must go on another way: one text for each page,
 * so 18 bytes a record, and made into a set only when somebody asks.
 */
export class DeliveredIds {
  private readonly pages: string[] = []
  private set: Set<string> | undefined
  private records = 0
  private hasAll = true

  get count(): number {
    return this.records
  }

  /** False when a record came without an Id, or twice: then nobody can tell what is still to be handed out. */
  get isReliable(): boolean {
    return this.hasAll && this.asSet().size === this.records
  }

  add(records: readonly JsonRecord[]): void {
    this.records += records.length
    if (!this.hasAll) return
    const ids = records.map(recordId)
    if (ids.some((id) => id === undefined)) {
      this.hasAll = false
      return
    }
    if (this.set === undefined) this.pages.push(ids.join(''))
    else for (const id of ids) if (id !== undefined) this.set.add(id)
  }

  /** The records that have not been handed out. */
  without(records: readonly JsonRecord[]): readonly JsonRecord[] {
    const known = this.asSet()
    const fresh = records.filter((record) => !known.has(recordId(record) ?? ''))
    return fresh.length === records.length ? records : fresh
  }

  private asSet(): Set<string> {
    this.set ??= new Set(this.pages.splice(0).flatMap(idsOfPage))
    return this.set
  }
}

function idsOfPage(page: string): readonly string[] {
  const ids: string[] = []
  for (let start = 0; start < page.length; start += ID_LENGTH) ids.push(page.slice(start, start + ID_LENGTH))
  return ids
}

/** Every record of an object says where it is to be found, whether its Id was asked for or not. */
export function recordId({ attributes }: JsonRecord): string | undefined {
  if (typeof attributes !== 'object' || attributes === null || !('url' in attributes)) return undefined
  const { url } = attributes
  if (typeof url !== 'string' || url.at(-ID_LENGTH - 1) !== '/') return undefined
  return url.slice(-ID_LENGTH)
}
