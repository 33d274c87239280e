/** One answer inside of a composite answer. */
export interface CompositePart {
  readonly status: number
  readonly body: unknown
}

/** The answers inside, by their reference ids. */
export function readCompositeParts(body: unknown): ReadonlyMap<string, CompositePart> {
  const { compositeResponse } = (body ?? {}) as { readonly compositeResponse?: unknown }
  const parts = new Map<string, CompositePart>()
  for (const entry of Array.isArray(compositeResponse) ? compositeResponse : []) {
    const { referenceId, httpStatusCode, body: inner } = (entry ?? {}) as Readonly<Record<string, unknown>>
    if (typeof referenceId !== 'string' || typeof httpStatusCode !== 'number') continue
    parts.set(referenceId, { status: httpStatusCode, body: inner })
  }
  return parts
}
