/** Numbers that are unique in one statement. */
export interface IdSource {
  nextColumn(): number
  nextScan(): number
  nextDefinition(): number
}

export function createIdSource(): IdSource {
  const counters = { column: 0, scan: 0, definition: 0 }
  return {
    nextColumn: () => ++counters.column,
    nextScan: () => ++counters.scan,
    nextDefinition: () => ++counters.definition,
  }
}
