/** The query of an address as people read it. */
export function readableQuery(query: string): string {
  try {
    return decodeURIComponent(query.replace(/\+/g, ' '))
  } catch {
    return query
  }
}
