import type { EditState } from './edit-state.js'

/** A search through the history, as Ctrl-R makes it. */
export interface HistorySearch {
  readonly pattern: string
  /** The entry that is shown. */
  readonly place: number
  readonly found: EditState | undefined
  /** What was typed before, to come back to. */
  readonly before: EditState
}

export function startSearch(before: EditState): HistorySearch {
  return { pattern: '', place: -1, found: undefined, before }
}

/** Searches anew: the newest entry that holds the pattern, whatever its case. */
export function searchFor(search: HistorySearch, pattern: string, entries: readonly string[]): HistorySearch {
  if (pattern === '') return startSearch(search.before)
  return { ...search, pattern, ...(find(entries, pattern, 0, 1) ?? { place: -1, found: undefined }) }
}

/** Goes on to the next older entry, or back to a newer one; stays where there is none. */
export function searchOn(search: HistorySearch, entries: readonly string[], step: 1 | -1): HistorySearch {
  if (search.pattern === '') return search
  return { ...search, ...find(entries, search.pattern, search.place + step, step, search.found?.text) }
}

function find(
  entries: readonly string[],
  pattern: string,
  from: number,
  step: 1 | -1,
  except?: string,
): Pick<HistorySearch, 'place' | 'found'> | undefined {
  const wanted = pattern.toLowerCase()
  for (let place = from; place >= 0 && place < entries.length; place += step) {
    const entry = entries[place]
    if (entry === undefined || entry === except) continue
    const at = entry.toLowerCase().indexOf(wanted)
    if (at >= 0) return { place, found: { text: entry, cursor: at } }
  }
  return undefined
}
