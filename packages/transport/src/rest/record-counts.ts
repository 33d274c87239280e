import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import { get } from './rest-request.js'

/** Leaves room for the address and the headers within the 16 kB of a request. */
const MAX_NAMES_LENGTH = 12_000

/**
 * The org's own count of records by object, cached there and approximate. The keys are the names as asked for; objects
 * that the org does not count are missing.
 */
export async function fetchRecordCounts(
  caller: RestCaller,
  apiVersion: string,
  objects: readonly string[],
  options: RequestOptions,
): Promise<ReadonlyMap<string, number>> {
  const chunks = chunkNames([...new Set(objects)])
  const answers = await Promise.all(
    chunks.map((names) => {
      const list = names.map(encodeURIComponent).join(',')
      return caller.call(get(`/services/data/v${apiVersion}/limits/recordCount?sObjects=${list}`), options)
    }),
  )
  const counted = new Map(answers.flatMap(({ body }) => readCounts(body)))
  const counts = new Map<string, number>()
  for (const name of objects) {
    const count = counted.get(name.toLowerCase())
    if (count !== undefined) counts.set(name, count)
  }
  return counts
}

function chunkNames(names: readonly string[]): string[][] {
  const chunks: string[][] = []
  let room = 0
  for (const name of names) {
    const length = encodeURIComponent(name).length + 1
    if (length > room || chunks.length === 0) {
      chunks.push([])
      room = MAX_NAMES_LENGTH
    }
    chunks.at(-1)?.push(name)
    room -= length
  }
  return chunks
}

function readCounts(body: unknown): (readonly [string, number])[] {
  const { sObjects } = (body ?? {}) as { readonly sObjects?: unknown }
  const entries: readonly unknown[] = Array.isArray(sObjects) ? sObjects : []
  return entries.flatMap((entry) => {
    const { name, count } = (entry ?? {}) as Readonly<Record<string, unknown>>
    return typeof name === 'string' && typeof count === 'number' ? [[name.toLowerCase(), count] as const] : []
  })
}
