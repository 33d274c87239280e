export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The path of one file: DuckDB would take `[a].csv` for a pattern, and read other files. */
export function quotePath(path: string): string {
  return quoteText(path.replaceAll(/[*?[]/g, (character) => `[${character}]`))
}
