import { quoteText } from '@certsql/core'

/** The path of one file: DuckDB would take `[a].csv` for a pattern, and read other files. */
export function quotePath(path: string): string {
  return quoteText(path.replaceAll(/[*?[]/g, (character) => `[${character}]`))
}
